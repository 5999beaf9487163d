//! Collects the nodes of an index while the parser goes through a document.

use super::node::{Node, Tag};

/// Bytes of the document for each node that room is made for. Nine answers of Intercom out of ten have at least these
/// many, most of them 9 to 15, so that growing is rare.
const BYTES_PER_NODE: usize = 8;

/// Nodes that are moved or cut off at no price worth mentioning.
const SMALL: usize = 4096;

/// Room for the containers that are open at once; deeper documents make more.
const USUAL_DEPTH: usize = 8;

/// What directly surrounds the place the parser has reached.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Surroundings {
    Document,
    Array,
    Object,
}

#[derive(Clone, Copy)]
struct Container {
    kind: Surroundings,
    node: usize,
    children: usize,
}

const DOCUMENT: Container = Container { kind: Surroundings::Document, node: 0, children: 0 };

/// The nodes so far, and the containers that are still open.
pub(super) struct Builder {
    nodes: Vec<Node>,
    inside: Container,
    outer: Vec<Container>,
}

impl Builder {
    pub(super) fn new(bytes: usize) -> Self {
        Self {
            nodes: Vec::with_capacity(bytes / BYTES_PER_NODE + 2),
            inside: DOCUMENT,
            outer: Vec::with_capacity(USUAL_DEPTH),
        }
    }

    #[inline]
    pub(super) fn inside(&self) -> Surroundings {
        self.inside.kind
    }

    /// Whether the innermost container has no child yet.
    pub(super) fn is_empty(&self) -> bool {
        self.inside.children == 0
    }

    /// How many containers are open.
    pub(super) fn depth(&self) -> usize {
        self.outer.len()
    }

    /// Notes that a child of the innermost container is complete.
    #[inline]
    pub(super) fn count_child(&mut self) {
        self.inside.children += 1;
    }

    /// Adds a key, string, number or literal.
    #[inline]
    pub(super) fn push(&mut self, node: Node) {
        self.nodes.push(node);
    }

    /// Steps into a container that begins at `offset`; its node is completed when it closes.
    #[inline]
    pub(super) fn open(&mut self, tag: Tag, offset: usize) {
        let kind = if tag == Tag::Object { Surroundings::Object } else { Surroundings::Array };
        self.outer.push(self.inside);
        self.inside = Container { kind, node: self.nodes.len(), children: 0 };
        self.nodes.push(Node::new(tag, false, 0, offset));
    }

    /// Steps out of the innermost container, which ends before `offset`.
    #[inline]
    pub(super) fn close(&mut self, offset: usize) {
        let Container { node, children, .. } = self.inside;
        self.nodes.push(Node::new(Tag::Close, false, children, offset));
        let extent = self.nodes.len() - node;
        if let Some(node) = self.nodes.get_mut(node) {
            node.set_extent(extent);
        }
        self.inside = self.outer.pop().unwrap_or(DOCUMENT);
    }

    /// The finished nodes. What a small document does not use is given back, since programs hold on to many of them. Of a large one, room
    /// is given back only when most of it is unused: asking for as much as the last document of that size gave back is what allocators
    /// answer without new pages, which cost a third of the parsing.
    pub(super) fn finish(mut self) -> Vec<Node> {
        if self.nodes.capacity() <= SMALL || self.nodes.len() < self.nodes.capacity() / 2 {
            self.nodes.shrink_to_fit();
        }
        self.nodes
    }
}

//! A place in a document, and what can be read there.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::iterate::{Items, Members};
use super::node::{Node, Tag};
use super::number;
use super::text::Text;

/// The six kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number of any size and precision.
    Number,
    /// A string.
    String,
    /// An ordered list of values.
    Array,
    /// An ordered list of members.
    Object,
}

/// A value of a document: cheap to copy, and borrowing the bytes and their index.
///
/// Every method is total. Reading a value as what it is not gives `None`, no members, or no items.
#[derive(Clone, Copy)]
pub struct Value<'a> {
    bytes: &'a [u8],
    nodes: &'a [Node],
    position: usize,
}

impl<'a> Value<'a> {
    #[inline]
    pub(super) fn new(bytes: &'a [u8], nodes: &'a [Node], position: usize) -> Self {
        Self { bytes, nodes, position }
    }

    #[inline]
    fn own_node(self) -> Node {
        self.nodes.get(self.position).copied().unwrap_or(Node::NULL)
    }

    /// The number of this value in the index: [`Index::value`](super::Index::value) finds the value again.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "an index has no more nodes than MAX_BYTES")]
    pub fn node(self) -> u32 {
        self.position as u32
    }

    /// What kind of value this is.
    #[inline]
    pub fn kind(self) -> Kind {
        match self.own_node().tag() {
            Tag::Null | Tag::Close => Kind::Null,
            Tag::False | Tag::True => Kind::Bool,
            Tag::Number => Kind::Number,
            Tag::String => Kind::String,
            Tag::Array => Kind::Array,
            Tag::Object => Kind::Object,
        }
    }

    /// Whether this is `null`.
    #[inline]
    pub fn is_null(self) -> bool {
        self.kind() == Kind::Null
    }

    /// The boolean.
    #[inline]
    pub fn as_bool(self) -> Option<bool> {
        match self.own_node().tag() {
            Tag::True => Some(true),
            Tag::False => Some(false),
            _ => None,
        }
    }

    /// The text of a string, not yet decoded.
    #[inline]
    pub fn as_text(self) -> Option<Text<'a>> {
        let node = self.own_node();
        (node.tag() == Tag::String).then(|| Text::new(self.inside(node), node.flag()))
    }

    /// The text of a string: borrowed when it has no escapes. Each call decodes again, as [`Text::decode`] does.
    pub fn as_str(self) -> Option<Cow<'a, str>> {
        self.as_text().map(Text::decode)
    }

    /// Whether this is a number written without fraction and exponent, of any size.
    #[inline]
    pub fn is_integer(self) -> bool {
        let node = self.own_node();
        node.tag() == Tag::Number && !node.flag()
    }

    /// A number written without fraction and exponent, if it is within `u64`.
    pub fn as_u64(self) -> Option<u64> {
        self.is_integer().then(|| self.raw().parse().ok())?
    }

    /// A number written without fraction and exponent, if it is within `i64`.
    pub fn as_i64(self) -> Option<i64> {
        if !self.is_integer() {
            return None;
        }
        let written = self.bytes.get(self.span()).unwrap_or_default();
        number::short(written).or_else(|| self.raw().parse().ok())
    }

    /// The `f64` nearest to a number; infinite when it is out of range.
    pub fn as_f64(self) -> Option<f64> {
        (self.kind() == Kind::Number).then(|| self.raw().parse().ok())?
    }

    /// The exact text of the value in the document: strings with their quotes, containers with their brackets.
    ///
    /// It is a JSON document of its own. Costs a check for UTF-8; [`Value::span`] costs nothing. Empty when the bytes are
    /// not those of the index.
    pub fn raw(self) -> &'a str {
        str::from_utf8(self.bytes.get(self.span()).unwrap_or_default()).unwrap_or_default()
    }

    /// Where [`Value::raw`] stands in the bytes of the document.
    pub fn span(self) -> Range<usize> {
        let node = self.own_node();
        let (start, extent) = (node.offset(), node.extent());
        match node.tag() {
            Tag::Array | Tag::Object => start..self.closing_node().offset(),
            Tag::String => start - 1..start + extent + 1,
            Tag::Null | Tag::False | Tag::True | Tag::Number => start..start + extent,
            Tag::Close => start..start,
        }
    }

    /// How many items or members this has, duplicate keys included; 0 for other values. The index knows, nothing is counted.
    #[inline]
    pub fn len(self) -> usize {
        if self.own_node().is_container() { self.closing_node().extent() } else { 0 }
    }

    /// Whether there are no items or members.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The member of an object with this key; the last one when there are several.
    ///
    /// Passes over all members, whatever their number, but not into them: about a nanosecond each.
    pub fn get(self, key: &str) -> Option<Value<'a>> {
        let node = self.own_node();
        if node.tag() != Tag::Object {
            return None;
        }
        let end = self.position + node.extent();
        let mut rest = self.nodes.get(self.position + 1..end).unwrap_or_default();
        // Comparing shapes first leaves few keys whose bytes must be looked at.
        let shape = Node::new(Tag::String, false, key.len(), 0);
        let mut found = None;
        while let [name, value, after @ ..] = rest {
            if (name.same_shape(shape) || name.flag()) && Text::new(self.inside(*name), name.flag()) == key {
                found = Some(end - after.len() - 1);
            }
            // A branch that guesses well is faster here than arithmetic the next step has to wait for.
            rest = if value.is_container() { after.get(value.extent() - 1..).unwrap_or_default() } else { after };
        }
        found.map(|position| Self { position, ..self })
    }

    /// The member of an object whose keys are known to be distinct, as [`Layout`](super::Layout) tells.
    ///
    /// It looks from `cursor` on and then from the beginning, and leaves `cursor` behind the member it found: who reads members in their
    /// order finds each at once. A cursor counts nodes; it begins with 0, and belongs to the object.
    pub fn get_distinct(self, key: &str, cursor: &mut u32) -> Option<Value<'a>> {
        let node = self.own_node();
        if node.tag() != Tag::Object {
            return None;
        }
        let (first, end) = (self.position + 1, self.position + node.extent() - 1);
        let middle = end.min(first + *cursor as usize);
        let found = self.first_member(key, middle..end).or_else(|| self.first_member(key, first..middle))?;
        #[expect(clippy::cast_possible_truncation, reason = "an index has no more nodes than MAX_BYTES")]
        {
            *cursor = (found.next_sibling().position - first) as u32;
        }
        Some(found)
    }

    fn first_member(self, key: &str, nodes: Range<usize>) -> Option<Value<'a>> {
        let end = nodes.end;
        let mut rest = self.nodes.get(nodes).unwrap_or_default();
        let shape = Node::new(Tag::String, false, key.len(), 0);
        while let [name, value, after @ ..] = rest {
            if (name.same_shape(shape) || name.flag()) && Text::new(self.inside(*name), name.flag()) == key {
                return Some(Self { position: end - after.len() - 1, ..self });
            }
            rest = if value.is_container() { after.get(value.extent() - 1..).unwrap_or_default() } else { after };
        }
        None
    }

    /// Follows keys from object to object: `path(&["pages", "next"])`.
    pub fn path(self, keys: &[&str]) -> Option<Value<'a>> {
        keys.iter().try_fold(self, |value, key| value.get(key))
    }

    /// The item of an array at `index`, counted from 0. Passes over the items before it, but not into them.
    pub fn at(self, index: usize) -> Option<Value<'a>> {
        self.items().nth(index)
    }

    /// The items of an array, in order.
    pub fn items(self) -> Items<'a> {
        Items::new(self.first_child(), if self.kind() == Kind::Array { self.len() } else { 0 })
    }

    /// The members of an object, in order, duplicate keys included.
    pub fn members(self) -> Members<'a> {
        Members::new(self.first_child(), if self.kind() == Kind::Object { self.len() } else { 0 })
    }

    #[inline]
    fn first_child(self) -> Self {
        Self { position: self.position + 1, ..self }
    }

    /// The value after this one; meaningless after the last.
    #[inline]
    pub(super) fn next_sibling(self) -> Self {
        Self { position: self.position + self.own_node().skip(), ..self }
    }

    /// The bytes of a string without its quotes.
    #[inline]
    fn inside(self, node: Node) -> &'a [u8] {
        self.bytes.get(node.offset()..node.offset() + node.extent()).unwrap_or_default()
    }

    /// The last node of a container.
    #[inline]
    fn closing_node(self) -> Node {
        let last = self.position + self.own_node().extent() - 1;
        self.nodes.get(last).copied().unwrap_or(Node::NULL)
    }
}

/// Shows the kind and the place only: a body can hold what must not reach a log.
impl fmt::Debug for Value<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Value").field("kind", &self.kind()).field("span", &self.span()).finish()
    }
}

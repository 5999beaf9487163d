//! The index on its own, for those who keep the bytes elsewhere.

use std::fmt;

use super::error::DocumentError;
use super::node::{Node, Tag};
use super::parse::parse;
use super::value::Value;

/// Knows where every value of a JSON document begins and ends, without holding the bytes.
///
/// It takes eight bytes for each value, each key and each closing bracket. For Intercom's answers that is 0.5 to 0.9
/// times the body, in room as large as the body; for any document it is less than eight times the body.
#[derive(Clone)]
pub struct Index {
    nodes: Vec<Node>,
    length: usize,
}

impl Index {
    /// Checks that `bytes` are one JSON document in UTF-8 and indexes it, in one pass without recursion.
    ///
    /// # Errors
    ///
    /// The first byte at which the document leaves the grammar of RFC 8259, nests deeper than
    /// [`MAX_DEPTH`](super::MAX_DEPTH), or grows past [`MAX_BYTES`](super::MAX_BYTES).
    pub fn parse(bytes: &[u8]) -> Result<Self, DocumentError> {
        Ok(Self { nodes: parse(bytes)?, length: bytes.len() })
    }

    /// The outermost value of `bytes`, which must be those the index was built from.
    ///
    /// Bytes of another length read as null. Other bytes of the same length give meaningless values, but never a panic.
    pub fn root<'a>(&'a self, bytes: &'a [u8]) -> Value<'a> {
        self.value(bytes, 0)
    }

    /// The value that said [`Value::node`]; null when no value of this index does.
    ///
    /// The bytes are those of [`Index::root`].
    pub fn value<'a>(&'a self, bytes: &'a [u8], node: u32) -> Value<'a> {
        let known = self.nodes.get(node as usize).is_some_and(|node| node.tag() != Tag::Close);
        if known && bytes.len() == self.length {
            Value::new(bytes, &self.nodes, node as usize)
        } else {
            Value::new(&[], &[], 0)
        }
    }
}

impl fmt::Debug for Index {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Index").field("nodes", &self.nodes.len()).field("length", &self.length).finish()
    }
}

//! Reads JSON without copying it: an index over the bytes, and values that look into both.
//!
//! [`Index::parse`] walks a body once, checks it against RFC 8259, and keeps eight bytes for every value and every key.
//! Nothing is decoded until somebody asks: a [`Value`] is a place in the index, and reads text and numbers straight from
//! the bytes.
//!
//! What is decided here, because JSON leaves it open:
//!
//! - Duplicate keys are all kept and iterated over; [`Value::get`] answers with the last one, as `JSON.parse` and Python's
//!   `json` do.
//! - An escaped surrogate without its other half (`"\ud800"`) is accepted, and reads as U+FFFD.
//! - Numbers keep their text ([`Value::raw`]), so no digit of a large integer is lost.
//! - A byte order mark is refused, and so is anything but whitespace after the value.
//! - At most [`MAX_DEPTH`] arrays and objects may be nested, in at most [`MAX_BYTES`] bytes.

mod build;
mod error;
mod escape;
mod index;
mod iterate;
mod layout;
mod node;
mod number;
mod parse;
mod scan;
mod text;
mod value;
mod write;

#[cfg(test)]
mod grammar_tests;
#[cfg(test)]
mod serde_tests;
#[cfg(test)]
mod value_tests;

use std::fmt;

pub use error::DocumentError;
pub use index::Index;
pub use iterate::{Items, Members};
pub use layout::Layout;
pub use node::MAX_BYTES;
pub use parse::MAX_DEPTH;
pub use text::Text;
pub use value::{Kind, Value};
pub use write::write_string;

/// Owns JSON bytes together with their index.
///
/// It is `Send + Sync` whenever the bytes are, and reading takes only `&self`.
#[derive(Clone)]
pub struct Document<B> {
    bytes: B,
    index: Index,
}

impl<B: AsRef<[u8]>> Document<B> {
    /// Indexes `bytes` and keeps them.
    ///
    /// # Errors
    ///
    /// As [`Index::parse`]. The bytes are dropped then; who still needs them calls [`Index::parse`] first and joins the
    /// two with [`Document::from_parts`].
    pub fn parse(bytes: B) -> Result<Self, DocumentError> {
        let index = Index::parse(bytes.as_ref())?;
        Ok(Self { bytes, index })
    }

    /// Joins bytes with the index that was built from them.
    ///
    /// With any other bytes, reading gives meaningless values, but never a panic.
    pub fn from_parts(bytes: B, index: Index) -> Self {
        Self { bytes, index }
    }

    /// Takes the document apart into its bytes and their index.
    pub fn into_parts(self) -> (B, Index) {
        (self.bytes, self.index)
    }

    /// The bytes that were indexed.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.as_ref()
    }

    /// The outermost value.
    pub fn root(&self) -> Value<'_> {
        self.index.root(self.bytes())
    }

    /// The value that said [`Value::node`], which a holder of the document can keep instead of the borrowing value.
    pub fn value(&self, node: u32) -> Value<'_> {
        self.index.value(self.bytes(), node)
    }
}

/// Shows sizes only: a body can hold what must not reach a log.
impl<B: AsRef<[u8]>> fmt::Debug for Document<B> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Document").field("bytes", &self.bytes().len()).field("index", &self.index).finish()
    }
}

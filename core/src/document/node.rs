//! The layout of the index: one node of eight bytes for each value and key, in the order of the document.
//!
//! ```text
//! meta    bits 0..3   tag
//!         bit  3      strings: contains escapes; numbers: has a fraction or an exponent
//!         bits 4..32  extent (below)
//! offset  bits 0..32  where the value begins in the bytes; for strings, the byte after the quote
//! ```
//!
//! The extent of a string (without quotes), number or literal is its length in bytes. That of an array or object is the
//! number of nodes up to its next sibling, its own and its closing node included. A closing node follows the last child:
//! its offset is the byte after the bracket, which makes the span of a container known, and its extent is the number of
//! children, which makes its length known. Every node stands for a byte of its own, so there are never more nodes than
//! bytes, and `MAX_BYTES` bounds every extent.

const TAG_BITS: u32 = 0b111;
const FLAG: u32 = 1 << 3;
const EXTENT_SHIFT: u32 = 4;

/// The largest document an index covers, in bytes (256 MiB less one): extents have 28 bits.
pub const MAX_BYTES: usize = (1 << 28) - 1;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Node {
    meta: u32,
    offset: u32,
}

/// The containers come last, so that one comparison tells them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Tag {
    Null,
    False,
    True,
    Number,
    String,
    Close,
    Array,
    Object,
}

impl Node {
    /// Stands for a value that is not there.
    pub(super) const NULL: Self = Self { meta: Tag::Null as u32, offset: 0 };

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the parser refuses documents longer than MAX_BYTES")]
    pub(super) fn new(tag: Tag, flag: bool, extent: usize, offset: usize) -> Self {
        Self { meta: (extent as u32) << EXTENT_SHIFT | u32::from(flag) << 3 | tag as u32, offset: offset as u32 }
    }

    #[inline]
    pub(super) fn tag(self) -> Tag {
        match self.meta & TAG_BITS {
            0 => Tag::Null,
            1 => Tag::False,
            2 => Tag::True,
            3 => Tag::Number,
            4 => Tag::String,
            5 => Tag::Close,
            6 => Tag::Array,
            _ => Tag::Object,
        }
    }

    #[inline]
    pub(super) fn is_container(self) -> bool {
        self.meta & TAG_BITS >= Tag::Array as u32
    }

    /// Whether tag, flag and extent are the same.
    #[inline]
    pub(super) fn same_shape(self, other: Self) -> bool {
        self.meta == other.meta
    }

    #[inline]
    pub(super) fn flag(self) -> bool {
        self.meta & FLAG != 0
    }

    #[inline]
    pub(super) fn extent(self) -> usize {
        (self.meta >> EXTENT_SHIFT) as usize
    }

    /// Completes the node of a container.
    #[inline]
    pub(super) fn set_extent(&mut self, extent: usize) {
        *self = Self::new(self.tag(), self.flag(), extent, self.offset());
    }

    #[inline]
    pub(super) fn offset(self) -> usize {
        self.offset as usize
    }

    /// How many nodes further the next sibling is.
    #[inline]
    pub(super) fn skip(self) -> usize {
        if self.is_container() { self.extent() } else { 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_has_eight_bytes_and_keeps_what_it_was_given() {
        assert_eq!(size_of::<Node>(), 8);
        let tags = [Tag::Null, Tag::False, Tag::True, Tag::Number, Tag::String, Tag::Close, Tag::Array, Tag::Object];
        for tag in tags {
            for flag in [false, true] {
                let node = Node::new(tag, flag, MAX_BYTES, MAX_BYTES - 1);
                assert_eq!((node.tag(), node.flag()), (tag, flag));
                assert_eq!((node.extent(), node.offset()), (MAX_BYTES, MAX_BYTES - 1));
                assert_eq!(node.is_container(), matches!(tag, Tag::Array | Tag::Object));
            }
        }
    }
}

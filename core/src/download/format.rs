//! What a file is, told by its first bytes: content types and names of downloads say little about it.

use std::str;

/// How many bytes at the start of a file decide what it is: the header of a tar archive has as many.
pub const SNIFFED_BYTES: usize = 512;

/// What bytes look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Gzip data (RFC 1952).
    Gzip,
    /// A zip archive.
    Zip,
    /// A tar archive.
    Tar,
    /// UTF-8 without control characters, such as CSV and JSON.
    Text,
    /// Anything else.
    Binary,
}

impl Format {
    /// Tells by the first [`SNIFFED_BYTES`] of a file, or by all of a shorter one. No bytes are no format.
    pub fn of(start: &[u8]) -> Option<Format> {
        let start = &start[..start.len().min(SNIFFED_BYTES)];
        if start.is_empty() {
            return None;
        }
        Some(match start {
            [0x1f, 0x8b, ..] => Format::Gzip,
            // The second is the end record, which is all that an empty archive has.
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Format::Zip,
            _ if start.first_chunk().is_some_and(is_tar_header) => Format::Tar,
            _ if is_text(start) => Format::Text,
            _ => Format::Binary,
        })
    }

    /// The format in one word, as it stands in vectors and crosses into the faces.
    pub const fn as_str(self) -> &'static str {
        match self {
            Format::Gzip => "gzip",
            Format::Zip => "zip",
            Format::Tar => "tar",
            Format::Text => "text",
            Format::Binary => "binary",
        }
    }
}

/// Whether a block carries the checksum of a tar header, which every dialect of tar has.
pub(crate) fn is_tar_header(block: &[u8; SNIFFED_BYTES]) -> bool {
    const CHECKSUM: std::ops::Range<usize> = 148..156;
    let field = block[CHECKSUM].trim_ascii_start();
    let digits = field.split(|byte| matches!(byte, 0 | b' ')).next().and_then(|digits| str::from_utf8(digits).ok());
    let Some(expected) = digits.and_then(|digits| u32::from_str_radix(digits, 8).ok()) else { return false };
    // The checksum is taken with its own field as spaces.
    let outside = block[..CHECKSUM.start].iter().chain(&block[CHECKSUM.end..]);
    let sum = outside.map(|byte| u32::from(*byte)).sum::<u32>() + 8 * u32::from(b' ');
    sum == expected
}

fn is_text(start: &[u8]) -> bool {
    let is_utf8 = match str::from_utf8(start) {
        Ok(_) => true,
        // The last character may be cut in two.
        Err(error) => error.error_len().is_none(),
    };
    is_utf8 && start.iter().all(|byte| !byte.is_ascii_control() || matches!(byte, b'\t' | b'\n' | b'\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_cut_in_two_is_still_text() {
        assert_eq!(Format::of("Zoë".as_bytes().split_last().expect("four bytes").1), Some(Format::Text));
        assert_eq!(Format::of(b"Zo\xeb,"), Some(Format::Binary));
    }

    #[test]
    fn a_block_of_zeros_is_no_header() {
        assert!(!is_tar_header(&[0; SNIFFED_BYTES]));
        assert_eq!(Format::of(&[0; SNIFFED_BYTES]), Some(Format::Binary));
    }
}

//! Finds the ends of whitespace, literals and strings.

use super::error::{DocumentError, Problem};
use super::escape;
use super::node::Tag;

/// A byte repeated in every lane of a word.
const fn lanes(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The first byte at or after `at` that is not JSON whitespace.
#[inline]
pub(super) fn whitespace(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\t' | b'\n' | b'\r') = bytes.get(at) {
        at += 1;
    }
    at
}

/// The end of a string and whether it contains escapes.
pub(super) struct StringEnd {
    /// The offset of the closing quote.
    pub(super) quote: usize,
    pub(super) escaped: bool,
}

/// Checks the string whose first byte after the quote is at `start`.
///
/// UTF-8 is checked here too: outside of strings no byte beyond ASCII is in the grammar.
#[inline]
pub(super) fn string(bytes: &[u8], start: usize) -> Result<StringEnd, DocumentError> {
    let mut at = start;
    let mut seen = 0;
    let mut escaped = false;
    loop {
        let word = word(bytes, at);
        seen |= word;
        let stops = stops(word);
        if stops == 0 {
            at += 8;
            continue;
        }
        at += (stops.trailing_zeros() / 8) as usize;
        match bytes.get(at) {
            Some(b'"') => break,
            Some(b'\\') => {
                at = escape::check(bytes, at)?;
                escaped = true;
            }
            Some(_) => return Err(DocumentError::new(Problem::ControlCharacter, bytes, at)),
            None => return Err(DocumentError::new(Problem::Quote, bytes, at)),
        }
    }
    if seen & lanes(0x80) != 0 {
        utf8(bytes, start, at)?;
    }
    Ok(StringEnd { quote: at, escaped })
}

/// The eight bytes from `at` on, the first one lowest. Past the end they are zero, which no string may contain.
#[inline]
fn word(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..).and_then(<[u8]>::first_chunk) {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => last_word(bytes, at),
    }
}

#[cold]
fn last_word(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
}

/// Marks the high bit of bytes that end a plain run: quotes, backslashes and control characters.
///
/// The subtractions borrow into higher lanes, so only the lowest mark is meaningful; below it there is none.
#[inline]
fn stops(word: u64) -> u64 {
    let quote = (word ^ lanes(b'"')).wrapping_sub(lanes(1));
    let backslash = (word ^ lanes(b'\\')).wrapping_sub(lanes(1));
    let control = word.wrapping_sub(lanes(0x20));
    (quote | backslash | control) & !word & lanes(0x80)
}

#[cold]
fn utf8(bytes: &[u8], start: usize, end: usize) -> Result<(), DocumentError> {
    match str::from_utf8(bytes.get(start..end).unwrap_or_default()) {
        Ok(_) => Ok(()),
        Err(error) => Err(DocumentError::new(Problem::Utf8, bytes, start + error.valid_up_to())),
    }
}

/// Checks the literal whose first letter is at `at`, and gives its tag and length.
#[inline]
pub(super) fn literal(bytes: &[u8], at: usize) -> Result<(Tag, usize), DocumentError> {
    match bytes.get(at..).unwrap_or_default() {
        [b'n', b'u', b'l', b'l', ..] => Ok((Tag::Null, 4)),
        [b't', b'r', b'u', b'e', ..] => Ok((Tag::True, 4)),
        [b'f', b'a', b'l', b's', b'e', ..] => Ok((Tag::False, 5)),
        rest => Err(misspelt(bytes, at, rest)),
    }
}

/// Blames the first byte that is none of the literal begun.
#[cold]
fn misspelt(bytes: &[u8], at: usize, rest: &[u8]) -> DocumentError {
    let literals: [&[u8]; 3] = [b"null", b"true", b"false"];
    let matching = literals.map(|literal| literal.iter().zip(rest).take_while(|(letter, byte)| letter == byte).count());
    DocumentError::new(Problem::Literal, bytes, at + matching.into_iter().fold(0, usize::max))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_mark_is_the_first_byte_that_ends_a_run() {
        for lane in 0..8 {
            for byte in 0..=u8::MAX {
                for rest in [b'a', b'!', b'#', b'[', b']', b' ', 0x7f, 0x80, 0xa2, 0xdc, 0xff] {
                    let mut bytes = [rest; 8];
                    bytes[lane] = byte;
                    let ends = byte < 0x20 || byte == b'"' || byte == b'\\';
                    let found = (stops(u64::from_le_bytes(bytes)).trailing_zeros() / 8) as usize;
                    assert_eq!(found, if ends { lane } else { 8 }, "{bytes:?}");
                }
            }
        }
    }

    #[test]
    fn a_word_past_the_end_is_filled_with_zeros() {
        for length in 0..9 {
            let bytes = &b"abcdefgh"[..length];
            let mut expected = [0; 8];
            expected[..length].copy_from_slice(bytes);
            assert_eq!(word(bytes, 0).to_le_bytes(), expected);
        }
        assert_eq!(word(b"abc", 4), 0);
    }
}

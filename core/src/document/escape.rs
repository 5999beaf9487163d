//! The grammar and the meaning of escapes in strings.

use super::error::{DocumentError, Problem};

/// Checks the escape whose backslash is at `backslash`, and gives the byte after it.
// Inlined into the scan of strings it would cost 4 % there, where escapes are rare.
#[inline(never)]
pub(super) fn check(bytes: &[u8], backslash: usize) -> Result<usize, DocumentError> {
    match bytes.get(backslash + 1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(backslash + 2),
        Some(b'u') => {
            let digits = backslash + 2;
            match (digits..digits + 4).find(|at| !bytes.get(*at).is_some_and(u8::is_ascii_hexdigit)) {
                None => Ok(digits + 4),
                Some(at) => Err(DocumentError::new(Problem::HexDigit, bytes, at)),
            }
        }
        _ => Err(DocumentError::new(Problem::Escape, bytes, backslash + 1)),
    }
}

/// A part of a string as it is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Bytes that stand for themselves.
    Plain(&'a [u8]),
    Escaped(char),
}

/// Splits the inside of a string into plain runs and decoded escapes.
///
/// A surrogate without its other half, and whatever `check` would refuse, becomes U+FFFD.
pub(super) struct Pieces<'a> {
    rest: &'a [u8],
}

impl<'a> Pieces<'a> {
    pub(super) fn new(inside: &'a [u8]) -> Self {
        Self { rest: inside }
    }

    fn unicode(&mut self) -> char {
        let Some((unit, rest)) = code_unit(self.rest) else {
            return char::REPLACEMENT_CHARACTER;
        };
        self.rest = rest;
        if let 0xd800..=0xdbff = unit
            && let [b'\\', b'u', after @ ..] = rest
            && let Some((low @ 0xdc00..=0xdfff, rest)) = code_unit(after)
        {
            self.rest = rest;
            let scalar = 0x1_0000 + ((unit - 0xd800) << 10 | (low - 0xdc00));
            return char::from_u32(scalar).unwrap_or(char::REPLACEMENT_CHARACTER);
        }
        char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let [b'\\', letter, after @ ..] = self.rest else {
            // The first byte is plain in any case: a lone backslash at the end stands for itself.
            let more = self.rest.get(1..)?;
            let length = 1 + more.iter().position(|byte| *byte == b'\\').unwrap_or(more.len());
            let (plain, rest) = self.rest.split_at(length);
            self.rest = rest;
            return Some(Piece::Plain(plain));
        };
        self.rest = after;
        Some(Piece::Escaped(match letter {
            b'"' | b'\\' | b'/' => char::from(*letter),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => self.unicode(),
            _ => char::REPLACEMENT_CHARACTER,
        }))
    }
}

/// Reads four hexadecimal digits.
fn code_unit(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (digits, rest) = bytes.split_first_chunk::<4>()?;
    let unit = digits.iter().try_fold(0, |unit, digit| Some(unit << 4 | char::from(*digit).to_digit(16)?))?;
    Some((unit, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_grammar_would_refuse_is_replaced_and_never_lost_track_of() {
        let pieces = |inside: &'static str| Pieces::new(inside.as_bytes()).collect::<Vec<_>>();
        let replaced = Piece::Escaped(char::REPLACEMENT_CHARACTER);
        assert_eq!(pieces(r"a\qb"), [Piece::Plain(b"a"), replaced, Piece::Plain(b"b")]);
        assert_eq!(pieces(r"\u00x"), [replaced, Piece::Plain(b"00x")]);
        assert_eq!(pieces(r"\u00"), [replaced, Piece::Plain(b"00")]);
        assert_eq!(pieces("a\\"), [Piece::Plain(b"a"), Piece::Plain(b"\\")]);
        assert_eq!(pieces(r"\ud800\u00zz"), [replaced, replaced, Piece::Plain(b"00zz")]);
    }
}

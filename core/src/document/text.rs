//! A string or a key of a document, before it is decoded.

use std::borrow::Cow;
use std::fmt;

use super::escape::{Piece, Pieces};

/// Text as it stands in the document, between its quotes.
///
/// It compares with `==` against a `str` by its meaning, so `"\u0069d"` equals `id`, without allocating.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    inside: &'a [u8],
    escaped: bool,
}

impl<'a> Text<'a> {
    #[inline]
    pub(super) fn new(inside: &'a [u8], escaped: bool) -> Self {
        Self { inside, escaped }
    }

    /// Decodes the text: borrowed from the document when it has no escapes, else a new string.
    ///
    /// A surrogate without its other half becomes U+FFFD. Costs one pass over the text.
    pub fn decode(self) -> Cow<'a, str> {
        if !self.escaped {
            return plain(self.inside);
        }
        let mut decoded = String::with_capacity(self.inside.len());
        for piece in Pieces::new(self.inside) {
            match piece {
                Piece::Plain(bytes) => decoded.push_str(&plain(bytes)),
                Piece::Escaped(character) => decoded.push(character),
            }
        }
        Cow::Owned(decoded)
    }

    /// The bytes of a text without escapes, which are its UTF-8: for who decodes them in a way of its own. Costs nothing.
    #[inline]
    pub fn plain_bytes(self) -> Option<&'a [u8]> {
        (!self.escaped).then_some(self.inside)
    }

    fn is_escaped_form_of(self, text: &str) -> bool {
        let mut rest = text.as_bytes();
        for piece in Pieces::new(self.inside) {
            let after = match piece {
                Piece::Plain(bytes) => rest.strip_prefix(bytes),
                Piece::Escaped(character) => rest.strip_prefix(character.encode_utf8(&mut [0; 4]).as_bytes()),
            };
            let Some(after) = after else { return false };
            rest = after;
        }
        rest.is_empty()
    }
}

/// Whether both are the same, at a third of the price of calling the C library's comparison for what is as short as keys are.
#[inline]
fn same(one: &[u8], other: &[u8]) -> bool {
    match (one.first_chunk::<8>(), other.first_chunk::<8>(), one.last_chunk::<8>(), other.last_chunk::<8>()) {
        (Some(start), Some(other_start), Some(end), Some(other_end)) => {
            u64::from_le_bytes(*start) == u64::from_le_bytes(*other_start)
                && u64::from_le_bytes(*end) == u64::from_le_bytes(*other_end)
                && one.len() == other.len()
                && (one.len() <= 16 || one == other)
        }
        _ => one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one == other),
    }
}

/// The parser has checked that the bytes are UTF-8; only with the bytes of another document can they fail to be.
fn plain(bytes: &[u8]) -> Cow<'_, str> {
    str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

impl PartialEq<str> for Text<'_> {
    #[inline]
    fn eq(&self, text: &str) -> bool {
        if self.escaped { self.is_escaped_form_of(text) } else { same(self.inside, text.as_bytes()) }
    }
}

impl PartialEq<&str> for Text<'_> {
    #[inline]
    fn eq(&self, text: &&str) -> bool {
        *self == **text
    }
}

/// Shows the size only: a body can hold what must not reach a log.
impl fmt::Debug for Text<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Text").field("bytes", &self.inside.len()).field("escaped", &self.escaped).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(inside: &str) -> Text<'_> {
        Text::new(inside.as_bytes(), inside.contains('\\'))
    }

    #[test]
    fn escapes_decode_to_their_meaning_and_compare_by_it() {
        let cases = [
            ("", ""),
            ("plain", "plain"),
            (r#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{c}\n\r\t"),
            (r"\u0000\u001f\u007F", "\0\u{1f}\u{7f}"),
            (r"\u00e9t\u00E9", "été"),
            (r"\u20ac €", "€ €"),
            (r"\ud83d\ude00!", "😀!"),
            (r"\uD83D\uDE00", "😀"),
            (r"\ud800\udc00\udbff\udfff", "\u{10000}\u{10ffff}"),
            (r"\u005Cn", "\\n"),
            (r"\\u0041", r"\u0041"),
        ];
        for (inside, meaning) in cases {
            assert_eq!(text(inside).decode(), meaning);
            assert!(text(inside) == meaning, "{inside}");
            assert!(text(inside) != format!("{meaning}x").as_str(), "{inside}");
            assert!(text(&format!("{inside}x")) != meaning, "{inside}");
        }
    }

    #[test]
    fn each_surrogate_without_its_other_half_reads_as_one_replacement_character() {
        let cases = [
            (r"\ud800", "\u{fffd}"),
            (r"\udc00", "\u{fffd}"),
            (r"a\ud800b", "a\u{fffd}b"),
            (r"\ud800\ud800", "\u{fffd}\u{fffd}"),
            (r"\udc00\ud800", "\u{fffd}\u{fffd}"),
            (r"\udc00\udc00", "\u{fffd}\u{fffd}"),
            (r"\ud800\ue000", "\u{fffd}\u{e000}"),
            (r"\ud800\ud83d\ude00", "\u{fffd}😀"),
            (r"\ud800\u0041", "\u{fffd}A"),
            (r"\ud800\n", "\u{fffd}\n"),
        ];
        for (inside, meaning) in cases {
            assert_eq!(text(inside).decode(), meaning);
            assert!(text(inside) == meaning, "{inside}");
        }
    }

    #[test]
    fn text_without_escapes_is_borrowed() {
        assert!(matches!(text("Zoë").decode(), Cow::Borrowed("Zoë")));
        assert!(matches!(text(r"\u0041").decode(), Cow::Owned(_)));
        assert_eq!(text("Zoë").plain_bytes(), Some("Zoë".as_bytes()));
        assert_eq!(text(r"\u0041").plain_bytes(), None);
    }

    #[test]
    fn debug_does_not_show_the_text() {
        assert_eq!(format!("{:?}", text("secret")), "Text { bytes: 6, escaped: false }");
    }
}

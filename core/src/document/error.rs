//! Why bytes are not a JSON document.

use std::error::Error;
use std::fmt;

/// Says what the grammar allows at the byte where a document breaks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentError {
    problem: Problem,
    offset: u32,
    at_end: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    ByteOrderMark,
    Colon,
    CommaOrBrace,
    CommaOrBracket,
    ControlCharacter,
    Depth,
    Digit,
    End,
    Escape,
    HexDigit,
    Key,
    KeyOrBrace,
    Literal,
    Quote,
    Size,
    Utf8,
    Value,
    ValueOrBracket,
}

impl Problem {
    fn sentence(self) -> &'static str {
        match self {
            Self::ByteOrderMark => "expected a value, not a byte order mark",
            Self::Colon => "expected ':' after a key",
            Self::CommaOrBrace => "expected ',' or '}'",
            Self::CommaOrBracket => "expected ',' or ']'",
            Self::ControlCharacter => "expected control characters in a string to be escaped",
            Self::Depth => "expected no more than 128 arrays and objects inside one another",
            Self::Digit => "expected a digit",
            Self::End => "expected nothing but whitespace after the value",
            Self::Escape => r#"expected one of "\/bfnrtu after a backslash"#,
            Self::HexDigit => r"expected four hexadecimal digits after \u",
            Self::Key => "expected a key in quotes",
            Self::KeyOrBrace => "expected a key in quotes or '}'",
            Self::Literal => "expected true, false or null",
            Self::Quote => "expected a closing quote",
            Self::Size => "expected a document shorter than 268435456 bytes, which this one reaches",
            Self::Utf8 => "expected UTF-8",
            Self::Value => "expected a value",
            Self::ValueOrBracket => "expected a value or ']'",
        }
    }
}

impl DocumentError {
    #[cold]
    pub(super) fn new(problem: Problem, bytes: &[u8], offset: usize) -> Self {
        Self { problem, offset: u32::try_from(offset).unwrap_or(u32::MAX), at_end: offset >= bytes.len() }
    }

    /// The byte, counted from 0, at which the document stops being JSON.
    pub fn offset(&self) -> usize {
        self.offset as usize
    }

    /// Whether everything up to the last byte was right, so that the document is probably cut short.
    pub fn is_truncated(&self) -> bool {
        self.at_end
    }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} at byte {}", self.problem.sentence(), self.offset)?;
        if self.at_end {
            formatter.write_str(", where the document ends")?;
        }
        Ok(())
    }
}

impl Error for DocumentError {}

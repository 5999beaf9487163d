//! The grammar of numbers.

use super::error::{DocumentError, Problem};

/// The end of a number and how it is written.
pub(super) struct NumberEnd {
    pub(super) end: usize,
    /// Whether there is a fraction or an exponent.
    pub(super) fractional: bool,
}

/// Checks the number whose first byte, a digit or a minus, is at `start`.
#[inline]
pub(super) fn check(bytes: &[u8], start: usize) -> Result<NumberEnd, DocumentError> {
    let mut at = start + usize::from(bytes.get(start) == Some(&b'-'));
    // A zero stands alone: what follows in `01` is left for the caller to stumble over.
    at = if bytes.get(at) == Some(&b'0') { at + 1 } else { digits(bytes, at)? };
    let integer_end = at;
    if bytes.get(at) == Some(&b'.') {
        at = digits(bytes, at + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        at += 1;
        at += usize::from(matches!(bytes.get(at), Some(b'+' | b'-')));
        at = digits(bytes, at)?;
    }
    Ok(NumberEnd { end: at, fractional: at != integer_end })
}

/// The value of an integer whose grammar was checked, if it has so few digits that it cannot be out of range. Almost all have, and to
/// check the text and its range takes longer than to read it.
#[inline]
pub(super) fn short(written: &[u8]) -> Option<i64> {
    let digits = written.strip_prefix(b"-").unwrap_or(written);
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let mut value = 0;
    for digit in digits {
        value = value * 10 + i64::from(digit.checked_sub(b'0').filter(|digit| *digit < 10)?);
    }
    Some(if digits.len() == written.len() { value } else { -value })
}

/// The end of the digits at `at`, of which there must be one.
#[inline]
fn digits(bytes: &[u8], at: usize) -> Result<usize, DocumentError> {
    let mut end = at;
    while let Some(b'0'..=b'9') = bytes.get(end) {
        end += 1;
    }
    if end == at { Err(DocumentError::new(Problem::Digit, bytes, at)) } else { Ok(end) }
}

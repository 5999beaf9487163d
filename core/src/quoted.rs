//! Texts within a message, or within JSON.

use crate::document::write_string;

/// A text as a string of JSON: in quotes, with its line breaks, quotes and control characters escaped, so that a message stays one line.
///
/// `{:?}` would do much the same, and would bring into a page the tables of what every character of Unicode is.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    write_string(text, &mut quoted);
    quoted
}

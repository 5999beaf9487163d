//! The texts of bodies.

use napi::{Env, Error, JsString, Result};
use napi_derive::napi;

/// The text of some bytes of UTF-8, as JavaScript has texts: in Latin-1 where that is enough, otherwise in UTF-16.
///
/// Node's own decoder is several times as slow wherever a text is not ASCII alone.
#[napi]
pub fn decode<'env>(env: &'env Env, bytes: &[u8]) -> Result<JsString<'env>> {
    let text = str::from_utf8(bytes).map_err(|error| Error::from_reason(error.to_string()))?;
    if text.is_ascii() {
        return env.create_string_latin1(bytes);
    }
    match latin1(text) {
        Some(latin1) => env.create_string_latin1(&latin1),
        None => env.create_string_utf16(text.encode_utf16().collect::<Vec<_>>()),
    }
}

/// A text in Latin-1; nothing when it has characters that Latin-1 does not.
fn latin1(text: &str) -> Option<Vec<u8>> {
    let mut latin1 = Vec::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let part;
        (part, rest) = rest.split_at(rest.floor_char_boundary(PART));
        if part.is_ascii() {
            latin1.extend_from_slice(part.as_bytes());
        } else {
            for character in part.chars() {
                latin1.push(u8::try_from(character).ok()?);
            }
        }
    }
    Some(latin1)
}

/// Most texts are ASCII for so long at a time, which is looked at and copied at once.
const PART: usize = 64;

//! The parser: one pass without recursion.

use super::build::{Builder, Surroundings};
use super::error::{DocumentError, Problem};
use super::node::{MAX_BYTES, Node, Tag};
use super::{number, scan};

/// How many arrays and objects may be inside one another.
pub const MAX_DEPTH: usize = 128;

/// Checks that `bytes` are one JSON document, and gives its nodes.
pub(super) fn parse(bytes: &[u8]) -> Result<Vec<Node>, DocumentError> {
    let error = |problem, at| Err(DocumentError::new(problem, bytes, at));
    if bytes.len() > MAX_BYTES {
        return error(Problem::Size, MAX_BYTES);
    }
    if bytes.starts_with(b"\xef\xbb\xbf") {
        return error(Problem::ByteOrderMark, 0);
    }
    let mut builder = Builder::new(bytes.len());
    let mut at = scan::whitespace(bytes, 0);
    loop {
        // A value begins here.
        match bytes.get(at) {
            Some(b'"') => at = string(bytes, at, &mut builder)?,
            Some(b'{' | b'[') if builder.depth() == MAX_DEPTH => return error(Problem::Depth, at),
            Some(b'{') => {
                builder.open(Tag::Object, at);
                at = scan::whitespace(bytes, at + 1);
                if bytes.get(at) != Some(&b'}') {
                    at = key(bytes, at, Problem::KeyOrBrace, &mut builder)?;
                    continue;
                }
                at += 1;
                builder.close(at);
            }
            Some(b'[') => {
                builder.open(Tag::Array, at);
                at = scan::whitespace(bytes, at + 1);
                if bytes.get(at) != Some(&b']') {
                    continue;
                }
                at += 1;
                builder.close(at);
            }
            Some(b'-' | b'0'..=b'9') => {
                let number = number::check(bytes, at)?;
                builder.push(Node::new(Tag::Number, number.fractional, number.end - at, at));
                at = number.end;
            }
            Some(b't' | b'f' | b'n') => {
                let (tag, length) = scan::literal(bytes, at)?;
                builder.push(Node::new(tag, false, length, at));
                at += length;
            }
            _ if builder.inside() == Surroundings::Array && builder.is_empty() => {
                return error(Problem::ValueOrBracket, at);
            }
            _ => return error(Problem::Value, at),
        }
        // A value has ended here: go on to the next one.
        loop {
            at = scan::whitespace(bytes, at);
            builder.count_child();
            match (builder.inside(), bytes.get(at)) {
                (Surroundings::Object, Some(b',')) => {
                    at = scan::whitespace(bytes, at + 1);
                    at = key(bytes, at, Problem::Key, &mut builder)?;
                    break;
                }
                (Surroundings::Array, Some(b',')) => {
                    at = scan::whitespace(bytes, at + 1);
                    break;
                }
                (Surroundings::Object, Some(b'}')) | (Surroundings::Array, Some(b']')) => {
                    at += 1;
                    builder.close(at);
                }
                (Surroundings::Document, None) => return Ok(builder.finish()),
                (Surroundings::Object, _) => return error(Problem::CommaOrBrace, at),
                (Surroundings::Array, _) => return error(Problem::CommaOrBracket, at),
                (Surroundings::Document, _) => return error(Problem::End, at),
            }
        }
    }
}

/// Reads a key and its colon, and gives the first byte of the member's value.
#[inline]
fn key(bytes: &[u8], at: usize, missing: Problem, builder: &mut Builder) -> Result<usize, DocumentError> {
    if bytes.get(at) != Some(&b'"') {
        return Err(DocumentError::new(missing, bytes, at));
    }
    let at = scan::whitespace(bytes, string(bytes, at, builder)?);
    if bytes.get(at) != Some(&b':') {
        return Err(DocumentError::new(Problem::Colon, bytes, at));
    }
    Ok(scan::whitespace(bytes, at + 1))
}

/// Reads the string whose opening quote is here, and gives the byte after its closing one.
#[inline]
fn string(bytes: &[u8], at: usize, builder: &mut Builder) -> Result<usize, DocumentError> {
    let start = at + 1;
    let end = scan::string(bytes, start)?;
    builder.push(Node::new(Tag::String, end.escaped, end.quote - start, start));
    Ok(end.quote + 1)
}

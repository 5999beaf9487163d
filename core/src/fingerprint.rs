//! A number that stands for the arguments of a listing, the same in every language and in whatever order they were written.
//!
//! It is the 64-bit FNV-1a hash of this text: the path; each parameter of the query as it stands in the URL, sorted by name, behind
//! `?` and `&`; a line feed; the body. The body is written without white space, members sorted by name, the last of several equal
//! names alone, integers as they came and other numbers in the shortest way that reads back the same. What says where a listing
//! starts is left out (`page`, `starting_after`, `cursor` and `scroll_param`; in the body also within `pagination`), and so are an
//! empty `pagination` and an empty body. The page size counts: the third page of fifty is not the third page of a hundred.

use std::collections::BTreeMap;

use crate::document::{Document, Kind, Value, write_string};
use crate::draft::Draft;

const POSITIONS: [&str; 4] = ["page", "starting_after", "cursor", "scroll_param"];

/// The fingerprint of a request as the caller gave it.
pub(crate) fn of(draft: &Draft) -> u64 {
    let mut hash = Fnv::default();
    hash.add(draft.path.as_bytes());
    let parameters: BTreeMap<&str, &str> = draft.query.pairs().filter(|(name, _)| !POSITIONS.contains(name)).collect();
    for (position, (name, value)) in parameters.into_iter().enumerate() {
        hash.add(if position == 0 { b"?" } else { b"&" });
        hash.add(name.as_bytes());
        hash.add(b"=");
        hash.add(value.as_bytes());
    }
    hash.add(b"\n");
    if let Some(document) = draft.payload.json().and_then(|json| Document::parse(json.as_bytes()).ok()) {
        let mut body = String::new();
        write(document.root(), Level::Body, &mut body);
        if body != "{}" {
            hash.add(body.as_bytes());
        }
    }
    hash.finish()
}

/// How deep in the body a value stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Body,
    Pagination,
    Below,
}

fn write(value: Value<'_>, level: Level, out: &mut String) {
    match value.kind() {
        Kind::Null | Kind::Bool => out.push_str(value.raw()),
        Kind::Number if value.is_integer() => out.push_str(value.raw()),
        Kind::Number => out.push_str(&value.as_f64().unwrap_or_default().to_string()),
        Kind::String => write_string(&value.as_str().unwrap_or_default(), out),
        Kind::Array => {
            out.push('[');
            for (position, item) in value.items().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                write(item, Level::Below, out);
            }
            out.push(']');
        }
        Kind::Object => write_object(value, level, out),
    }
}

fn write_object(object: Value<'_>, level: Level, out: &mut String) {
    let mut members: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in object.members() {
        let name = name.decode().into_owned();
        if level != Level::Below && POSITIONS.contains(&&*name) {
            continue;
        }
        let is_pagination = level == Level::Body && name == "pagination";
        let mut text = String::new();
        write(value, if is_pagination { Level::Pagination } else { Level::Below }, &mut text);
        if is_pagination && text == "{}" {
            members.remove(&name);
        } else {
            members.insert(name, text);
        }
    }
    out.push('{');
    for (position, (name, text)) in members.iter().enumerate() {
        if position > 0 {
            out.push(',');
        }
        write_string(name, out);
        out.push(':');
        out.push_str(text);
    }
    out.push('}');
}

/// FNV-1a, 64 bits. It tells texts apart that differ by accident, and is no protection against anybody.
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xCBF2_9CE4_8422_2325)
    }
}

impl Fnv {
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
    }

    pub(crate) fn finish(self) -> u64 {
        self.0
    }
}

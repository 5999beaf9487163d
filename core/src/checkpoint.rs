//! How far a listing came, as text for another process or another language.
//!
//! ```json
//! {"entryphone":1,"version":"2.16","operation":"contacts.list","arguments":"6bd7963177f925b7","at":{"cursor":"WzE2"},"items":150,"limit":null}
//! ```
//!
//! `entryphone` is the number of this format. `arguments` is the [fingerprint](crate::fingerprint), 16 hexadecimal digits. `at` is
//! `"start"`, `"end"`, `{"cursor": …}`, `{"page": …}` or `{"address": [[name, value], …]}`. So many `items` have been handed out, and the
//! listing ends at `limit` of them.

use std::fmt::Write;

use crate::arguments::describe;
use crate::document::{Document, Kind, Value, write_string};
use crate::error::Error;
use crate::operation::PageStyle;
use crate::page::{MAX_PLACE_BYTES, Place};
use crate::quoted::quoted;
use crate::version::Version;

const FORMAT: u64 = 1;

/// Room for the longest place with each of its bytes escaped, and for the rest.
const MAX_BYTES: usize = 8 * MAX_PLACE_BYTES;

/// Which listing a checkpoint is of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Listing<'a> {
    pub(crate) operation: &'a str,
    pub(crate) style: PageStyle,
    pub(crate) version: Version,
    pub(crate) arguments: u64,
}

/// How far a listing came.
#[derive(Clone, Debug)]
pub(crate) struct Progress {
    pub(crate) place: Place,
    pub(crate) items: u64,
    pub(crate) limit: Option<u64>,
}

/// Writes a checkpoint.
///
/// # Errors
/// Amid a scroll.
pub(crate) fn write(listing: &Listing<'_>, progress: &Progress) -> Result<String, Error> {
    check_scroll(listing.style, &progress.place)?;
    let mut text = format!(r#"{{"entryphone":{FORMAT},"version":"#);
    write_string(listing.version.as_str(), &mut text);
    text.push_str(r#","operation":"#);
    write_string(listing.operation, &mut text);
    let limit = progress.limit.map_or("null".to_owned(), |limit| limit.to_string());
    write!(text, r#","arguments":"{:016x}","at":"#, listing.arguments).expect("a String takes everything");
    write_place(&progress.place, &mut text);
    write!(text, r#","items":{},"limit":{limit}}}"#, progress.items).expect("a String takes everything");
    Ok(text)
}

/// Reads a checkpoint of this listing.
///
/// # Errors
/// When the text is no checkpoint, or one of another listing; the message says what differs.
pub(crate) fn read(text: &str, listing: &Listing<'_>) -> Result<Progress, Error> {
    if text.len() > MAX_BYTES {
        return Err(malformed(&format!("it has {} bytes, and none has more than {MAX_BYTES}", text.len())));
    }
    let document = Document::parse(text.as_bytes()).map_err(|error| malformed(&error.to_string()))?;
    let root = document.root();
    match root.get("entryphone") {
        Some(format) if format.as_u64() == Some(FORMAT) => {}
        Some(format) => {
            let format = describe(format);
            return Err(refused(&format!("has the format {format}, and this library reads {FORMAT}")));
        }
        None => return Err(malformed("it has no member \"entryphone\"")),
    }
    let fingerprint = format!("{:016x}", listing.arguments);
    let own = |name| match name {
        "operation" => listing.operation,
        "version" => listing.version.as_str(),
        _ => &fingerprint,
    };
    for name in ["operation", "version", "arguments"] {
        let known = root.get(name).filter(|known| known.kind() == Kind::String);
        let known =
            known.ok_or_else(|| malformed(&format!("its {name} is missing or no string", name = quoted(name))))?;
        if known.as_str().is_none_or(|text| text != own(name)) {
            return Err(refused(&match name {
                "arguments" => "was made with other arguments; give the same ones".to_owned(),
                _ => format!("is of the {name} {}, and this listing is of {}", describe(known), quoted(own(name))),
            }));
        }
    }
    let place = root.get("at").and_then(read_place).filter(|place| place.suits(listing.style));
    let place = place.ok_or_else(|| malformed("its \"at\" is no place of this listing"))?;
    check_scroll(listing.style, &place)?;
    let items = root.get("items").and_then(Value::as_u64).ok_or_else(|| malformed("its \"items\" is no count"))?;
    let limit = match root.get("limit") {
        None => None,
        Some(limit) if limit.is_null() => None,
        Some(limit) => Some(limit.as_u64().ok_or_else(|| malformed("its \"limit\" is no count"))?),
    };
    Ok(Progress { place, items, limit })
}

fn write_place(place: &Place, out: &mut String) {
    match place {
        Place::Start => out.push_str(r#""start""#),
        Place::End => out.push_str(r#""end""#),
        Place::Cursor(cursor) => {
            out.push_str(r#"{"cursor":"#);
            write_string(cursor, out);
            out.push('}');
        }
        Place::Number(number) => write!(out, r#"{{"page":{number}}}"#).expect("a String takes everything"),
        Place::Address(pairs) => {
            out.push_str(r#"{"address":["#);
            for (position, (name, value)) in pairs.iter().enumerate() {
                out.push_str(if position == 0 { "[" } else { ",[" });
                write_string(name, out);
                out.push(',');
                write_string(value, out);
                out.push(']');
            }
            out.push_str("]}");
        }
    }
}

fn read_place(at: Value<'_>) -> Option<Place> {
    let place = match at.as_str().as_deref() {
        Some("start") => Place::Start,
        Some("end") => Place::End,
        Some(_) => return None,
        None => {
            let (name, value) = at.members().next().filter(|_| at.len() == 1)?;
            match &*name.decode() {
                "cursor" => Place::Cursor(value.as_str().filter(|cursor| !cursor.is_empty())?.into_owned()),
                "page" => Place::Number(value.as_u64()?),
                "address" if !value.is_empty() => Place::Address(value.items().map(read_pair).collect::<Option<_>>()?),
                _ => return None,
            }
        }
    };
    (place.bytes() <= MAX_PLACE_BYTES).then_some(place)
}

fn read_pair(pair: Value<'_>) -> Option<(String, String)> {
    let half = |place| pair.at(place).and_then(Value::as_str);
    (pair.len() == 2).then_some((half(0)?.into_owned(), half(1)?.into_owned()))
}

/// Intercom forgets a scroll after a minute, and answers a late page as it answers the end. Nobody could tell them apart.
fn check_scroll(style: PageStyle, place: &Place) -> Result<(), Error> {
    if style == PageStyle::Scroll && matches!(place, Place::Cursor(_)) {
        return Err(Error::argument(
            "a scroll cannot be resumed amid its pages, since Intercom forgets it after a minute; start it again",
        ));
    }
    Ok(())
}

fn malformed(why: &str) -> Error {
    Error::argument(format!("this is no checkpoint: {why}; give the text that `checkpoint` returned"))
}

fn refused(why: &str) -> Error {
    Error::argument(format!("the checkpoint {why}, or start again without it"))
}

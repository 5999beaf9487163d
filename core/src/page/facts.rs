//! What an answer says about the page after it.

use super::place::MAX_PLACE_BYTES;
use crate::document::{Document, Kind, Value};
use crate::error::Error;
use crate::percent;
use crate::quoted::quoted;

/// What an answer says about the page after it: all that the rule for the next page reads.
///
/// A host that reads its answers through the core has it from [`PageFacts::of`]; one that parses them itself hands over a few
/// members with [`PageFacts::read`]. Either way it is one rule that decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageFacts {
    /// How many items the page has; `None` when the answer holds no list where the items should stand.
    pub(super) items: Option<usize>,
    pub(super) next: Named,
    pub(super) page: Option<u64>,
    pub(super) total_pages: Option<u64>,
    pub(super) next_cursor: Option<String>,
    pub(super) has_more: Option<bool>,
    pub(super) scroll_param: Option<String>,
}

/// What `pages.next` holds, which the API writes as an object or as an address, whatever the operation declares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Named {
    #[default]
    Nothing,
    Object {
        cursor: Option<String>,
        page: Option<u64>,
    },
    Address(Vec<(String, String)>),
    /// Something that cannot be followed, in short.
    Unreadable(String),
}

impl PageFacts {
    /// The members of an answer that the rule reads.
    pub const MEMBERS: [&'static str; 6] = ["pages", "next_cursor", "has_more", "scroll_param", "page", "total_pages"];

    /// The facts of an answer whose items stand at [`Pager::items_path`](crate::Pager::items_path).
    pub fn of(answer: Value<'_>, items_path: &str) -> PageFacts {
        PageFacts::of_members(answer, items(answer, items_path).map(Value::len))
    }

    /// The facts as a host tells them that has parsed the answer itself: a JSON object of those of the answer's
    /// [`MEMBERS`](PageFacts::MEMBERS) that are there, and how many items the page has. `None` says that no list stands where
    /// the items should; a null there is a list of none.
    ///
    /// # Errors
    /// When `members` is no JSON.
    pub fn read(members: &[u8], items: Option<usize>) -> Result<PageFacts, Error> {
        let document = Document::parse(members)
            .map_err(|error| Error::argument(format!("the members of an answer are not JSON: {error}")))?;
        Ok(PageFacts::of_members(document.root(), items))
    }

    fn of_members(answer: Value<'_>, items: Option<usize>) -> PageFacts {
        let count = |name| answer.path(&["pages", name]).and_then(count).or_else(|| answer.get(name).and_then(count));
        PageFacts {
            items,
            next: answer.path(&["pages", "next"]).map_or(Named::Nothing, Named::read),
            page: count("page"),
            total_pages: count("total_pages"),
            next_cursor: answer.get("next_cursor").and_then(text),
            has_more: answer.get("has_more").and_then(Value::as_bool),
            scroll_param: answer.get("scroll_param").and_then(text),
        }
    }
}

impl Named {
    fn read(next: Value<'_>) -> Named {
        match next.kind() {
            Kind::Null => Named::Nothing,
            Kind::Bool | Kind::Array if next.is_empty() && next.as_bool() != Some(true) => Named::Nothing,
            Kind::String => next.as_str().map_or(Named::Nothing, |address| Named::read_address(&address)),
            Kind::Object => match next.get("starting_after") {
                Some(cursor) if !matches!(cursor.kind(), Kind::Null | Kind::String) && !cursor.is_integer() => {
                    Named::Unreadable(shorten(next.raw()))
                }
                cursor => Named::Object { cursor: cursor.and_then(text), page: next.get("page").and_then(count) },
            },
            Kind::Bool | Kind::Array | Kind::Number => Named::Unreadable(shorten(next.raw())),
        }
    }

    /// What an address asks for. It may name another host, and only its query is taken from it; of several parameters with the
    /// same name the last, as servers read them.
    fn read_address(address: &str) -> Named {
        if address.is_empty() {
            return Named::Nothing;
        }
        let before_fragment = address.split('#').next().unwrap_or(address);
        let query = before_fragment.split_once('?').map_or("", |(_, query)| query);
        let mut pairs: Vec<(String, String)> = Vec::new();
        for pair in query.split('&').take_while(|_| address.len() <= MAX_PLACE_BYTES) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (percent::decode(name), percent::decode(value));
            match pairs.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known = value,
                None if name.is_empty() => {}
                None => pairs.push((name, value)),
            }
        }
        if pairs.is_empty() { Named::Unreadable(shorten(&quoted(address))) } else { Named::Address(pairs) }
    }
}

/// The items of an answer, at a dotted path; `None` when it holds no list there. A null on the way is a list of none, as some servers
/// write it.
pub fn items<'a>(answer: Value<'a>, path: &str) -> Option<Value<'a>> {
    let mut place = (!answer.is_null()).then_some(answer)?;
    for name in path.split('.').filter(|name| !name.is_empty()) {
        if !place.is_null() {
            place = place.get(name)?;
        }
    }
    matches!(place.kind(), Kind::Array | Kind::Null).then_some(place)
}

/// A text that says something; a number stands for its digits.
fn text(value: Value<'_>) -> Option<String> {
    let text = if value.is_integer() { value.raw().to_owned() } else { value.as_str()?.into_owned() };
    (!text.is_empty()).then_some(text)
}

/// A count, which may be written as a string.
fn count(value: Value<'_>) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// So much of a value as a message can take.
fn shorten(raw: &str) -> String {
    const SHORT: usize = 60;
    match raw.char_indices().nth(SHORT) {
        Some((end, _)) => format!("{}…", &raw[..end]),
        None => raw.to_owned(),
    }
}

//! Lists in pages. There are eight ways to ask for one, and several to spell it.
//!
//! | a client asks with | read by | spelled by |
//! |---|---|---|
//! | `starting_after` in the query | [`CursorPage::from_query`] | [`Page::list`], [`Page::named`], [`Page::unnumbered`] |
//! | `pagination.starting_after` in the body | [`CursorPage::from_body`] | [`Page::list`], [`Page::named`] |
//! | `cursor` in the query | [`CursorPage::from_flat_query`] | [`Page::flat`] |
//! | `page` in the query | [`NumberedPage::from_query`] | [`Page::list`], [`Page::named`], [`Page::flat`] |
//! | `page` in the body | [`NumberedPage::from_body`] | [`Page::named`] |
//! | `scroll_param` in the query | [`Scroll::take`] | [`Scroll::take`] |
//! | the link of the page before | [`LinkedPage::from_query`] | [`LinkedPage::cut`] |

use serde_json::{Map, Value, json};

use crate::refusal::Refusal;
use crate::route::Context;

mod cursor;
mod linked;
mod numbered;
mod scroll;

pub(crate) use cursor::{Aged, CursorPage, SortKey, Sorted};
pub(crate) use linked::LinkedPage;
pub(crate) use numbered::NumberedPage;
pub(crate) use scroll::Scroll;

/// How many items a page of one list holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PageSize {
    pub(crate) default: usize,
    pub(crate) max: usize,
}

/// One page, cut out of a list and not yet spelled.
#[derive(Debug)]
pub(crate) struct Page {
    items: Vec<Value>,
    /// How many items the whole list has.
    total: usize,
    number: usize,
    size: usize,
    next: Next,
}

/// What leads to the page after.
#[derive(Debug)]
enum Next {
    Cursor(Option<String>),
    /// `or_null`: whether the end is spelled out.
    Url {
        url: Option<String>,
        or_null: bool,
    },
}

impl PageSize {
    fn read(self, given: Option<&str>) -> Result<usize, Refusal> {
        let Some(given) = given else {
            return Ok(self.default);
        };
        match given.parse() {
            Ok(0) | Err(_) => {
                Err(Refusal::invalid_parameter(format!("per_page must be a positive integer, not {given:?}")))
            }
            Ok(size) if size > self.max => {
                Err(Refusal::invalid_parameter(format!("per_page is too big: {size}, at most {}", self.max)))
            }
            Ok(size) => Ok(size),
        }
    }
}

impl Page {
    /// The usual spelling: an object of the type `list` whose items stand under `data`.
    pub(crate) fn list(self) -> Value {
        self.named("list", "data")
    }

    /// The usual spelling, with the URL of the page before as well.
    pub(crate) fn list_both_ways(self, context: &Context<'_>) -> Value {
        let (number, size) = (self.number, self.size);
        let mut list = self.list();
        let previous = (number > 1)
            .then(|| real_url(context, &[("per_page", size.to_string()), ("page", (number - 1).to_string())]));
        list["pages"]["prev"] = json!(previous);
        list
    }

    /// The spelling of lists that name their type and their items.
    pub(crate) fn named(self, list_type: &str, items: &str) -> Value {
        let pages = self.pages();
        with_items(json!({"type": list_type, "total_count": self.total, "pages": pages}), items, self.items)
    }

    /// The spelling of lists that count neither their items nor their pages.
    pub(crate) fn unnumbered(self, items: &str) -> Value {
        let next = match self.next {
            Next::Cursor(cursor) => json!(cursor.map(|cursor| json!({"starting_after": cursor}))),
            Next::Url { url, .. } => json!(url),
        };
        let list = json!({"type": "list", "pages": {"type": "pages", "per_page": self.size, "next": next}});
        with_items(list, items, self.items)
    }

    /// The spelling without an object of `pages`: what it would say stands beside the items.
    pub(crate) fn flat(self) -> Value {
        let list = match &self.next {
            Next::Cursor(cursor) => json!({"type": "list", "has_more": cursor.is_some(), "next_cursor": cursor}),
            Next::Url { .. } => json!({
                "type": "list",
                "total_pages": self.total_pages(),
                "total_count": self.total,
                "page": self.number,
                "per_page": self.size,
            }),
        };
        with_items(list, "data", self.items)
    }

    /// The `pages` of a list. At the end of it, `next` is absent, or `null` where a list spells it out.
    fn pages(&self) -> Value {
        let mut pages = json!({
            "type": "pages",
            "page": self.number,
            "per_page": self.size,
            "total_pages": self.total_pages(),
        });
        match &self.next {
            Next::Cursor(Some(cursor)) => {
                pages["next"] = json!({"page": self.number.saturating_add(1), "starting_after": cursor});
            }
            Next::Cursor(None) | Next::Url { url: None, or_null: false } => {}
            Next::Url { url, .. } => pages["next"] = json!(url),
        }
        pages
    }

    fn total_pages(&self) -> usize {
        self.total.div_ceil(self.size)
    }
}

/// Moves the items into their list: an object literal would copy them.
fn with_items(mut list: Value, name: &str, items: Vec<Value>) -> Value {
    list[name] = items.into();
    list
}

/// The first ten of an object's tags, notes or companies, and where the rest is.
pub(crate) fn preview(items: Vec<Value>, url: &str) -> Value {
    const SHOWN: usize = 10;
    let total = items.len();
    let list = json!({"type": "list", "url": url, "total_count": total, "has_more": total > SHOWN});
    with_items(list, "data", items.into_iter().take(SHOWN).collect())
}

/// A number of a body, as text: integrations send it as either.
fn number_in(object: &Map<String, Value>, name: &str) -> Option<String> {
    match object.get(name)? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// The URL that asks for another page of the list at hand: the query of the request with other `parameters`. It is
/// on the host of the real API, whichever host the client called.
fn real_url(context: &Context<'_>, parameters: &[(&str, String)]) -> String {
    let replaced = |name: &str| parameters.iter().any(|(other, _)| *other == name);
    let others = context.request.query.iter().filter(|(name, _)| !replaced(name));
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(others).extend_pairs(parameters).finish();
    format!("https://api.intercom.io{}?{query}", context.request.path)
}

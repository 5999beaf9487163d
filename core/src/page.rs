//! A listing as a machine: one call for each page, and one rule for what comes next.

use crate::body;
use crate::call::Call;
use crate::client::Client;
use crate::document::{Kind, Value};
use crate::draft::Draft;
use crate::error::{Error, ErrorKind};
use crate::operation::{PageStyle, Paging};
use crate::payload::Payload;
use crate::percent;

/// A listing under way. Ask it for a [`Pager::call`], drive that to its end, and show it the body with [`Pager::turn`].
#[derive(Clone, Debug)]
#[must_use = "a pager does nothing until it is asked for a call"]
pub struct Pager {
    paging: Paging,
    draft: Draft,
    /// The page number last asked for, where pages have numbers.
    number: u64,
    is_over: bool,
}

/// What the next page is asked for with.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Next {
    Nothing,
    Cursor(String),
    Number(u64),
    Query(Vec<(String, String)>),
}

impl Pager {
    pub(crate) fn new(draft: Draft, paging: Paging) -> Pager {
        let mut pager = Pager { paging, draft, number: 1, is_over: false };
        pager.number = pager.asked_number().unwrap_or(1);
        pager
    }

    /// Where the items stand in an answer, dotted; empty when the answer is the list itself.
    pub fn items_path(&self) -> &'static str {
        self.paging.items
    }

    /// Whether there is no further page.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// The call for the next page; `None` after the last one.
    pub fn call(&self, client: &Client, seed: u64) -> Option<Call> {
        (!self.is_over).then(|| client.call(&self.draft, seed))
    }

    /// Reads where the next page is from the body of the last one.
    ///
    /// # Errors
    /// When the answer asks for the page that was just fetched, which would go on forever.
    pub fn turn(&mut self, answer: Value<'_>) -> Result<(), Error> {
        match self.next(answer) {
            Next::Nothing => self.is_over = true,
            Next::Cursor(cursor) => self.set_cursor(&cursor)?,
            Next::Number(number) => self.set_number(number),
            Next::Query(pairs) => {
                let before = self.draft.query.clone();
                for (name, value) in &pairs {
                    self.draft.query.set(name, value);
                }
                if self.draft.query == before {
                    return Err(self.repeated("the same address"));
                }
            }
        }
        Ok(())
    }

    fn next(&self, answer: Value<'_>) -> Next {
        let counted = |place: Option<Value<'_>>| {
            let total = place.and_then(|place| place.get("total_pages")).and_then(Value::as_u64);
            // An empty page ends a count even where the totals are wrong; there is no page to lose behind it.
            let has_items = items(answer, self.paging.items).is_none_or(|items| items.at(0).is_some());
            if has_items && total.is_some_and(|total| self.number < total) {
                Next::Number(self.number + 1)
            } else {
                Next::Nothing
            }
        };
        match self.paging.style {
            PageStyle::Unpaged => Next::Nothing,
            PageStyle::CursorQuery | PageStyle::CursorBody => match named_next(answer) {
                Some(Named::Cursor(cursor)) => Next::Cursor(cursor),
                Some(Named::Query(pairs)) => value_of(&pairs, "starting_after").map_or(Next::Nothing, Next::Cursor),
                None => Next::Nothing,
            },
            PageStyle::PageQuery | PageStyle::PageBody => match named_next(answer) {
                Some(Named::Cursor(cursor)) => Next::Cursor(cursor),
                Some(Named::Query(pairs)) => {
                    let number = value_of(&pairs, "page").and_then(|page| page.parse().ok());
                    number.map_or(Next::Query(pairs), Next::Number)
                }
                None => counted(answer.get("pages")),
            },
            PageStyle::PageFlat => counted(Some(answer)),
            PageStyle::CursorFlat => {
                let more = answer.get("has_more").and_then(Value::as_bool).unwrap_or(true);
                text(answer, "next_cursor").filter(|_| more).map_or(Next::Nothing, Next::Cursor)
            }
            PageStyle::Scroll => {
                let empty = items(answer, self.paging.items).is_none_or(|items| items.at(0).is_none());
                text(answer, "scroll_param").filter(|_| !empty).map_or(Next::Nothing, Next::Cursor)
            }
            PageStyle::Link => match named_next(answer) {
                Some(Named::Query(pairs)) if !pairs.is_empty() => Next::Query(pairs),
                _ => Next::Nothing,
            },
        }
    }

    fn set_cursor(&mut self, cursor: &str) -> Result<(), Error> {
        let name = match self.paging.style {
            PageStyle::CursorFlat => "cursor",
            PageStyle::Scroll => "scroll_param",
            _ => "starting_after",
        };
        let before = (self.draft.query.clone(), self.draft.payload.json().map(str::to_owned));
        if self.paging.style == PageStyle::CursorBody {
            let mut raw = String::new();
            crate::document::write_string(cursor, &mut raw);
            let json = self.draft.payload.json().unwrap_or("{}");
            self.draft.payload = Payload::Json(body::with_member(json, &["pagination", name], &raw));
        } else {
            self.draft.query.set(name, cursor);
        }
        // A scroll keeps one token for all its pages.
        let unchanged = before.0 == self.draft.query && before.1.as_deref() == self.draft.payload.json();
        if unchanged && self.paging.style != PageStyle::Scroll {
            return Err(self.repeated(&format!("the cursor {cursor:?}")));
        }
        Ok(())
    }

    fn set_number(&mut self, number: u64) {
        if number <= self.number {
            self.is_over = true;
            return;
        }
        self.number = number;
        let text = number.to_string();
        if self.paging.style == PageStyle::PageBody {
            let json = self.draft.payload.json().unwrap_or("{}");
            self.draft.payload = Payload::Json(body::with_member(json, &["page"], &text));
        } else {
            self.draft.query.set("page", &text);
        }
    }

    /// The page the caller starts at.
    fn asked_number(&self) -> Option<u64> {
        if self.paging.style == PageStyle::PageBody {
            let document = crate::document::Document::parse(self.draft.payload.json()?.as_bytes()).ok()?;
            return document.root().get("page").and_then(Value::as_u64);
        }
        self.draft.query.value("page")?.parse().ok()
    }

    fn repeated(&self, what: &str) -> Error {
        let message = format!("the answer names {what} again as the next page, so the listing would never end");
        Error::new(ErrorKind::Api, message).of_operation(&self.draft.label)
    }
}

/// The items of an answer, at a dotted path.
pub fn items<'a>(answer: Value<'a>, path: &str) -> Option<Value<'a>> {
    let place = path.split('.').filter(|name| !name.is_empty()).try_fold(answer, Value::get)?;
    (place.kind() == Kind::Array).then_some(place)
}

/// What `pages.next` holds, which the API writes as an object or as an address, whatever the operation's own style.
enum Named {
    Cursor(String),
    Query(Vec<(String, String)>),
}

fn named_next(answer: Value<'_>) -> Option<Named> {
    let next = answer.path(&["pages", "next"])?;
    if let Some(address) = next.as_str() {
        // The address may name another host, and only what it asks for is taken from it.
        let (_, query) = address.split_once('?')?;
        let query = query.split('#').next().unwrap_or(query);
        let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (percent::decode(name), percent::decode(value))
        });
        return Some(Named::Query(pairs.collect()));
    }
    text(next, "starting_after").map(Named::Cursor)
}

fn value_of(pairs: &[(String, String)], name: &str) -> Option<String> {
    pairs.iter().find(|(known, value)| known == name && !value.is_empty()).map(|(_, value)| value.clone())
}

fn text(object: Value<'_>, name: &str) -> Option<String> {
    let text = object.get(name)?.as_str()?;
    (!text.is_empty()).then(|| text.into_owned())
}

//! Pages that are asked for by a cursor: the place in the list after which they begin.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::cmp::Ordering;

use super::{Next, Page, PageSize, number_in};
use crate::refusal::Refusal;
use crate::route::Context;
use crate::store::{Listed, Row};

/// What a row is sorted by. Rows that agree in it, or have none, are sorted by age.
#[derive(Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum SortKey {
    None,
    Number(f64),
    Text(String),
}

/// What can stand in a list that is paged by cursor.
pub(crate) trait Aged {
    /// The rank by age: a younger one has the greater number, also after deletions.
    fn sequence(&self) -> u64;
}

impl Aged for Row {
    fn sequence(&self) -> u64 {
        self.sequence
    }
}

/// The rows of a list, each with its sort key.
pub(crate) struct Sorted<'a, T = Row> {
    pub(crate) rows: Vec<(SortKey, &'a T)>,
    pub(crate) descending: bool,
}

impl<'a, T: Aged> Sorted<'a, T> {
    /// The order of lists that nobody sorted.
    pub(crate) fn newest_first(rows: impl Iterator<Item = &'a T>) -> Self {
        Self { rows: rows.map(|row| (SortKey::None, row)).collect(), descending: true }
    }
}

/// The page a client asks for with a cursor.
pub(crate) struct CursorPage {
    size: usize,
    after: Option<Cursor>,
}

/// The last row of a page and the number of the next one. It names the row's place, not its id, so that a list goes
/// on where it was when that row is deleted meanwhile.
#[derive(Serialize, Deserialize)]
struct Cursor(SortKey, u64, usize);

impl Cursor {
    fn encode(&self) -> String {
        STANDARD.encode(json!(self).to_string())
    }

    fn decode(text: &str) -> Option<Self> {
        serde_json::from_slice(&STANDARD.decode(text).ok()?).ok()
    }
}

impl CursorPage {
    /// Reads `per_page` and `starting_after` of the query.
    pub(crate) fn from_query(context: &Context<'_>, size: PageSize) -> Result<Self, Refusal> {
        Self::new(size, context.query("per_page"), context.query("starting_after"))
    }

    /// Reads `per_page` and `cursor` of the query, of lists whose answers have no `pages`.
    pub(crate) fn from_flat_query(context: &Context<'_>, size: PageSize) -> Result<Self, Refusal> {
        Self::new(size, context.query("per_page"), context.query("cursor"))
    }

    /// Reads `pagination.per_page` and `pagination.starting_after` of the body, where searches have them.
    pub(crate) fn from_body(context: &Context<'_>, size: PageSize) -> Result<Self, Refusal> {
        let nothing = Map::new();
        let pagination = match context.body.get("pagination") {
            None | Some(Value::Null) => &nothing,
            Some(Value::Object(pagination)) => pagination,
            Some(_) => return Err(Refusal::mistyped("pagination", "an object")),
        };
        let starting_after = match pagination.get("starting_after") {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text.as_str()),
            Some(_) => return Err(Refusal::mistyped("starting_after", "a string")),
        };
        Self::new(size, number_in(pagination, "per_page").as_deref(), starting_after)
    }

    fn new(size: PageSize, per_page: Option<&str>, starting_after: Option<&str>) -> Result<Self, Refusal> {
        let after = starting_after
            .map(|text| {
                Cursor::decode(text).ok_or_else(|| Refusal::new(400, "client_error", "Invalid starting_after param"))
            })
            .transpose()?;
        Ok(Self { size: size.read(per_page)?, after })
    }

    /// The page in its usual spelling.
    pub(crate) fn cut<'a, T: Aged>(self, list: Sorted<'a, T>, render: impl Fn(&'a T) -> Value) -> Value {
        self.select(list, render).list()
    }

    /// Cuts the page out of the whole list.
    pub(crate) fn select<'a, T: Aged>(self, list: Sorted<'a, T>, render: impl Fn(&'a T) -> Value) -> Page {
        let Sorted { mut rows, descending } = list;
        let order = |a: (&SortKey, u64), b: (&SortKey, u64)| {
            let ascending = a.0.partial_cmp(b.0).unwrap_or(Ordering::Equal).then(a.1.cmp(&b.1));
            if descending { ascending.reverse() } else { ascending }
        };
        rows.sort_by(|a, b| order((&a.0, a.1.sequence()), (&b.0, b.1.sequence())));
        let total = rows.len();
        let (start, number) = match &self.after {
            None => (0, 1),
            Some(Cursor(key, sequence, page)) => {
                let passed = |row: &(SortKey, &T)| order((&row.0, row.1.sequence()), (key, *sequence)).is_le();
                (rows.partition_point(passed), *page)
            }
        };
        let shown = &rows[start..total.min(start + self.size)];
        let cursor = shown
            .last()
            .filter(|_| start + shown.len() < total)
            .map(|(key, last)| Cursor(key.clone(), last.sequence(), number.saturating_add(1)).encode());
        Page {
            items: shown.iter().map(|(_, row)| render(row)).collect(),
            total,
            number,
            size: self.size,
            next: Next::Cursor(cursor),
        }
    }

    /// The page of a list that nobody sorted, in its usual spelling.
    pub(crate) fn cut_newest<'a>(self, list: Listed<'a>, render: impl Fn(&'a Row) -> Value) -> Value {
        self.select_newest(list, render).list()
    }

    /// Cuts the page out of a list that nobody sorted, and looks at no more of the list than that.
    pub(crate) fn select_newest<'a>(self, list: Listed<'a>, render: impl Fn(&'a Row) -> Value) -> Page {
        let (before, number) = match self.after {
            None => (u64::MAX, 1),
            Some(Cursor(_, sequence, page)) => (sequence, page),
        };
        let mut rows = list.newest_before(before).peekable();
        let mut items = Vec::new();
        let mut end = None;
        for row in rows.by_ref().take(self.size) {
            items.push(render(row));
            end = Some(row.sequence);
        }
        let cursor = end
            .filter(|_| rows.peek().is_some())
            .map(|sequence| Cursor(SortKey::None, sequence, number.saturating_add(1)).encode());
        Page { items, total: list.count(), number, size: self.size, next: Next::Cursor(cursor) }
    }
}

//! Lists in pages, as the wire shows them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::refusal::Refusal;
use crate::route::Context;
use crate::store::Row;

/// How many items a page of one list holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PageSize {
    pub(crate) default: usize,
    pub(crate) max: usize,
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

/// What a row is sorted by. Rows that agree in it, or have none, are sorted by age.
#[derive(Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum SortKey {
    None,
    Number(f64),
    Text(String),
}

/// The rows of a list, each with its sort key.
pub(crate) struct Sorted<'a> {
    pub(crate) rows: Vec<(SortKey, &'a Row)>,
    pub(crate) descending: bool,
}

impl<'a> Sorted<'a> {
    /// The order of lists that nobody sorted.
    pub(crate) fn newest_first(rows: impl Iterator<Item = &'a Row>) -> Self {
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

    /// Reads `pagination.per_page` and `pagination.starting_after` of the body, where searches have them.
    pub(crate) fn from_body(context: &Context<'_>, size: PageSize) -> Result<Self, Refusal> {
        let pagination = match context.body.get("pagination") {
            None | Some(Value::Null) => &Value::Null,
            Some(object @ Value::Object(_)) => object,
            Some(_) => return Err(Refusal::mistyped("pagination", "an object")),
        };
        let per_page = match &pagination["per_page"] {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        };
        let starting_after = match &pagination["starting_after"] {
            Value::Null => None,
            Value::String(text) => Some(text.as_str()),
            _ => return Err(Refusal::mistyped("starting_after", "a string")),
        };
        Self::new(size, per_page.as_deref(), starting_after)
    }

    fn new(size: PageSize, per_page: Option<&str>, starting_after: Option<&str>) -> Result<Self, Refusal> {
        let after = starting_after
            .map(|text| {
                Cursor::decode(text).ok_or_else(|| Refusal::new(400, "client_error", "Invalid starting_after param"))
            })
            .transpose()?;
        Ok(Self { size: size.read(per_page)?, after })
    }

    /// Cuts the page out of the whole list. `pages.next` is absent on the last page.
    pub(crate) fn cut<'a>(self, list: Sorted<'a>, render: impl Fn(&'a Row) -> Value) -> Value {
        let Sorted { mut rows, descending } = list;
        let order = |a: (&SortKey, u64), b: (&SortKey, u64)| {
            let ascending = a.0.partial_cmp(b.0).unwrap_or(std::cmp::Ordering::Equal).then(a.1.cmp(&b.1));
            if descending { ascending.reverse() } else { ascending }
        };
        rows.sort_by(|a, b| order((&a.0, a.1.sequence), (&b.0, b.1.sequence)));
        let total = rows.len();
        let (start, page) = match &self.after {
            None => (0, 1),
            Some(Cursor(key, sequence, page)) => {
                let passed = |row: &(SortKey, &Row)| order((&row.0, row.1.sequence), (key, *sequence)).is_le();
                (rows.partition_point(passed), *page)
            }
        };
        let end = total.min(start + self.size);
        let mut pages = json!({
            "type": "pages",
            "page": page,
            "per_page": self.size,
            "total_pages": total.div_ceil(self.size),
        });
        if end < total
            && let Some((key, last)) = rows[start..end].last()
        {
            let next = page.saturating_add(1);
            let cursor = Cursor(key.clone(), last.sequence, next);
            pages["next"] = json!({"page": next, "starting_after": cursor.encode()});
        }
        let data: Vec<_> = rows[start..end].iter().map(|(_, row)| render(row)).collect();
        json!({"type": "list", "data": data, "total_count": total, "pages": pages})
    }
}

/// The page a client asks for by its number.
pub(crate) struct NumberedPage {
    size: usize,
    number: usize,
}

impl NumberedPage {
    /// Reads `per_page` and `page` of the query.
    pub(crate) fn from_query(context: &Context<'_>, size: PageSize) -> Result<Self, Refusal> {
        let number = match context.query("page") {
            None => 1,
            Some(given) => match given.parse() {
                Ok(0) | Err(_) => {
                    return Err(Refusal::invalid_parameter(format!("page must be a positive integer, not {given:?}")));
                }
                Ok(number) => number,
            },
        };
        Ok(Self { size: size.read(context.query("per_page"))?, number })
    }

    /// Cuts the page out of the whole list. `pages.next` is `null` on the last page, and otherwise a URL on the
    /// host of the real API, whichever host the client called.
    pub(crate) fn cut<'a>(self, context: &Context<'_>, rows: &[&'a Row], render: impl Fn(&'a Row) -> Value) -> Value {
        let total_pages = rows.len().div_ceil(self.size);
        let next = (self.number < total_pages).then(|| self.next_url(context));
        let data: Vec<_> =
            rows.chunks(self.size).nth(self.number - 1).unwrap_or_default().iter().map(|row| render(row)).collect();
        json!({
            "type": "list",
            "data": data,
            "total_count": rows.len(),
            "pages": {
                "type": "pages",
                "next": next,
                "page": self.number,
                "per_page": self.size,
                "total_pages": total_pages,
            },
        })
    }

    fn next_url(&self, context: &Context<'_>) -> String {
        let others = context.request.query.iter().filter(|(name, _)| name != "page" && name != "per_page");
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(others)
            .append_pair("per_page", &self.size.to_string())
            .append_pair("page", &(self.number + 1).to_string())
            .finish();
        format!("https://api.intercom.io{}?{query}", context.request.path)
    }
}

/// The first ten of a contact's tags, notes or companies, and where the rest is.
pub(crate) fn preview(items: &[Value], url: &str) -> Value {
    const SHOWN: usize = 10;
    json!({
        "type": "list",
        "data": items.iter().take(SHOWN).collect::<Vec<_>>(),
        "url": url,
        "total_count": items.len(),
        "has_more": items.len() > SHOWN,
    })
}

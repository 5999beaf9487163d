//! Where a listing stands, and what a request must say to go on from there.

use crate::body;
use crate::document::write_string;
use crate::draft::Draft;
use crate::operation::PageStyle;
use crate::payload::Payload;
use crate::quoted::quoted;

/// The longest cursor or address that is followed, in bytes. No server takes a longer one in a URL.
pub(crate) const MAX_PLACE_BYTES: usize = 16 << 10;

/// Where a listing stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Before the first page, which the caller's own arguments ask for.
    Start,
    /// Behind this cursor.
    Cursor(String),
    /// Before the page of this number.
    Number(u64),
    /// Where these parameters lead, as they stood in an address of the API, decoded.
    Address(Vec<(String, String)>),
    /// Behind the last page.
    End,
}

impl Place {
    /// Whether a listing of that style can stand here.
    pub(crate) fn suits(&self, style: PageStyle) -> bool {
        match self {
            Place::Start | Place::End => true,
            Place::Cursor(_) => !matches!(style, PageStyle::Unpaged | PageStyle::PageBody),
            Place::Number(_) => matches!(style, PageStyle::PageQuery | PageStyle::PageFlat | PageStyle::PageBody),
            Place::Address(_) => {
                use PageStyle::{CursorQuery, Link, PageFlat, PageQuery};
                matches!(style, CursorQuery | PageQuery | PageFlat | Link)
            }
        }
    }

    /// How many bytes the server wrote into it.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Place::Start | Place::Number(_) | Place::End => 0,
            Place::Cursor(cursor) => cursor.len(),
            Place::Address(pairs) => pairs.iter().map(|(name, value)| name.len() + value.len()).sum(),
        }
    }

    /// Leaves out of an address what the caller's own request says already, and the page size where the caller chose one.
    pub(crate) fn without_known(mut self, draft: &Draft) -> Place {
        if let Place::Address(pairs) = &mut self {
            let is_known = |name: &str, value: &str| draft.query.says(name, value);
            let is_chosen = |name: &str| name == "per_page" && draft.query.contains(name);
            pairs.retain(|(name, value)| !is_known(name, value) && !is_chosen(name));
        }
        self
    }

    /// Makes the caller's request ask for the page at this place.
    pub(crate) fn apply(&self, style: PageStyle, draft: &mut Draft) {
        match self {
            Place::Start | Place::End => {}
            Place::Cursor(cursor) if style == PageStyle::CursorBody => {
                let mut raw = String::new();
                write_string(cursor, &mut raw);
                set_member(draft, &["pagination", "starting_after"], &raw);
            }
            Place::Cursor(cursor) => {
                let name = match style {
                    PageStyle::CursorFlat => "cursor",
                    PageStyle::Scroll => "scroll_param",
                    _ => "starting_after",
                };
                // The page a caller started at would contradict the cursor.
                draft.query.remove("page");
                draft.query.set(name, cursor);
            }
            Place::Number(number) if style == PageStyle::PageBody => {
                set_member(draft, &["page"], &number.to_string());
            }
            Place::Number(number) => draft.query.set("page", &number.to_string()),
            Place::Address(pairs) => pairs.iter().for_each(|(name, value)| draft.query.set(name, value)),
        }
    }

    /// The place in the words of a message.
    pub(crate) fn describe(&self) -> String {
        match self {
            Place::Start => "the first page".to_owned(),
            Place::Cursor(cursor) => format!("the cursor {cursor}", cursor = quoted(cursor)),
            Place::Number(number) => format!("page {number}"),
            Place::Address(pairs) => {
                let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
                format!("the address {}", quoted(&pairs.join("&")))
            }
            Place::End => "the end".to_owned(),
        }
    }
}

fn set_member(draft: &mut Draft, path: &[&str], raw: &str) {
    let json = draft.payload.json().unwrap_or("{}");
    draft.payload = Payload::Json(body::with_member(json, path, raw));
}

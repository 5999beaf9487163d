//! What comes after a page: one rule for each style, over the facts of the answer.
//!
//! The style says where a place is written, and the wire says what it is: the API answers with addresses where its descriptions
//! declare cursors, and the other way round, so each style follows either.

use super::facts::{Named, PageFacts};
use super::place::Place;
use crate::operation::PageStyle;
use crate::quoted::quoted;

/// The place after the page at `here`, or why the listing cannot go on although there is more. `number` is the number of the page
/// at `here`, where pages are numbered.
pub(super) fn next(style: PageStyle, here: &Place, number: Option<u64>, facts: &PageFacts) -> Result<Place, String> {
    let Some(items) = facts.items else { return Ok(Place::End) };
    match style {
        PageStyle::Unpaged => Ok(Place::End),
        PageStyle::CursorQuery | PageStyle::CursorBody => cursor(style, facts),
        PageStyle::Link => link(facts),
        PageStyle::PageQuery | PageStyle::PageFlat | PageStyle::PageBody => numbered(style, here, number, facts),
        PageStyle::CursorFlat => match (&facts.next_cursor, facts.has_more) {
            (_, Some(false)) | (None, None) => Ok(Place::End),
            (Some(cursor), _) => Ok(Place::Cursor(cursor.clone())),
            (None, Some(true)) => {
                Err("the answer says that there is more, and names no cursor to ask for it".to_owned())
            }
        },
        // The token stays when a scroll is at its end; only an empty page says so.
        PageStyle::Scroll => match &facts.scroll_param {
            Some(token) if items > 0 => Ok(Place::Cursor(token.clone())),
            _ => Ok(Place::End),
        },
    }
}

fn cursor(style: PageStyle, facts: &PageFacts) -> Result<Place, String> {
    match &facts.next {
        Named::Nothing | Named::Object { cursor: None, .. } => Ok(Place::End),
        Named::Object { cursor: Some(cursor), .. } => Ok(Place::Cursor(cursor.clone())),
        Named::Address(pairs) => match value_of(pairs, "starting_after") {
            Some("") => Ok(Place::End),
            Some(cursor) => Ok(Place::Cursor(cursor.to_owned())),
            None => followed(style, pairs),
        },
        Named::Unreadable(what) => Err(unreadable(what)),
    }
}

fn link(facts: &PageFacts) -> Result<Place, String> {
    match &facts.next {
        Named::Address(pairs) => followed(PageStyle::Link, pairs),
        _ => cursor(PageStyle::Link, facts),
    }
}

fn numbered(style: PageStyle, here: &Place, number: Option<u64>, facts: &PageFacts) -> Result<Place, String> {
    let named = match &facts.next {
        Named::Object { cursor: Some(cursor), .. } if style != PageStyle::PageBody => {
            return Ok(Place::Cursor(cursor.clone()));
        }
        Named::Object { page, .. } => *page,
        Named::Address(pairs) => match value_of(pairs, "page").and_then(|page| page.parse().ok()) {
            Some(page) => Some(page),
            None if style != PageStyle::PageBody => return cursor(style, facts),
            None => None,
        },
        Named::Nothing | Named::Unreadable(_) => None,
    };
    if let Some(named) = named {
        return match number {
            Some(number) if named <= number => Err(format!(
                "the answer to page {number} names page {named} as the next, so the listing would never end"
            )),
            _ => Ok(Place::Number(named)),
        };
    }
    // Counting is for pages that have numbers, and nothing but an empty page is behind an empty one.
    let number = number.filter(|_| matches!(here, Place::Start | Place::Number(_)));
    match (number, facts.total_pages) {
        (Some(number), Some(total)) if number < total && facts.items > Some(0) => Ok(Place::Number(number + 1)),
        (Some(_), Some(_)) => Ok(Place::End),
        _ => match &facts.next {
            Named::Nothing | Named::Object { cursor: None, .. } => Ok(Place::End),
            Named::Object { cursor: Some(cursor), .. } => Err(unreadable(&quoted(cursor))),
            Named::Address(pairs) => followed(style, pairs),
            Named::Unreadable(what) => Err(unreadable(what)),
        },
    }
}

/// An address as a place, where the style has a query to write it into.
fn followed(style: PageStyle, pairs: &[(String, String)]) -> Result<Place, String> {
    let place = Place::Address(pairs.to_vec());
    if place.suits(style) { Ok(place) } else { Err(unreadable(&place.describe())) }
}

fn unreadable(what: &str) -> String {
    format!("the answer names {what} as the next page, and that says nothing this listing could ask with")
}

/// A parameter of an address.
fn value_of<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

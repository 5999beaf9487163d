//! What a value is, in words, with links to the objects it is made of.

use super::Book;
use crate::catalog::names::PageStyle;
use crate::catalog::row::Repeat;
use crate::faces::model::{Answer, Method, Type};

impl Book<'_> {
    /// What a value is. Objects without a page stand further down on the same one.
    pub(super) fn words(&self, holds: &Type) -> String {
        match holds {
            Type::Any => "anything".to_owned(),
            Type::Text => "text".to_owned(),
            Type::Words(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
            Type::DateTime => "text, ISO 8601 with a time".to_owned(),
            Type::Date => "text, ISO 8601 without a time".to_owned(),
            Type::File => "the bytes of a file".to_owned(),
            Type::Integer => "integer".to_owned(),
            Type::Timestamp => "integer, UNIX seconds".to_owned(),
            Type::Number => "number".to_owned(),
            Type::Boolean => "boolean".to_owned(),
            Type::List(items) => format!("list of {}", self.words(items)),
            Type::Map(_) => "object with names of your own".to_owned(),
            Type::Record(name) => self.link(name),
            Type::Search(kinds) => {
                format!("{}; the [search builder](../guides/search.md) writes it", self.any_of(kinds))
            }
            Type::Union(kinds) => self.any_of(kinds),
        }
    }

    fn any_of(&self, kinds: &[Type]) -> String {
        kinds.iter().map(|kind| self.words(kind)).collect::<Vec<_>>().join(" or ")
    }

    /// A link to an object, from a page one folder down.
    pub(super) fn link(&self, name: &str) -> String {
        match self.homes.get(name) {
            None => format!("[{name}](../objects/{name}.md)"),
            Some(home) => format!("[{name}](../{}#{name})", home.page),
        }
    }

    /// What an operation answers with.
    pub(super) fn answer(&self, answer: &Answer) -> String {
        match answer {
            Answer::One(holds) => self.words(holds),
            Answer::Page(items) => format!("pages of {}", self.words(items)),
            Answer::PageOrOne { items, one, when } => {
                let when: Vec<String> = when.iter().map(|member| format!("`{}`", member.name)).collect();
                format!("pages of {}; with {}, {}", self.words(items), when.join(" or "), self.words(one))
            }
            Answer::Nothing => "nothing".to_owned(),
            Answer::Text => "plain text".to_owned(),
            Answer::Bytes => "a file".to_owned(),
        }
    }
}

/// How an operation gives its next page. The client does it; who reads logs or writes a proxy wants to know.
pub(super) fn paging(style: PageStyle) -> &'static str {
    match style {
        PageStyle::Unpaged => "none: the whole list comes at once",
        PageStyle::CursorQuery => "a cursor: `starting_after` in the query, from `pages.next`",
        PageStyle::CursorBody => "a cursor: `pagination.starting_after` in the body, from `pages.next`",
        PageStyle::CursorFlat => "a cursor: `cursor` in the query, from `next_cursor` while `has_more`",
        PageStyle::PageQuery => "numbered: `page` in the query, until `pages` tells of no further one",
        PageStyle::PageFlat => "numbered: `page` in the query, up to `total_pages`",
        PageStyle::PageBody => "numbered: `page` in the body, up to `pages.total_pages`",
        PageStyle::Scroll => {
            "a scroll: `scroll_param` in the query, until a page is empty; one at a time in a workspace"
        }
        PageStyle::Link => "a link: the query of `pages.next`",
    }
}

/// What becomes of a call that may have taken effect.
pub(super) fn repeat(method: &Method) -> String {
    match &method.repeat {
        Repeat::Safe => "yes: twice does what once does".to_owned(),
        Repeat::Unsafe => "no: it fails with `maybe_applied`".to_owned(),
        Repeat::SafeWith(name) => {
            format!("only with `{name}`, by which Intercom knows the repeat; otherwise it fails with `maybe_applied`")
        }
    }
}

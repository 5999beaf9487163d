//! A row of the table of operations, as it is written into `core/src/generated`.

use super::body::Body;
use super::description::erase_names;
use super::names::{Job, One, PageStyle};

/// The places of the first and the last version.
pub type Span = (usize, usize);

/// A row: the engine's `Operation`, and what goes beside it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the engine's `Operation` describes each of them")]
pub struct Row {
    pub id: String,
    pub method: String,
    pub path: String,
    pub arguments: Vec<Argument>,
    pub versions: Span,
    pub status: Status,
    pub query: Vec<Parameter>,
    pub body: Body,
    pub answer: Answer,
    pub paging: Option<(PageStyle, String)>,
    /// What makes the answer one thing instead of a list.
    pub one: Option<One>,
    pub job: Option<Job>,
    pub repeat: Repeat,
    pub has_quota: bool,
    /// What it does, in one line.
    pub doc: String,
    /// The tag and the operation's id in Intercom's reference.
    pub link: Option<(String, String)>,
    /// What Intercom's own clients call it.
    pub official: Vec<String>,
}

impl Row {
    /// The method and the path without names, by which the operation is known in the model.
    pub fn key(&self) -> String {
        format!("{} {}", self.method, erase_names(&self.path))
    }
}

/// An argument of the path.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the engine's `PathParameter` describes each of them")]
pub struct Argument {
    pub name: String,
    pub aliases: Vec<String>,
    pub repeated_in_query: Option<String>,
}

/// A parameter of the query.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the engine's `QueryParameter` describes each of them")]
pub struct Parameter {
    pub name: String,
    pub versions: Span,
    pub style: QueryStyle,
    pub default: Option<String>,
}

/// The engine's `QueryStyle`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the engine's enum describes each of them")]
pub enum QueryStyle {
    Plain,
    Comma,
    Exploded,
}

/// The engine's `Status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the engine's enum describes each of them")]
pub enum Status {
    Current,
    Deprecated,
    Withdrawn,
}

impl Status {
    /// The word to warn with, when there is a reason to.
    pub fn warning(self) -> Option<&'static str> {
        match self {
            Status::Current => None,
            Status::Deprecated => Some("deprecated"),
            Status::Withdrawn => Some("withdrawn"),
        }
    }
}

/// The engine's `Answer`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the engine's enum describes each of them")]
pub enum Answer {
    Json,
    Empty,
    Text,
    Bytes,
    Redirect,
}

impl Answer {
    /// Every kind.
    pub const ALL: [Answer; 5] = [Answer::Json, Answer::Empty, Answer::Text, Answer::Bytes, Answer::Redirect];

    /// The kind, as fixups write it.
    pub fn name(self) -> &'static str {
        match self {
            Answer::Json => "json",
            Answer::Empty => "empty",
            Answer::Text => "text",
            Answer::Bytes => "bytes",
            Answer::Redirect => "redirect",
        }
    }
}

/// The engine's `Repeat`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the engine's enum describes each of them")]
pub enum Repeat {
    Safe,
    Unsafe,
    SafeWith(String),
}

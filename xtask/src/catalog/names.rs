//! `names.toml`: what people call the operations, and what no description says of them.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use serde::Deserialize;

/// The entries by method and path without names.
pub type Names = BTreeMap<String, Name>;

/// What is written by hand about an operation.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// The catalog's name, such as `contacts.list`.
    pub name: String,
    /// What it does, in one line.
    pub doc: String,
    /// How the list is paged, when it is a list.
    pub paging: Option<PageStyle>,
    /// Where the items stand in the answer; empty when the answer is the array itself.
    pub items: Option<String>,
    /// What makes the answer one thing instead of a list.
    pub one: Option<One>,
    /// How what it starts is followed to its end, when it starts a job.
    pub job: Option<Job>,
    /// What its method does not tell about sending it twice.
    pub repeatable: Option<Repeatable>,
    /// `deprecated`, when it is.
    pub status: Option<NamedStatus>,
    /// What Intercom's own clients call it.
    #[serde(default)]
    pub official: Vec<String>,
}

/// The styles of paging, as the engine knows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the engine's `PageStyle` describes each of them")]
pub enum PageStyle {
    Unpaged,
    CursorQuery,
    CursorBody,
    CursorFlat,
    PageQuery,
    PageFlat,
    PageBody,
    Scroll,
    Link,
}

/// One thing instead of a list.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct One {
    /// The schema of the answer.
    pub schema: String,
    /// The arguments of which one is enough: any that is no boolean, or one that is true.
    pub when: Vec<String>,
}

/// The engine's `Polling`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the engine's struct describes each of them")]
pub struct Job {
    pub id: String,
    pub status: String,
    pub poll: String,
    pub download: Option<String>,
    pub cancel: Option<String>,
    #[serde(default)]
    pub along: Vec<String>,
}

/// Whether it may be sent twice.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Repeatable {
    /// Always, or never.
    Always(bool),
    /// When the body has this member.
    With(String),
}

/// A status that is given by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NamedStatus {
    /// Described, but advised against.
    Deprecated,
}

/// Reads `names.toml`.
///
/// # Errors
/// The text is not TOML, or an entry has a member that is not known.
pub fn read(text: &str) -> Result<Names> {
    toml::from_str(text).context("in names.toml")
}

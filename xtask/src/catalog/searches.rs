//! `search_fields.toml`: what searches can ask for, and how it may be compared.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use super::ranges::Timeline;

/// The searches, by what they look for.
pub type Searches = BTreeMap<String, Search>;

/// What one search takes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// The operators that fields of each type take, with spaces between.
    pub types: BTreeMap<String, String>,
    /// The types of each field.
    pub fields: BTreeMap<String, Types>,
}

/// Of which type a field is.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Types {
    /// One, from the oldest version on.
    One(String),
    /// Several, each by the version that it begins with.
    ByVersion(BTreeMap<String, String>),
}

/// A field with one of its types.
#[derive(Clone, Copy, Debug)]
pub struct Row<'s> {
    /// The name as queries write it.
    pub name: &'s str,
    /// The place of the first version that has it so.
    pub since: usize,
    /// Its type.
    pub kind: &'s str,
}

/// Reads `search_fields.toml`.
///
/// # Errors
/// The text is not TOML, or an entry is not one of these.
pub fn read(text: &str) -> Result<Searches> {
    toml::from_str(text).context("in search_fields.toml")
}

impl Search {
    /// The fields by their names, and of each name the older type first.
    ///
    /// # Errors
    /// A field is of a type that is not listed, or begins with a version that is not known.
    pub fn rows(&self, timeline: &Timeline) -> Result<Vec<Row<'_>>> {
        let mut rows = Vec::new();
        for (name, types) in &self.fields {
            match types {
                Types::One(kind) => rows.push(Row { name, since: 0, kind }),
                Types::ByVersion(kinds) => {
                    for (since, kind) in kinds {
                        rows.push(Row { name, since: timeline.place(since)?, kind });
                    }
                }
            }
        }
        for row in &rows {
            ensure!(
                self.types.contains_key(row.kind),
                "`{}` is of a type that is not listed, `{}`",
                row.name,
                row.kind
            );
        }
        rows.sort_by_key(|row| (row.name, row.since));
        Ok(rows)
    }
}

//! `sources.toml`: which descriptions the model was folded from.

use std::fmt::Write as _;

use anyhow::{Context as _, Result};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::description::Description;
use super::ranges::Timeline;

/// The versions the model holds, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Sources {
    /// One entry per version.
    #[serde(default, rename = "version")]
    pub versions: Vec<Source>,
}

/// What was imported for a version.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The version.
    pub name: String,
    /// The digest of the facts that were taken.
    pub sha256: String,
    /// How many operations the description has.
    pub operations: usize,
    /// How many named schemas it has.
    pub schemas: usize,
    /// Why the description is not to be trusted where its neighbours agree, when it is one of those.
    pub edited: Option<String>,
}

const HEAD: &str = "\
# The descriptions that core/catalog/api was folded from, oldest first. Written by `cargo xtask import`, except for `edited`.
#
# sha256 is taken over the facts of a description, not over its bytes: as published, or as a copy without prose and examples,
# it has the same digest.
# edited says why a description is not to be trusted: what the versions beside it agree on stands, whatever it says.
";

impl Source {
    /// Describes what was imported.
    pub fn new(name: &str, description: &Description, edited: Option<String>) -> Source {
        let digest = Sha256::digest(description.to_tree().canonical().to_string());
        Source {
            name: name.to_owned(),
            sha256: digest.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}")),
            operations: description.operations.len(),
            schemas: description.schemas.len(),
            edited,
        }
    }
}

impl Sources {
    /// Reads `sources.toml`.
    ///
    /// # Errors
    /// The text is not TOML, or not of this form.
    pub fn read(text: &str) -> Result<Sources> {
        toml::from_str(text).context("in sources.toml")
    }

    /// Writes `sources.toml`.
    pub fn write(&self) -> String {
        let mut text = HEAD.to_owned();
        for source in &self.versions {
            let Source { name, sha256, operations, schemas, edited } = source;
            let quoted = |text: &str| toml::Value::from(text).to_string();
            write!(
                text,
                "\n[[version]]\nname = {}\nsha256 = {}\noperations = {operations}\nschemas = {schemas}\n",
                quoted(name),
                quoted(sha256),
            )
            .expect("a string takes any text");
            if let Some(reason) = edited {
                writeln!(text, "edited = {}", quoted(reason)).expect("a string takes any text");
            }
        }
        text
    }

    /// The versions in their order.
    ///
    /// # Errors
    /// A version is not one, or occurs twice.
    pub fn timeline(&self) -> Result<Timeline> {
        Timeline::new(self.versions.iter().map(|source| source.name.as_str()))
    }

    /// The entry of a version.
    pub fn find(&self, name: &str) -> Option<&Source> {
        self.versions.iter().find(|source| source.name == name)
    }
}

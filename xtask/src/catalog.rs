//! The catalog of the API: descriptions of every version, folded into one model, corrected by hand, and turned into the tables
//! of `core/src/generated` and the facts of the emulator.
//!
//! ```text
//! OpenAPI files ── description ──► facts of one version ── fold ──► model ──► core/catalog/api/*.json
//!                                                                     │
//!                            core/catalog/fixups.toml, names.toml ── table ──► core/src/generated/*.rs
//!                                                                              tests/emulator/src/generated/facts.json
//! core/catalog/search_fields.toml ── searches ──► core/src/generated/search_fields.rs
//! core/catalog/webhook_topics.toml ── topics ──► core/src/generated/topics.rs
//! ```

pub mod body;
pub mod description;
pub mod edited;
pub mod emit;
pub mod files;
pub mod fixups;
pub mod fold;
pub mod import;
pub mod kinds;
pub mod laws;
pub mod model;
pub mod names;
pub mod pretty;
pub mod ranges;
pub mod report;
pub mod row;
pub mod schema;
pub mod searches;
pub mod sources;
pub mod table;
pub mod topics;
pub mod tree;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use self::fixups::Fixup;
use self::fold::Model;
use self::import::Archive;
use self::names::Names;
use self::row::Row;
use crate::faces;

/// The descriptions in `core/catalog`, and what is written by hand about what they describe.
#[derive(Clone, Debug)]
pub struct Catalog {
    /// What was imported.
    pub archive: Archive,
    /// What operations are called.
    pub names: Names,
    /// What the descriptions get wrong.
    pub fixups: Vec<Fixup>,
}

impl Catalog {
    /// Reads `core/catalog` of the checkout at `root`.
    ///
    /// # Errors
    /// A file is missing, or is not what it should be.
    pub fn read(root: &Path) -> Result<Catalog> {
        let folder = root.join("core/catalog");
        let read = |name: &str| fs::read_to_string(folder.join(name)).with_context(|| format!("cannot read {name}"));
        Ok(Catalog {
            archive: Archive::read(&read("sources.toml")?, &files::read_folder(&folder.join("api"))?)?,
            names: names::read(&read("names.toml")?)?,
            fixups: fixups::read(&read("fixups.toml")?)?,
        })
    }

    /// The rows of the table of operations, and the model with the fixups applied.
    ///
    /// # Errors
    /// The catalog breaks one of its rules.
    pub fn table(&self) -> Result<(Vec<Row>, Model)> {
        let timeline = &self.archive.model.timeline;
        let versions = 0..timeline.names().len();
        let mut descriptions: Vec<_> = versions.map(|place| fold::unfold(&self.archive.model, place)).collect();
        fixups::apply(&self.fixups, timeline, &mut descriptions)?;
        for (description, version) in descriptions.iter().zip(timeline.names()) {
            let dangling = description.dangling_references().into_iter();
            let dangling: Vec<String> =
                dangling.map(|(place, schema)| format!("`{place}` refers to the schema `{schema}`")).collect();
            ensure!(
                dangling.is_empty(),
                "in {version} {}, which is not described; an `add_schema` in fixups.toml can describe it",
                dangling.join(", "),
            );
        }
        let rows = table::rows(timeline, &descriptions, &self.names)?;
        laws::check(&rows)?;
        Ok((rows, fold::fold(timeline, &descriptions)?))
    }

    /// What is generated and checked in, by its path in the checkout.
    ///
    /// # Errors
    /// The catalog breaks one of its rules, or rustfmt cannot be run.
    pub fn generate(&self, root: &Path) -> Result<BTreeMap<String, String>> {
        let read = |name: &str| {
            fs::read_to_string(root.join("core/catalog").join(name)).with_context(|| format!("cannot read {name}"))
        };
        let (rows, model) = self.table()?;
        let mut files = emit::files(root, &model, &rows)?;
        files.extend(emit::lists(
            root,
            &model.timeline,
            &searches::read(&read("search_fields.toml")?)?,
            &topics::read(&read("webhook_topics.toml")?)?,
        )?);
        let api = faces::read::read(&model, &rows)?;
        files.extend(faces::files(&api));
        files.extend(faces::rust::files(root, &api)?);
        Ok(files)
    }
}

//! Taking descriptions into the model, whichever versions they are of.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};

use super::description::Description;
use super::edited::settle;
use super::files;
use super::fold::{Model, fold, unfold};
use super::ranges::Timeline;
use super::sources::{Source, Sources};

/// The model as it is checked in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Archive {
    /// `sources.toml`.
    pub sources: Sources,
    /// `api/*.json`.
    pub model: Model,
}

impl Archive {
    /// Reads an archive from the text of its files.
    ///
    /// # Errors
    /// A file is not what an import writes.
    pub fn read(sources: &str, api: &BTreeMap<String, String>) -> Result<Archive> {
        let sources = Sources::read(sources)?;
        let timeline = sources.timeline()?;
        let model = files::from_files(&timeline, api)?;
        Ok(Archive { sources, model })
    }

    /// Takes in descriptions. A version that is known already is replaced; the others stay as they are.
    ///
    /// # Errors
    /// The descriptions cannot be folded.
    pub fn import(&self, imported: &BTreeMap<String, Description>) -> Result<Archive> {
        ensure!(!imported.is_empty(), "there is no description to import");
        let known = self.model.timeline.names();
        let newcomers = imported.keys().filter(|name| !known.contains(name)).map(String::as_str);
        let timeline = Timeline::new(known.iter().map(String::as_str).chain(newcomers))?;
        let mut descriptions = Vec::new();
        let mut sources = Sources::default();
        for name in timeline.names() {
            let source = self.sources.find(name);
            if let Some(description) = imported.get(name) {
                let edited = source.and_then(|source| source.edited.clone());
                sources.versions.push(Source::new(name, description, edited));
                descriptions.push(description.clone());
            } else {
                sources.versions.extend(source.cloned());
                descriptions.push(unfold(&self.model, self.model.timeline.place(name)?));
            }
        }
        settle_edited(&sources, &mut descriptions);
        let model = fold(&timeline, &descriptions)?;
        // Read back from what will be written, so that a model in memory is in the order of one in files.
        let model = files::from_files(&timeline, &files::to_files(&model)?)?;
        Ok(Archive { sources, model })
    }
}

/// Puts the edited descriptions right by the nearest ones on either side that nobody edited.
fn settle_edited(sources: &Sources, descriptions: &mut [Description]) {
    let is_edited = |place: usize| sources.versions[place].edited.is_some();
    for place in (0..descriptions.len()).filter(|place| is_edited(*place)) {
        let before = (0..place).rev().find(|place| !is_edited(*place));
        let after = (place + 1..descriptions.len()).find(|place| !is_edited(*place));
        // At either end of the list the only neighbour speaks for both.
        if let (Some(before), Some(after)) = (before.or(after), after.or(before)) {
            descriptions[place] = settle(&descriptions[before], &descriptions[place], &descriptions[after]);
        }
    }
}

//! `fixups.toml`: what the descriptions get wrong or leave out, and a client must know better.
//!
//! A fixup changes the facts of a version before rows are made of them; nothing else knows that fixups exist. One that changes
//! nothing any more is an error, so the file never outlives the mistakes it lists.

mod change;
mod edit;

use std::fmt;

use anyhow::{Context as _, Result, bail, ensure};
use serde::Deserialize;

pub use self::change::Change;
use super::description::{Description, erase_names};
use super::ranges::{Timeline, VersionSet};

/// One correction.
#[derive(Clone, Debug)]
pub struct Fixup {
    /// What it changes.
    pub target: Target,
    /// How it changes it.
    pub change: Change,
    /// The versions it is for; every version that has the thing when it is not said.
    pub versions: Option<String>,
    /// Why, in one sentence.
    pub why: String,
    /// What shows it.
    pub evidence: String,
}

/// What a fixup changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An operation, by method and path without names.
    Operation(String),
    /// A schema, or after a dot the object in a member of it.
    Schema(String),
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Operation(name) | Target::Schema(name) => formatter.write_str(name),
        }
    }
}

/// What a change did to a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The description has nothing of the kind to change.
    NoTarget,
    /// The description was so already.
    Nothing,
    /// The description is different now.
    Changed,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    fixup: Vec<toml::Table>,
}

/// Reads `fixups.toml`.
///
/// # Errors
/// The text is not TOML, or an entry is not one of the known changes, or has no reason or no evidence.
pub fn read(text: &str) -> Result<Vec<Fixup>> {
    let file: File = toml::from_str(text).context("in fixups.toml")?;
    let entries = file.fixup.into_iter().map(|entry| {
        let shown = entry.get("operation").or(entry.get("schema")).map_or("nothing".to_owned(), ToString::to_string);
        read_entry(entry).with_context(|| format!("in fixups.toml, in a fixup of {shown}"))
    });
    entries.collect()
}

fn read_entry(mut entry: toml::Table) -> Result<Fixup> {
    let mut take = |name: &str| match entry.remove(name) {
        None => Ok(None),
        Some(toml::Value::String(text)) if !text.is_empty() => Ok(Some(text)),
        Some(other) => bail!("`{name}` should be a text, and it is {other}"),
    };
    let target = match (take("operation")?, take("schema")?) {
        (Some(operation), None) => Target::Operation(operation),
        (None, Some(schema)) => Target::Schema(schema),
        _ => bail!("it should have an `operation` or a `schema`"),
    };
    let versions = take("versions")?;
    let why = take("why")?.context("it has no `why`; say in one sentence why it is needed")?;
    let evidence = take("evidence")?.context("it has no `evidence`; say what shows it")?;
    let change = entry.try_into().context("its `change` is not one that is known, or is not complete")?;
    Ok(Fixup { target, change, versions, why, evidence })
}

/// Applies fixups to the descriptions, which stand in the order of the timeline.
///
/// # Errors
/// A fixup changes nothing: its target is gone, or the descriptions say by themselves what it says.
pub fn apply(fixups: &[Fixup], timeline: &Timeline, descriptions: &mut [Description]) -> Result<()> {
    parts(fixups).try_for_each(|(fixup, part)| fixup.apply(&part, timeline, descriptions))
}

/// Applies those fixups that can be applied, and says what is wrong with the others.
pub fn problems(fixups: &[Fixup], timeline: &Timeline, descriptions: &mut [Description]) -> Vec<String> {
    let outcomes = parts(fixups).map(|(fixup, part)| fixup.apply(&part, timeline, descriptions));
    outcomes.filter_map(|outcome| Some(format!("{:#}", outcome.err()?))).collect()
}

/// Names the fixups whose versions end just before one of `newcomers`, which they would change as well.
pub fn ending_before(
    newcomers: VersionSet,
    fixups: &[Fixup],
    timeline: &Timeline,
    descriptions: &[Description],
) -> Vec<String> {
    let mut found = Vec::new();
    for (fixup, part) in parts(fixups) {
        let end = fixup.versions(timeline).ok().and_then(VersionSet::ends);
        let Some(next) = end.map(|(_, last)| last + 1).filter(|next| newcomers.contains(*next)) else { continue };
        let would_change = part.apply(&fixup.target, &mut descriptions[next].clone()).ok() == Some(Effect::Changed);
        if would_change {
            found.push(format!("{part} {} would change {} too", fixup.target, timeline.names()[next]));
        }
    }
    found
}

/// Each fixup with its parts. A list of members is as many changes, so that each must be needed.
fn parts(fixups: &[Fixup]) -> impl Iterator<Item = (&Fixup, Change)> {
    fixups.iter().flat_map(|fixup| fixup.change.parts().into_iter().map(move |part| (fixup, part)))
}

impl Fixup {
    /// The operation that it adds, by method and path without names.
    pub fn adds_operation(&self) -> Option<String> {
        let Target::Operation(call) = &self.target else { return None };
        let (method, path) = call.split_once(' ')?;
        matches!(self.change, Change::Withdrawn { .. }).then(|| format!("{method} {}", erase_names(path)))
    }

    fn versions(&self, timeline: &Timeline) -> Result<VersionSet> {
        self.versions.as_ref().map_or(Ok(timeline.all()), |range| timeline.read(range, timeline.all()))
    }

    fn apply(&self, part: &Change, timeline: &Timeline, descriptions: &mut [Description]) -> Result<()> {
        let outcome =
            self.versions(timeline).and_then(|versions| apply_one(&self.target, part, versions, descriptions));
        outcome.with_context(|| format!("in fixups.toml, at {part} {}", self.target))
    }
}

fn apply_one(target: &Target, change: &Change, versions: VersionSet, descriptions: &mut [Description]) -> Result<()> {
    let mut has_target = false;
    let mut has_effect = false;
    for place in versions.places() {
        let effect = change.apply(target, &mut descriptions[place])?;
        has_target |= effect != Effect::NoTarget;
        has_effect |= effect == Effect::Changed;
    }
    ensure!(has_target, "no version it is for has its target; take it out, or name the target as it is called now");
    ensure!(has_effect, "the descriptions say so by themselves; take it out");
    Ok(())
}

//! What an import changes, in a few lines a person reads before the diff.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::fold::Model;
use super::model::{Members, Place, Saying, is_collection};
use super::names::Names;

/// What is known of a thing in a model.
#[derive(PartialEq, Eq)]
struct Entry {
    /// Its versions, as they are written.
    versions: String,
    /// Its types, with their versions when there are several.
    types: String,
    /// What it is called: paths and operation ids.
    names: String,
}

/// The changes from one model to another, and the operations that have no name yet. Empty when there is nothing to say.
pub fn differences(before: &Model, after: &Model, names: &Names) -> String {
    let (old, new) = (entries(before), entries(after));
    let mut text = String::new();
    let mut say = |what: &str, place: &str, detail: &str| {
        writeln!(text, "{what:>8}  {place}{}{detail}", if detail.is_empty() { "" } else { "  " })
            .expect("a string takes any text");
    };
    for (place, entry) in &new {
        match old.get(place) {
            None if has_new_parent(place, &old, &new) => {}
            None => say("new", place, &entry.versions),
            Some(known) => {
                if known.names != entry.names {
                    say("renamed", place, &format!("{} → {}", known.names, entry.names));
                }
                if known.types != entry.types {
                    say("retyped", place, &format!("{} → {}", known.types, entry.types));
                }
                if known.versions != entry.versions && !moved_with_parent(place, &old, &new) {
                    say("moved", place, &format!("{} → {}", known.versions, entry.versions));
                }
            }
        }
    }
    for (place, entry) in &old {
        if !new.contains_key(place) && !has_new_parent(place, &new, &old) {
            say("gone", place, &entry.versions);
        }
    }
    for key in after.operations.keys().filter(|key| !names.contains_key(*key)) {
        say("nameless", key, "needs an entry in core/catalog/names.toml");
    }
    text
}

/// Whether what holds the place is missing from `others` too, so that naming that is enough.
fn has_new_parent(place: &str, others: &BTreeMap<String, Entry>, here: &BTreeMap<String, Entry>) -> bool {
    let parents = place.match_indices('.').map(|(end, _)| &place[..end]);
    parents.into_iter().any(|parent| here.contains_key(parent) && !others.contains_key(parent))
}

/// Whether what holds the place lives and lived in the same versions as the place, so that naming that is enough.
fn moved_with_parent(place: &str, old: &BTreeMap<String, Entry>, new: &BTreeMap<String, Entry>) -> bool {
    let same = |entries: &BTreeMap<String, Entry>, parent: &str| {
        entries.get(parent).is_some_and(|parent| parent.versions == entries[place].versions)
    };
    place.match_indices('.').any(|(end, _)| same(old, &place[..end]) && same(new, &place[..end]))
}

/// Operations, schemas, and everything in them that has a name of Intercom's choosing.
fn entries(model: &Model) -> BTreeMap<String, Entry> {
    let mut entries = BTreeMap::new();
    for (name, place) in model.operations.iter().chain(&model.schemas) {
        collect(model, name, place, &mut entries);
    }
    entries
}

fn collect(model: &Model, name: &str, place: &Place, entries: &mut BTreeMap<String, Entry>) {
    entries.insert(name.to_owned(), entry(model, place));
    collect_members(model, name, place, entries);
}

fn collect_members(model: &Model, name: &str, place: &Place, entries: &mut BTreeMap<String, Entry>) {
    for (_, saying) in &place.sayings {
        let (Saying::Members(members) | Saying::Branches(members)) = saying else { continue };
        for (member, place) in members {
            if is_collection(member) && member != "mapping" {
                for (inner, place) in place.sayings.iter().filter_map(|(_, saying)| saying.members()).flatten() {
                    collect(model, &format!("{name}.{inner}"), place, entries);
                }
            } else {
                collect_members(model, name, place, entries);
            }
        }
    }
}

fn entry(model: &Model, place: &Place) -> Entry {
    let all = model.timeline.all();
    let mut types = Vec::new();
    let mut names = Vec::new();
    for (versions, saying) in &place.sayings {
        let Some(members) = saying.members() else { continue };
        let said = |name: &str| words(members, name);
        let kind: Vec<String> = ["type", "ref"].into_iter().flat_map(said).collect();
        let range = if place.sayings.len() > 1 {
            format!(" ({})", model.timeline.write(*versions, all))
        } else {
            String::new()
        };
        types.push(format!("{}{range}", kind.join(" ")));
        names.extend(["path", "operation_id"].into_iter().flat_map(said));
    }
    Entry { versions: model.timeline.write(place.versions(), all), types: types.join(", "), names: names.join(", ") }
}

fn words(members: &Members, name: &str) -> Vec<String> {
    let sayings = members.get(name).into_iter().flat_map(|place| &place.sayings);
    let words = sayings.filter_map(|(_, saying)| match saying {
        Saying::Single(tree) => tree.as_text().map(str::to_owned),
        _ => None,
    });
    words.collect()
}

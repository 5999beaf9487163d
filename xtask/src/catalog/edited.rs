//! What becomes of a description that somebody edited for a purpose of their own.
//!
//! `sources.toml` marks such a version. What its neighbours agree on stands, whatever it says. Where they disagree it may only
//! choose between them, since a change between them happened either before it or after it. What neither neighbour knows is
//! dropped inside anything they know, and kept where they know nothing, such as a schema only this version has.

use indexmap::IndexSet;

use super::description::Description;
use super::model::{is_union, label_branches, shape};
use super::tree::{Map, Tree};

/// The names an edited description gives are facts all the same: its page is found by them, and callers may use them.
const OWN_NAMES: [&str; 3] = ["path", "tag", "operation_id"];

/// Puts an edited description right by the versions before and after it.
#[must_use]
pub fn settle(before: &Description, edited: &Description, after: &Description) -> Description {
    let mut operations = settle_known(&before.operations, &edited.operations, &after.operations);
    for (key, operation) in &mut operations {
        if let (Tree::Map(operation), Some(own)) = (operation, edited.operations.get(key)) {
            for name in OWN_NAMES {
                if let Some(value) = own.member(name) {
                    operation.insert(name.to_owned(), value.clone());
                }
            }
        }
    }
    Description { operations, schemas: settle_known(&before.schemas, &edited.schemas, &after.schemas) }
}

/// Settles what the neighbours know and keeps the rest.
fn settle_known(before: &Map, edited: &Map, after: &Map) -> Map {
    let mut settled = settle_members(before, edited, after);
    for (name, tree) in edited {
        if !before.contains_key(name) && !after.contains_key(name) {
            settled.insert(name.clone(), tree.clone());
        }
    }
    settled
}

fn settle_members(before: &Map, edited: &Map, after: &Map) -> Map {
    let names: IndexSet<&String> = before.keys().chain(after.keys()).collect();
    let settled = names.into_iter().filter_map(|name| {
        let tree = settle_place(name, before.get(name), edited.get(name), after.get(name))?;
        Some((name.clone(), tree))
    });
    settled.collect()
}

fn settle_place(name: &str, before: Option<&Tree>, edited: Option<&Tree>, after: Option<&Tree>) -> Option<Tree> {
    match (before, after) {
        (Some(before), Some(after)) if before.canonical() == after.canonical() => Some(before.clone()),
        (Some(before), Some(after)) if shape(before) == shape(after) => {
            let members = |tree: Option<&Tree>| tree.map(|tree| members_of(name, tree)).unwrap_or_default();
            let settled = settle_members(&members(Some(before)), &members(edited), &members(Some(after)));
            Some(if before.as_map().is_some() {
                Tree::Map(settled)
            } else {
                Tree::List(settled.into_values().collect())
            })
        }
        (Some(before), Some(after)) => {
            let follows = edited.is_some_and(|edited| shape(edited) == shape(after));
            Some(if follows { after.clone() } else { before.clone() })
        }
        (Some(only), None) | (None, Some(only)) => edited.map(|_| only.clone()),
        (None, None) => None,
    }
}

/// The parts of a tree by names that mean the same in every version.
fn members_of(name: &str, tree: &Tree) -> Map {
    match tree {
        Tree::Map(map) => map.clone(),
        Tree::List(list) if is_union(name) => label_branches(list),
        Tree::List(list) => list.iter().map(|value| (value.to_string(), value.clone())).collect(),
        _ => Map::new(),
    }
}

//! Folding the descriptions of all versions into one model, and unfolding one version from it.

use anyhow::{Result, ensure};

use super::description::Description;
use super::model::{Members, Place, Saying, is_union, label_branches, shape};
use super::ranges::{Timeline, VersionSet};
use super::tree::{Map, Tree};

/// All versions as one tree of places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// The versions it holds.
    pub timeline: Timeline,
    /// The operations by method and path, sorted by path.
    pub operations: Members,
    /// The named schemas, sorted by name.
    pub schemas: Members,
}

/// Folds descriptions, which stand in the order of the timeline.
///
/// # Errors
/// An operation comes and goes more than once: nothing in the catalog could say so.
pub fn fold(timeline: &Timeline, descriptions: &[Description]) -> Result<Model> {
    let every =
        |part: fn(&Description) -> &Map| -> Vec<(usize, &Map)> { descriptions.iter().map(part).enumerate().collect() };
    let mut operations = fold_members(&every(|description| &description.operations));
    let mut schemas = fold_members(&every(|description| &description.schemas));
    operations.sort_by(|left, _, right, _| path_then_method(left).cmp(&path_then_method(right)));
    schemas.sort_unstable_keys();
    for (key, operation) in &operations {
        let versions = operation.versions();
        ensure!(
            versions.is_unbroken(),
            "`{key}` comes and goes ({}); an operation should live in one unbroken run of versions",
            timeline.write(versions, timeline.all()),
        );
    }
    Ok(Model { timeline: timeline.clone(), operations, schemas })
}

/// The order of operations: all methods of a path stand together.
pub(super) fn path_then_method(key: &str) -> (&str, &str) {
    let (method, path) = key.split_once(' ').unwrap_or_default();
    (path, method)
}

/// The description of the version at that place of the timeline.
pub fn unfold(model: &Model, version: usize) -> Description {
    Description {
        operations: unfold_members(&model.operations, version),
        schemas: unfold_members(&model.schemas, version),
    }
}

/// Folds one place from what each version says there, oldest first.
fn fold_place(name: &str, said: &[(usize, &Tree)]) -> Place {
    let mut shapes: Vec<(String, Vec<(usize, &Tree)>)> = Vec::new();
    for (version, tree) in said {
        let shape = shape(tree);
        match shapes.iter_mut().find(|(known, _)| *known == shape) {
            Some((_, same)) => same.push((*version, tree)),
            None => shapes.push((shape, vec![(*version, tree)])),
        }
    }
    let sayings = shapes.into_iter().map(|(_, said)| (versions(&said), fold_same(name, &said)));
    Place { sayings: sayings.collect() }
}

/// Folds what versions say that say the same kind of thing.
fn fold_same(name: &str, said: &[(usize, &Tree)]) -> Saying {
    match said[0].1 {
        Tree::Map(_) => {
            let maps: Vec<(usize, &Map)> =
                said.iter().filter_map(|(version, tree)| Some((*version, tree.as_map()?))).collect();
            Saying::Members(fold_members(&maps))
        }
        Tree::List(_) if is_union(name) => {
            let labelled: Vec<(usize, Map)> =
                lists(said).map(|(version, list)| (version, label_branches(list))).collect();
            let labelled: Vec<(usize, &Map)> = labelled.iter().map(|(version, map)| (*version, map)).collect();
            Saying::Branches(fold_members(&labelled))
        }
        Tree::List(_) => {
            let mut values: Vec<(Tree, VersionSet)> = Vec::new();
            for (version, list) in lists(said).rev() {
                for value in list {
                    match values.iter_mut().find(|(known, _)| known == value) {
                        Some((_, versions)) => *versions = versions.union(VersionSet::only(version)),
                        None => values.push((value.clone(), VersionSet::only(version))),
                    }
                }
            }
            Saying::Set(values)
        }
        single => Saying::Single(single.clone()),
    }
}

/// Folds members by name, in the order of the newest version that has them, followed by those that only older versions have.
fn fold_members(maps: &[(usize, &Map)]) -> Members {
    let mut folded = Members::new();
    for name in maps.iter().rev().flat_map(|(_, map)| map.keys()) {
        if !folded.contains_key(name) {
            let said: Vec<(usize, &Tree)> =
                maps.iter().filter_map(|(version, map)| Some((*version, map.get(name)?))).collect();
            folded.insert(name.clone(), fold_place(name, &said));
        }
    }
    folded
}

fn unfold_place(place: &Place, version: usize) -> Option<Tree> {
    let (_, saying) = place.sayings.iter().find(|(versions, _)| versions.contains(version))?;
    Some(match saying {
        Saying::Single(value) => value.clone(),
        Saying::Set(values) => {
            let values = values.iter().filter(|(_, versions)| versions.contains(version));
            Tree::List(values.map(|(value, _)| value.clone()).collect())
        }
        Saying::Members(members) => Tree::Map(unfold_members(members, version)),
        Saying::Branches(branches) => Tree::List(unfold_members(branches, version).into_values().collect()),
    })
}

fn unfold_members(members: &Members, version: usize) -> Map {
    members.iter().filter_map(|(name, place)| Some((name.clone(), unfold_place(place, version)?))).collect()
}

fn versions(said: &[(usize, &Tree)]) -> VersionSet {
    said.iter().fold(VersionSet::EMPTY, |all, (version, _)| all.union(VersionSet::only(*version)))
}

fn lists<'s>(said: &'s [(usize, &'s Tree)]) -> impl DoubleEndedIterator<Item = (usize, &'s [Tree])> {
    said.iter().filter_map(|(version, tree)| Some((*version, tree.as_list()?)))
}

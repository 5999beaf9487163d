//! All versions folded into one tree.
//!
//! Where the versions agree the tree reads like one of them. Where they differ, each thing that is said carries the versions
//! that say it, in the notation of [`ranges`](super::ranges):
//!
//! | place | written |
//! |---|---|
//! | a record, such as a field, that only some versions have | `{"versions": "2.12..", "type": "string"}` |
//! | a record whose type changes | `[{"versions": "2.7..2.15", "type": "integer"}, {"versions": "2.16..", "type": "string"}]` |
//! | a single fact | `{"2.16..": true}` |
//! | a set of values | `{"2.7..": ["low", "high"], "2.16..": ["urgent"]}` |
//!
//! A collection, such as the fields of an object, has no versions of its own: it is there when it has a member.

use anyhow::{Context as _, Result, bail, ensure};
use indexmap::IndexMap;

use super::ranges::{Timeline, VersionSet};
use super::tree::{Map, Tree};

/// The members of a record or a collection.
pub type Members = IndexMap<String, Place>;

/// What the versions say at one place: each thing that is said, with the versions that say it, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// What is said.
    pub sayings: Vec<(VersionSet, Saying)>,
}

/// One thing that versions say at a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Saying {
    /// A text, number or boolean.
    Single(Tree),
    /// A set of single values, each with its versions.
    Set(Vec<(Tree, VersionSet)>),
    /// A record or a collection.
    Members(Members),
    /// The branches of a union.
    Branches(Members),
}

/// Whether the member of that name holds members with names of Intercom's choosing, as opposed to the facts of one thing.
pub fn is_collection(name: &str) -> bool {
    matches!(name, "operations" | "schemas" | "fields" | "query" | "headers" | "arguments" | "answers" | "mapping")
}

/// Whether the member of that name holds the branches of a union.
pub fn is_union(name: &str) -> bool {
    matches!(name, "one_of" | "any_of" | "all_of")
}

/// What makes two trees different things rather than the same thing changed: the type, the schema referred to, the kind of
/// union, and of a single value the value.
pub fn shape(tree: &Tree) -> String {
    match tree {
        Tree::Map(map) => {
            let unions = ["one_of", "any_of", "all_of"].into_iter().filter(|name| map.contains_key(*name));
            let names = ["type", "ref"].into_iter().filter_map(|name| map.get(name)?.as_text());
            names.chain(unions).collect::<Vec<_>>().join(" ")
        }
        Tree::List(_) => "a list".to_owned(),
        single => single.to_string(),
    }
}

/// Gives each branch of a union a name by which it is found again in other versions: its shape, and its rank among equals.
pub fn label_branches(branches: &[Tree]) -> Map {
    let mut labelled = Map::new();
    for branch in branches {
        let shape = shape(branch);
        let rank = 1 + labelled.values().filter(|known| self::shape(known) == shape).count();
        labelled.insert(format!("{shape} {rank}"), branch.clone());
    }
    labelled
}

impl Place {
    /// The versions that say anything here.
    pub fn versions(&self) -> VersionSet {
        self.sayings.iter().fold(VersionSet::EMPTY, |all, (versions, _)| all.union(*versions))
    }

    /// The members of the member of that name, over all that is said.
    pub fn members<'p>(&'p self, name: &str) -> impl Iterator<Item = (&'p String, &'p Place)> + use<'p> {
        let name = name.to_owned();
        self.sayings
            .iter()
            .filter_map(move |(_, saying)| saying.members()?.get(&name))
            .flat_map(|place| place.sayings.iter().filter_map(|(_, saying)| saying.members()).flatten())
    }

    /// Writes the place as a tree. `name` is the member it is, `within` the versions of what holds it.
    pub(super) fn write(&self, name: &str, within: VersionSet, timeline: &Timeline) -> Result<Tree> {
        if let [(_, Saying::Set(values))] = self.sayings.as_slice() {
            return Ok(write_set(values, within, timeline));
        }
        if let [(_, Saying::Branches(branches))] = self.sayings.as_slice() {
            let branches = branches.values().map(|branch| branch.write("", within, timeline));
            return Ok(Tree::List(branches.collect::<Result<_>>()?));
        }
        let mut written: Vec<(VersionSet, Tree)> = Vec::new();
        for (versions, saying) in &self.sayings {
            let tree = match saying {
                Saying::Single(value) => value.clone(),
                Saying::Members(members) => write_members(members, name, *versions, within, timeline)?,
                Saying::Set(_) | Saying::Branches(_) => bail!("`{name}` is a list in some versions and not in others"),
            };
            written.push((*versions, tree));
        }
        let singles = written.iter().filter(|(_, tree)| tree.as_map().is_none()).count();
        match written.as_slice() {
            [(versions, tree)] if singles == 0 || *versions == within => Ok(tree.clone()),
            _ if singles == 0 => Ok(Tree::List(written.into_iter().map(|(_, tree)| tree).collect())),
            _ if singles == written.len() => Ok(Tree::Map(
                written.into_iter().map(|(versions, tree)| (timeline.write(versions, within), tree)).collect(),
            )),
            _ => bail!("`{name}` is a single value in some versions and a record in others"),
        }
    }

    /// Reads what [`Place::write`] writes.
    pub(super) fn read(tree: &Tree, name: &str, within: VersionSet, timeline: &Timeline) -> Result<Place> {
        let context = || format!("in `{name}`");
        let one = |versions, saying| Place { sayings: vec![(versions, saying)] };
        match tree {
            Tree::Map(map) if is_collection(name) => {
                let members = read_members(map, within, timeline).with_context(context)?;
                let versions = members.values().fold(VersionSet::EMPTY, |all, member| all.union(member.versions()));
                Ok(one(versions, Saying::Members(members)))
            }
            Tree::Map(map) if !map.is_empty() && map.keys().all(|key| timeline.is_range(key)) => {
                read_ranges(map, within, timeline).with_context(context)
            }
            Tree::Map(_) => Ok(Place { sayings: vec![read_record(tree, within, timeline).with_context(context)?] }),
            Tree::List(list) if is_union(name) => {
                let branches = label_branches(list);
                let branches = branches.iter().map(|(label, branch)| {
                    Ok((label.clone(), Place { sayings: vec![read_record(branch, within, timeline)?] }))
                });
                let branches: Members = branches.collect::<Result<_>>().with_context(context)?;
                let versions = branches.values().fold(VersionSet::EMPTY, |all, branch| all.union(branch.versions()));
                Ok(one(versions, Saying::Branches(branches)))
            }
            Tree::List(list) if list.iter().all(|item| item.as_map().is_some()) => {
                let sayings = list.iter().map(|record| read_record(record, within, timeline));
                Ok(Place { sayings: sayings.collect::<Result<_>>().with_context(context)? })
            }
            Tree::List(values) => {
                Ok(one(within, Saying::Set(values.iter().map(|value| (value.clone(), within)).collect())))
            }
            single => Ok(one(within, Saying::Single(single.clone()))),
        }
    }
}

impl Saying {
    /// The members of a record or a collection.
    pub fn members(&self) -> Option<&Members> {
        if let Saying::Members(members) = self { Some(members) } else { None }
    }
}

fn write_members(
    members: &Members,
    name: &str,
    versions: VersionSet,
    within: VersionSet,
    timeline: &Timeline,
) -> Result<Tree> {
    let mut map = Map::new();
    let inside = if is_collection(name) { within } else { versions };
    if !is_collection(name) && versions != within {
        map.insert("versions".to_owned(), Tree::Text(timeline.write(versions, within)));
    }
    for (member, place) in members {
        map.insert(member.clone(), place.write(member, inside, timeline).with_context(|| format!("in `{member}`"))?);
    }
    Ok(Tree::Map(map))
}

fn write_set(values: &[(Tree, VersionSet)], within: VersionSet, timeline: &Timeline) -> Tree {
    if values.iter().all(|(_, versions)| *versions == within) {
        return Tree::List(values.iter().map(|(value, _)| value.clone()).collect());
    }
    let mut groups: IndexMap<String, Vec<Tree>> = IndexMap::new();
    for (value, versions) in values {
        groups.entry(timeline.write(*versions, within)).or_default().push(value.clone());
    }
    Tree::Map(groups.into_iter().map(|(range, values)| (range, Tree::List(values))).collect())
}

fn read_members(map: &Map, within: VersionSet, timeline: &Timeline) -> Result<Members> {
    map.iter().map(|(name, tree)| Ok((name.clone(), Place::read(tree, name, within, timeline)?))).collect()
}

fn read_record(tree: &Tree, within: VersionSet, timeline: &Timeline) -> Result<(VersionSet, Saying)> {
    let mut map = tree.as_map().with_context(|| format!("{tree} should be an object"))?.clone();
    let versions = match map.shift_remove("versions") {
        None => within,
        Some(Tree::Text(range)) => timeline.read(&range, within)?,
        Some(other) => bail!("`versions` should be a range, and it is {other}"),
    };
    Ok((versions, Saying::Members(read_members(&map, versions, timeline)?)))
}

fn read_ranges(map: &Map, within: VersionSet, timeline: &Timeline) -> Result<Place> {
    let mut singles = Vec::new();
    let mut values = Vec::new();
    for (range, said) in map {
        let versions = timeline.read(range, within)?;
        match said {
            Tree::List(list) => values.extend(list.iter().map(|value| (value.clone(), versions))),
            single => singles.push((versions, Saying::Single(single.clone()))),
        }
    }
    ensure!(singles.is_empty() || values.is_empty(), "single values and lists stand side by side");
    if values.is_empty() {
        return Ok(Place { sayings: singles });
    }
    let versions = values.iter().fold(VersionSet::EMPTY, |all, (_, versions)| all.union(*versions));
    Ok(Place { sayings: vec![(versions, Saying::Set(values))] })
}

//! How two descriptions differ: operations first, then schemas, each with what changed in it.

use std::fmt;

use super::super::description::Description;
use super::super::model::{is_collection, is_union, label_branches};
use super::super::tree::{Map, Tree};

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// The operation, or `schema` and its name.
    pub(super) subject: String,
    /// What of it, such as `query page` or `host.floor`; empty when it is all of it.
    pub(super) place: String,
    /// What happened to it.
    pub(super) word: Word,
    /// What it is now, or what it was and is.
    pub(super) detail: String,
}

/// What happens to things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// It was not there.
    New,
    /// It is no longer there.
    Gone,
    /// It is there under another name.
    Renamed,
    /// It is of another type.
    Retyped,
    /// Something else about it is different.
    Changed,
}

impl fmt::Display for Word {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Word::New => "new",
            Word::Gone => "gone",
            Word::Renamed => "renamed",
            Word::Retyped => "retyped",
            Word::Changed => "changed",
        })
    }
}

/// What a thing is called says nothing about what it is.
const NAMES: [&str; 3] = ["path", "tag", "operation_id"];

/// What differs, in the order of paths and of names.
pub(super) fn between(before: &Description, after: &Description) -> Vec<Difference> {
    let mut differences = Vec::new();
    for (kind, before, after) in
        [("", &before.operations, &after.operations), ("schema ", &before.schemas, &after.schemas)]
    {
        let mut found = Found { subject: String::new(), differences: Vec::new() };
        let subject = |name: &str| format!("{kind}{name}");
        for member in pair(before, after) {
            found.subject = subject(member.name());
            let text = |tree: &Tree| tree.text("operation_id").unwrap_or_default().to_owned();
            match member {
                Member::New(_, tree) => found.add("", Word::New, text(tree)),
                Member::Gone(_, tree) => found.add("", Word::Gone, text(tree)),
                Member::Renamed(_, to) => found.add("", Word::Renamed, format!("→ {}", subject(to))),
                Member::Both(_, before, after) => found.record("", before, after),
            }
        }
        // All that happens to a path stands together; the sort is stable, so what happens to one operation stays in its order.
        found.differences.sort_by(|left, right| path_first(&left.subject).cmp(&path_first(&right.subject)));
        differences.extend(found.differences);
    }
    differences
}

/// The type of what a record describes, in words.
pub(super) fn kind(tree: &Tree) -> String {
    if let Some(name) = tree.text("ref") {
        return name.to_owned();
    }
    let branches: Vec<String> = ["one_of", "any_of"].iter().flat_map(|union| tree.items(union)).map(kind).collect();
    match tree.text("type") {
        Some("array") => format!("array of {}", tree.member("items").map_or_else(|| "any".to_owned(), kind)),
        Some(name) => name.to_owned(),
        None if !branches.is_empty() => branches.join(" or "),
        None => "any".to_owned(),
    }
}

fn path_first(subject: &str) -> (&str, &str) {
    subject.split_once(' ').map_or((subject, ""), |(method, path)| (path, method))
}

/// What became of a member.
enum Member<'t> {
    New(&'t str, &'t Tree),
    Gone(&'t str, &'t Tree),
    Renamed(&'t str, &'t str),
    Both(&'t str, &'t Tree, &'t Tree),
}

impl<'t> Member<'t> {
    fn name(&self) -> &'t str {
        match self {
            Member::New(name, _) | Member::Gone(name, _) | Member::Renamed(name, _) | Member::Both(name, ..) => name,
        }
    }
}

/// Tells what became of each member, by name. What is gone and what is new are one thing renamed when no other two are so alike.
fn pair<'t>(before: &'t Map, after: &'t Map) -> Vec<Member<'t>> {
    let gone = || before.iter().filter(|(name, _)| !after.contains_key(*name));
    let new = || after.iter().filter(|(name, _)| !before.contains_key(*name));
    let alike = |left: &Tree, right: &Tree| nameless(left) == nameless(right);
    let heir = |(name, tree): (&String, &'t Tree)| {
        let mut heirs = new().filter(|(_, heir)| alike(tree, heir));
        let rivals = gone().filter(|(other, rival)| *other != name && alike(tree, rival)).count();
        heirs.next().filter(|_| heirs.next().is_none() && rivals == 0)
    };
    let renamed: Vec<(&str, &str)> =
        gone().filter_map(|member| Some((member.0.as_str(), heir(member)?.0.as_str()))).collect();
    let mut members = Vec::new();
    for (name, tree) in before {
        members.push(match (after.get(name), renamed.iter().find(|(from, _)| from == name)) {
            (Some(now), _) => Member::Both(name, tree, now),
            (None, Some((from, to))) => Member::Renamed(from, to),
            (None, None) => Member::Gone(name, tree),
        });
    }
    let newcomers = new().filter(|(name, _)| !renamed.iter().any(|(_, to)| to == name));
    members.extend(newcomers.map(|(name, tree)| Member::New(name, tree)));
    members
}

fn nameless(tree: &Tree) -> Tree {
    let mut tree = tree.canonical();
    if let Tree::Map(map) = &mut tree {
        map.retain(|name, _| !NAMES.contains(&name.as_str()));
    }
    tree
}

struct Found {
    subject: String,
    differences: Vec<Difference>,
}

impl Found {
    fn add(&mut self, place: &str, word: Word, detail: String) {
        self.differences.push(Difference { subject: self.subject.clone(), place: place.to_owned(), word, detail });
    }

    /// Compares two records.
    fn record(&mut self, place: &str, before: &Tree, after: &Tree) {
        let (was, is) = (kind(before), kind(after));
        if was != is {
            return self.add(or_whole(place), Word::Retyped, format!("{was} → {is}"));
        }
        let nothing = Map::new();
        let [before, after] = [before, after].map(|tree| tree.as_map().unwrap_or(&nothing));
        let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
        for name in names {
            match (before.get(name), after.get(name)) {
                (Some(was), Some(is)) if was.canonical() == is.canonical() => {}
                (was, is) => self.member(place, name, was, is),
            }
        }
    }

    /// Compares a member of a record, which differs.
    fn member(&mut self, place: &str, name: &str, was: Option<&Tree>, is: Option<&Tree>) {
        let map = |tree: Option<&Tree>| tree.and_then(Tree::as_map).cloned().unwrap_or_default();
        if is_union(name) {
            let branches = |tree: Option<&Tree>| label_branches(tree.and_then(Tree::as_list).unwrap_or_default());
            return self.collection(&joined(place, name), &branches(was), &branches(is));
        }
        if is_collection(name) {
            let place = if name == "fields" { place.to_owned() } else { joined(place, singular(name)) };
            return self.collection(&place, &map(was), &map(is));
        }
        match (was, is) {
            (Some(Tree::List(was)), Some(Tree::List(is))) => self.values(or_whole(place), name, was, is),
            (Some(Tree::Map(_)), Some(Tree::Map(_))) if name.contains('/') => {
                self.record(place, was.expect("it is a map"), is.expect("it is a map"));
            }
            (Some(was @ Tree::Map(_)), Some(is @ Tree::Map(_))) => self.record(&inner(place, name), was, is),
            (None, Some(Tree::Map(_))) => {
                self.add(&inner(place, name), Word::New, is.map_or_else(String::new, content));
            }
            (Some(Tree::Map(_)), None) => self.add(&inner(place, name), Word::Gone, String::new()),
            (None, Some(Tree::Bool(true))) => self.add(or_whole(place), Word::Changed, format!("is {name}")),
            (Some(Tree::Bool(true)), None) => self.add(or_whole(place), Word::Changed, format!("is no longer {name}")),
            (was, is) if NAMES.contains(&name) => {
                self.add(
                    &joined(place, &name.replace('_', " ")),
                    Word::Renamed,
                    format!("{} → {}", shown(was), shown(is)),
                );
            }
            (was, is) => {
                let name = name.replace('_', " ");
                self.add(or_whole(place), Word::Changed, format!("{name} {} → {}", shown(was), shown(is)));
            }
        }
    }

    fn collection(&mut self, place: &str, before: &Map, after: &Map) {
        for member in pair(before, after) {
            let place = joined(place, member.name());
            match member {
                Member::New(_, tree) => self.add(&place, Word::New, content(tree)),
                Member::Gone(_, tree) => self.add(&place, Word::Gone, content(tree)),
                Member::Renamed(_, to) => self.add(&place, Word::Renamed, format!("→ {to}")),
                Member::Both(_, before, after) => self.record(&place, before, after),
            }
        }
    }

    /// Compares sets of values.
    fn values(&mut self, place: &str, name: &str, before: &[Tree], after: &[Tree]) {
        let missing = |from: &[Tree], these: &[Tree], sign: &str| -> Vec<String> {
            these.iter().filter(|value| !from.contains(value)).map(|value| format!("{sign}{value}")).collect()
        };
        let changes = [missing(before, after, "+"), missing(after, before, "-")].concat();
        self.add(place, Word::Changed, format!("{} {}", name.replace('_', " "), changes.join(" ")));
    }
}

fn shown(tree: Option<&Tree>) -> String {
    match tree {
        None => "none".to_owned(),
        Some(Tree::Text(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// What a record says, or the records by media type in it.
fn content(tree: &Tree) -> String {
    let media_types = tree.as_map().into_iter().flatten().filter(|(name, _)| name.contains('/'));
    let kinds: Vec<String> = media_types.map(|(_, tree)| kind(tree)).collect();
    let is_required = if tree.is("required") { ", required" } else { "" };
    let said = if kinds.is_empty() { kind(tree) } else { kinds.join(" or ") };
    format!("{said}{is_required}")
}

fn joined(place: &str, name: &str) -> String {
    let is_word = matches!(place.rsplit(' ').next(), Some("query" | "header" | "argument" | "answer"));
    match place {
        "" => name.to_owned(),
        _ if is_word => format!("{place} {name}"),
        _ => format!("{place}.{name}"),
    }
}

fn inner(place: &str, name: &str) -> String {
    match name {
        "items" => format!("{place}[]"),
        "extra" => format!("{place}{{}}"),
        _ => joined(place, name),
    }
}

fn singular(name: &str) -> &str {
    match name {
        "headers" => "header",
        "arguments" => "argument",
        "answers" => "answer",
        other => other,
    }
}

/// Something always stands where the place should.
fn or_whole(place: &str) -> &str {
    if place.is_empty() { "itself" } else { place }
}

//! Where the folded model lives: `core/catalog/api`, one file for each first segment of a path.
//!
//! A schema stands in the file of the only segment whose operations reach it, in `shared.json` when several do, and in
//! `unreached.json` when none does.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use super::fold::{Model, path_then_method};
use super::model::{Members, Place, Saying};
use super::pretty::pretty;
use super::ranges::Timeline;
use super::tree::{Map, Tree};

pub(crate) const SHARED: &str = "shared";
pub(crate) const UNREACHED: &str = "unreached";

/// The files of a model, by name, with their text.
///
/// # Errors
/// The model cannot be written down: a place is a single value in one version and an object in another.
pub fn to_files(model: &Model) -> Result<BTreeMap<String, String>> {
    let reached = segments_by_schema(model);
    let mut parts: BTreeMap<String, [Members; 2]> = BTreeMap::new();
    for (key, operation) in &model.operations {
        parts.entry(segment(key).to_owned()).or_default()[0].insert(key.clone(), operation.clone());
    }
    for (name, schema) in &model.schemas {
        let part = part(&reached, name);
        parts.entry(part.to_owned()).or_default()[1].insert(name.clone(), schema.clone());
    }
    let mut files = BTreeMap::new();
    for (part, [operations, schemas]) in parts {
        let mut root = Map::new();
        for (name, members) in [("operations", operations), ("schemas", schemas)] {
            if !members.is_empty() {
                root.insert(name.to_owned(), write_top(&members, &model.timeline)?);
            }
        }
        files.insert(format!("{part}.json"), pretty(&Tree::Map(root)));
    }
    Ok(files)
}

/// Reads the files of a model; their names do not matter.
///
/// # Errors
/// A file is not what [`to_files`] writes.
pub fn from_files(timeline: &Timeline, files: &BTreeMap<String, String>) -> Result<Model> {
    let mut model = Model { timeline: timeline.clone(), ..Model::default() };
    for (file, text) in files {
        let tree = Tree::from_json(text).with_context(|| format!("in {file}"))?;
        for (name, members) in [("operations", &mut model.operations), ("schemas", &mut model.schemas)] {
            for (key, tree) in tree.members(name) {
                let place = Place::read(tree, "", timeline.all(), timeline);
                let place = place.with_context(|| format!("in {file}, at {key}"))?;
                ensure!(members.insert(key.clone(), place).is_none(), "`{key}` stands in two files");
            }
        }
    }
    model.operations.sort_by(|left, _, right, _| path_then_method(left).cmp(&path_then_method(right)));
    model.schemas.sort_unstable_keys();
    Ok(model)
}

/// Reads the JSON files of a folder; none when there is no such folder.
///
/// # Errors
/// The folder or a file in it cannot be read.
pub fn read_folder(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    if !folder.exists() {
        return Ok(files);
    }
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if let (Some(name), Some("json")) = (path.file_name(), path.extension().and_then(OsStr::to_str)) {
            let name = name.to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            files.insert(name, text);
        }
    }
    Ok(files)
}

/// Makes a folder hold exactly these JSON files.
///
/// # Errors
/// A file cannot be written or removed.
pub fn write_folder(folder: &Path, files: &BTreeMap<String, String>) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    for stale in read_folder(folder)?.keys().filter(|name| !files.contains_key(*name)) {
        fs::remove_file(folder.join(stale)).with_context(|| format!("cannot remove {stale}"))?;
    }
    for (name, text) in files {
        fs::write(folder.join(name), text).with_context(|| format!("cannot write {name}"))?;
    }
    Ok(())
}

/// Operations and schemas say their versions even when they live in all of them.
pub(super) fn write_top(members: &Members, timeline: &Timeline) -> Result<Tree> {
    let all = timeline.all();
    let mut map = Map::new();
    for (name, place) in members {
        let mut tree = place.write("", all, timeline).with_context(|| format!("at {name}"))?;
        if let Tree::Map(record) = &mut tree {
            let versions = Tree::Text(timeline.write(place.versions(), all));
            record.shift_insert(0, "versions".to_owned(), versions);
        }
        map.insert(name.clone(), tree);
    }
    Ok(Tree::Map(map))
}

/// The file of each schema, without its ending.
pub fn parts_of_schemas(model: &Model) -> BTreeMap<&str, &str> {
    let reached = segments_by_schema(model);
    model.schemas.keys().map(|name| (name.as_str(), part(&reached, name))).collect()
}

fn part<'m>(reached: &BTreeMap<&str, BTreeSet<&'m str>>, schema: &str) -> &'m str {
    match reached.get(schema) {
        None => UNREACHED,
        Some(segments) => segments.first().filter(|_| segments.len() == 1).copied().unwrap_or(SHARED),
    }
}

/// `help_center` of `GET /help_center/collections/{}`.
pub fn segment(key: &str) -> &str {
    key.split('/').nth(1).unwrap_or_default()
}

/// For each schema, the segments whose operations reach it, directly or through other schemas.
fn segments_by_schema(model: &Model) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut reached: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (key, operation) in &model.operations {
        let mut ahead = Vec::new();
        references(operation, &mut ahead);
        while let Some(name) = ahead.pop() {
            if reached.entry(name).or_default().insert(segment(key))
                && let Some(schema) = model.schemas.get(name)
            {
                references(schema, &mut ahead);
            }
        }
    }
    reached
}

fn references<'p>(place: &'p Place, found: &mut Vec<&'p str>) {
    for (_, saying) in &place.sayings {
        let (Saying::Members(members) | Saying::Branches(members)) = saying else { continue };
        for (name, member) in members {
            match member.sayings.as_slice() {
                [(_, Saying::Single(Tree::Text(target)))] if name == "ref" => found.push(target),
                _ => references(member, found),
            }
        }
    }
}

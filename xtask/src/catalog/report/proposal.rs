//! What a new operation might be called, going by what its neighbours are called.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::description::Description;
use super::super::names::Names;
use super::super::tree::Tree;

/// An entry of `names.toml` for the operation, to be pasted and made right. Its one line is left to be written, since no
/// description is quoted; `gen` refuses it until it is.
pub fn propose(key: &str, operation: &Tree, description: &Description, names: &Names) -> String {
    let mut entry = format!("[\"{key}\"]\nname = \"{}\"\ndoc = \"\"\n", name(key, operation, description, names));
    if let Some((paging, items)) = paging(operation, description) {
        write!(entry, "paging = \"{paging}\"\nitems = \"{items}\"\n").expect("a string takes any text");
    }
    entry
}

fn name(key: &str, operation: &Tree, description: &Description, names: &Names) -> String {
    let (method, path) = key.split_once(' ').unwrap_or_default();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let (resource, shared) = resource(&segments, names);
    let rest: Vec<&str> = segments[shared..].iter().copied().filter(|segment| *segment != "{}").collect();
    let ends_in_argument = segments.last() == Some(&"{}");
    let is_list = paging(operation, description).is_some();
    let verb = match method {
        "GET" if is_list || (rest.is_empty() && !ends_in_argument) => "list",
        "GET" => "find",
        "POST" => "create",
        "DELETE" => "delete",
        _ => "update",
    };
    let name = match rest.as_slice() {
        [] => verb.to_owned(),
        [.., "search"] => "search".to_owned(),
        [.., last] if last.starts_with("find_by") => (*last).to_owned(),
        // What is posted to below one thing is something that is done to it.
        [.., last] if method == "POST" && !ends_in_argument => (*last).to_owned(),
        [.., last] if is_list => format!("{verb}_{last}"),
        [.., last] => format!("{verb}_{}", last.strip_suffix('s').unwrap_or(last)),
    };
    format!("{resource}.{name}")
}

/// The resource of most of those operations that share the longest beginning of the path, and how many segments that is.
fn resource(segments: &[&str], names: &Names) -> (String, usize) {
    let mut counted: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for (key, name) in names {
        let others = key.split('/').skip(1);
        let shared = others.zip(segments).take_while(|(other, segment)| other == *segment).count();
        let resource = name.name.rsplit_once('.').map_or("", |(resource, _)| resource);
        *counted.entry((shared, resource)).or_default() += 1;
    }
    let longest = counted.keys().map(|(shared, _)| *shared).max().unwrap_or_default();
    let candidates = counted.iter().filter(|((shared, _), _)| *shared == longest && longest > 0);
    match candidates.max_by_key(|(_, count)| **count) {
        Some(((shared, resource), _)) => ((*resource).to_owned(), *shared),
        None => (segments.first().map_or_else(String::new, |first| (*first).to_owned()), 1),
    }
}

/// How the answer is paged and where its items stand, when it looks like a list.
fn paging(operation: &Tree, description: &Description) -> Option<(&'static str, String)> {
    let answer = operation.members("answers").find(|(status, _)| status.starts_with('2'))?.1;
    let fields = fields(answer.member("application/json")?, description)?;
    let is_array = |tree: &&Tree| tree.text("type") == Some("array");
    let arrays: Vec<&str> =
        fields.members("fields").filter(|(_, field)| is_array(field)).map(|(name, _)| name.as_str()).collect();
    let items = if arrays.contains(&"data") { "data" } else { arrays.first()? };
    let asks = |name: &str| operation.members("query").any(|(known, _)| known == name);
    let body = operation.member("body").and_then(|body| body.member("application/json"));
    let body = body.and_then(|body| self::fields(body, description));
    let sends = |name: &str| body.is_some_and(|body| body.members("fields").any(|(known, _)| known == name));
    let has = |name: &str| fields.members("fields").any(|(known, _)| known == name);
    // One thing may have arrays in it, too: a list has next to nothing else.
    let is_list = has("pages")
        || has("total_count")
        || has("has_more")
        || has("total_pages")
        || fields.members("fields").filter(|(name, _)| *name != "type").count() == 1;
    let style = if asks("starting_after") {
        "cursor_query"
    } else if asks("cursor") {
        "cursor_flat"
    } else if asks("page") {
        if has("total_pages") { "page_flat" } else { "page_query" }
    } else if sends("pagination") {
        "cursor_body"
    } else if sends("page") {
        "page_body"
    } else {
        "unpaged"
    };
    is_list.then(|| (style, items.to_owned()))
}

/// The record that has the fields: the schema that is referred to, or what is described in place.
fn fields<'t>(record: &'t Tree, description: &'t Description) -> Option<&'t Tree> {
    match record.text("ref") {
        Some(name) => description.schemas.get(name),
        None => Some(record),
    }
}

//! Which file an object stands in.

use std::collections::BTreeMap;

use super::super::model::{Api, Type};
use super::super::names::camel_case;
use super::types::records;
use crate::catalog::files::{SHARED, UNREACHED, segment};

/// The file of each model, without its ending: that of the catalog's part where the schema stands. A schema that stands in none of
/// them goes by its name, and what has only a place goes with what holds it.
pub(super) fn of_models(api: &Api) -> BTreeMap<&str, &str> {
    let members: BTreeMap<&str, Vec<&Type>> = api
        .models
        .iter()
        .map(|record| (record.name.as_str(), record.members.iter().map(|member| &member.holds).collect()))
        .collect();
    let mut found: BTreeMap<&str, &str> =
        api.parts.iter().map(|(name, part)| (name.as_str(), by_name(api, name, part))).collect();
    let mut ahead: Vec<(&str, &str)> = found.iter().map(|(name, part)| (*name, *part)).collect();
    for method in api.methods() {
        for holds in [&method.whole].into_iter().chain(&method.takes) {
            place(holds, segment(&method.path), &mut found, &mut ahead);
        }
    }
    while let Some((name, part)) = ahead.pop() {
        for holds in members.get(name).into_iter().flatten() {
            place(holds, part, &mut found, &mut ahead);
        }
    }
    found
}

/// Notes the part of what has none yet.
fn place<'a>(
    holds: &'a Type,
    part: &'a str,
    found: &mut BTreeMap<&'a str, &'a str>,
    ahead: &mut Vec<(&'a str, &'a str)>,
) {
    let mut inside = Vec::new();
    records(holds, &mut inside);
    for name in inside {
        if !found.contains_key(name) {
            found.insert(name, part);
            ahead.push((name, part));
        }
    }
}

/// Of the parts whose name the schema's begins with, the one with the longest.
fn by_name<'a>(api: &'a Api, schema: &str, part: &'a str) -> &'a str {
    if part != SHARED && part != UNREACHED {
        return part;
    }
    let begins = |part: &&String| {
        let plural = camel_case(part);
        let singular = match plural.strip_suffix("ies") {
            Some(stem) => format!("{stem}y"),
            None => plural.trim_end_matches('s').to_owned(),
        };
        let goes_on = |stem: &String| {
            schema.strip_prefix(stem.as_str()).is_some_and(|rest| !rest.starts_with(|next: char| next.is_lowercase()))
        };
        [plural, singular].iter().any(goes_on)
    };
    let longest = api.parts.values().filter(begins).max_by_key(|part| part.len());
    longest.map_or(part, String::as_str)
}

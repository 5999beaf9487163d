//! Rows of the catalog as JSON.

use super::refused;
use crate::json::{Object, list, texts};
use crate::nearest;
use crate::operation::{Body, Operation, Repeat};
use crate::version::Version;

/// The names right below a prefix, in order, separated by commas: `collections,find,list` below `help_centers`, and all resources
/// below nothing.
pub fn names(prefix: &str) -> String {
    let below = |id: &'static str| match prefix {
        "" => Some(id),
        prefix => id.strip_prefix(prefix)?.strip_prefix('.'),
    };
    let mut names: Vec<&str> = Operation::all().iter().filter_map(|row| below(row.id)?.split('.').next()).collect();
    names.dedup();
    names.join(",")
}

/// What a face must know of an operation to offer it: `id`, `path_params`, `paging` (the style, or null), `is_form`, and `job`, whether it
/// starts one. Nothing when there is no such operation.
pub fn operation(id: &str) -> Option<String> {
    let row = Operation::find(id)?;
    let mut object = Object::new();
    object.member("id", row.id).raw("path_params", &texts(row.path_parameters.iter().map(|parameter| parameter.name)));
    object.member("paging", row.paging.map(|paging| paging.style.as_str()));
    object.member("is_form", matches!(row.body, Body::Multipart { .. })).member("job", row.job.is_some());
    Some(object.end())
}

/// `; did you mean "…"?` when one of the names, which are separated by commas, is close enough to what was wanted; otherwise nothing.
pub fn hint(wanted: &str, names: &str) -> String {
    nearest::hint(wanted, names.split(','))
}

/// The operations of a version, or of all versions, sorted by id: a list of objects with `id`, `method`, `path`, `path_params`, `query`,
/// `body`, `since`, `until`, `status`, `doc`, `link`, `paging` and `repeatable`.
///
/// # Errors
/// When there is no such version.
pub fn operations(version: Option<&str>) -> Result<String, String> {
    let version: Option<Version> = version.map(str::parse).transpose().map_err(refused)?;
    let rows: Vec<&Operation> =
        Operation::all().iter().filter(|row| version.is_none_or(|version| row.exists_in(version))).collect();
    let mut json = String::new();
    list(&rows, &mut json, |row| row_to_json(row, version));
    Ok(json)
}

fn row_to_json(row: &Operation, version: Option<Version>) -> String {
    let query = row.query.iter().filter(|known| version.is_none_or(|version| known.versions.contains(version)));
    let body = row.body.fields().iter().filter(|known| version.is_none_or(|version| known.versions.contains(version)));
    let mut object = Object::new();
    object.member("id", row.id).member("method", row.method.as_str()).member("path", row.path);
    object.raw("path_params", &texts(row.path_parameters.iter().map(|parameter| parameter.name)));
    object.raw("query", &texts(query.map(|parameter| parameter.name)));
    object.raw("body", &texts(body.map(|field| field.name)));
    object.member("since", row.versions.since.as_str()).member("until", row.versions.until.as_str());
    object.member("status", row.status.as_str()).member("doc", row.doc()).member("link", row.link().as_deref());
    object.member("paging", row.paging.map(|paging| paging.style.as_str()));
    object.member("repeatable", row.repeat == Repeat::Safe);
    object.end()
}

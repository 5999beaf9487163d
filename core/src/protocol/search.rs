//! Queries of searches, in texts.

use super::refused;
use crate::document::{Document, Value};
use crate::error::Error;

/// Holds a query, which is JSON, against what the search of a resource is known to take in a version. `unchecked` is a JSON list of
/// fields that may be compared in any way.
///
/// # Errors
/// As [`crate::search::check`], and when there is no such resource or version.
pub fn check(resource: &str, version: &str, query: &str, unchecked: &str) -> Result<(), String> {
    check_texts(resource, version, query, unchecked).map_err(refused)
}

fn check_texts(resource: &str, version: &str, query: &str, unchecked: &str) -> Result<(), Error> {
    let read = |name: &str, text| {
        Document::parse(text).map_err(|error| Error::argument(format!("{name} is not JSON: {error}")))
    };
    let (query, unchecked) = (read("the query", query)?, read("unchecked", unchecked)?);
    let names: Vec<_> = unchecked.root().items().filter_map(Value::as_str).collect();
    let names: Vec<&str> = names.iter().map(|name| &**name).collect();
    crate::search::check(resource.parse()?, version.parse()?, query.root(), &names)
}

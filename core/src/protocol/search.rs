//! Queries of searches, in texts.

use super::{read_texts, refused};
use crate::document::Document;
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
    let query = Document::parse(query).map_err(|error| Error::argument(format!("the query is not JSON: {error}")))?;
    let unchecked = read_texts("unchecked", unchecked)?;
    let unchecked: Vec<&str> = unchecked.iter().map(String::as_str).collect();
    crate::search::check(resource.parse()?, version.parse()?, query.root(), &unchecked)
}

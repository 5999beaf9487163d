//! The answers held against bodies of the API, by keys and JSON types.
//!
//! A few such bodies, made up, are in `tests/shapes`. Whoever has recorded or official ones puts them beside the repository, in
//! `../shared/examples`: one file for each version, one JSON object on each line with `method`, `path`, `status` and `body`.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the report")]
#![expect(clippy::print_stdout, reason = "what was compared, and what was not, is told to who asks with --nocapture")]

use entryphone::Operation;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::caller::Caller;
use super::outline::Outline;
use crate::answer::Body;
use crate::catalog::erase_names;

const VERSIONS: [&str; 2] = ["2.9", "2.14"];

/// A difference that is meant.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    /// The ids of the operations, all of them by default.
    #[serde(default)]
    operations: Vec<String>,
    /// The end of the place, or of the whole line that tells the difference.
    difference: String,
    #[serde(rename = "reason")]
    _reason: String,
}

#[derive(Deserialize)]
struct Example {
    method: String,
    path: String,
    status: Option<String>,
    body: Value,
}

#[derive(Default)]
struct Comparison {
    compared: usize,
    differences: Vec<String>,
    not_called: BTreeSet<String>,
    used: BTreeSet<usize>,
}

/// What the API answered, by method, path without names and status.
fn examples(folder: &Path, version: &str) -> BTreeMap<(String, u16), Outline> {
    let file = fs::read_to_string(folder.join(format!("{version}.jsonl"))).unwrap();
    let mut outlines: BTreeMap<_, Outline> = BTreeMap::new();
    for line in file.lines() {
        let example: Example = serde_json::from_str(line).unwrap();
        // A transcript is text, and has no keys.
        let Some(status) = example.status.and_then(|status| status.parse().ok()).filter(|_| !example.body.is_string())
        else {
            continue;
        };
        let key = (format!("{} {}", example.method, erase_names(&example.path)), status);
        outlines.entry(key).or_default().add(&example.body);
    }
    outlines
}

fn compare(folder: &Path, exceptions: &[Exception]) -> Comparison {
    let mut comparison = Comparison::default();
    for version in VERSIONS {
        let catalog_version: entryphone::Version = version.parse().unwrap();
        for ((key, status), theirs) in examples(folder, version) {
            let row = Operation::all()
                .iter()
                .find(|row| format!("{} {}", row.method, erase_names(row.path)) == key)
                .unwrap_or_else(|| panic!("{key} is no operation of the catalog"));
            let caller = Caller::new(catalog_version);
            let answer = match status {
                401 => caller.without_access().call_at(row, erase_names(row.path)),
                404 if row.path.contains('{') => {
                    let missing =
                        row.path.split('/').map(|segment| if segment.starts_with('{') { "0" } else { segment });
                    { caller }.call_at(row, missing.collect::<Vec<_>>().join("/"))
                }
                200..300 => { caller }.call(row),
                _ => continue,
            };
            let name = format!("{version} {} {status}", row.id);
            let answer = answer.unwrap_or_else(|reason| panic!("{name}: {reason}"));
            let body = match answer.body {
                Body::Json(body) if answer.status == status => body,
                _ => {
                    comparison.not_called.insert(format!("{name}: answered {}", answer.status));
                    continue;
                }
            };
            comparison.compared += 1;
            let mut ours = Outline::default();
            ours.add(&body);
            for difference in ours.differences(&theirs) {
                let exception = exceptions.iter().position(|exception| {
                    (exception.operations.is_empty() || exception.operations.iter().any(|id| id == row.id))
                        && difference.contains(&exception.difference)
                });
                match exception {
                    Some(number) => drop(comparison.used.insert(number)),
                    None => comparison.differences.push(format!("{name}: {difference}")),
                }
            }
        }
    }
    comparison
}

fn crate_folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn answers_have_the_shape_of_bodies_made_for_this_test() {
    let comparison = compare(&crate_folder().join("tests/shapes"), &[]);
    assert!(comparison.differences.is_empty(), "{:#?}", comparison.differences);
    assert!(comparison.not_called.is_empty(), "{:#?}", comparison.not_called);
    assert!(comparison.compared >= 20, "{} bodies", comparison.compared);
}

#[test]
fn answers_have_the_shape_of_the_bodies_beside_the_repository() {
    let folder = crate_folder().join("../../../shared/examples");
    if !folder.exists() {
        println!("nothing is compared: there is no folder ../shared/examples beside the repository");
        return;
    }
    let exceptions: Vec<Exception> = serde_json::from_str(include_str!("../../tests/shapes/exceptions.json")).unwrap();
    let comparison = compare(&folder, &exceptions);
    println!("{} answers were compared with the bodies in ../shared/examples", comparison.compared);
    assert!(comparison.not_called.is_empty(), "{:#?}", comparison.not_called);
    assert!(comparison.differences.is_empty(), "{:#?}", comparison.differences);
    let unused: Vec<_> = (0..exceptions.len()).filter(|number| !comparison.used.contains(number)).collect();
    assert!(unused.is_empty(), "exceptions that nothing needs: {unused:?}");
}

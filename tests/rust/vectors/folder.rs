//! Runs the folders of vectors that have nothing to do with the machine: one function, what goes in, what comes out.

use std::fs;
use std::path::Path;

use entryphone::Error;
use entryphone::document::{Document, Value};
use serde_json::json;

/// Runs every vector of every file in a folder of `tests/vectors`.
pub(crate) fn run(folder: &str, check: impl Fn(Value<'_>) -> Result<(), String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors").join(folder);
    let mut passed = 0;
    let mut wrong = Vec::new();
    for entry in fs::read_dir(&folder).expect("the folder of vectors is readable") {
        let file = entry.expect("an entry of a folder is readable").path();
        let document =
            Document::parse(fs::read(&file).expect("a vector file is readable")).expect("a vector file is JSON");
        for vector in document.root().get("vectors").expect("a file holds vectors").items() {
            match check(vector) {
                Ok(()) => passed += 1,
                Err(difference) => wrong.push(format!("{}: {difference}", text(vector, "name"))),
            }
        }
    }
    assert!(wrong.is_empty(), "{} vectors failed:\n{}", wrong.len(), wrong.join("\n"));
    assert!(passed > 10, "only {passed} vectors were found");
}

/// Compares what came out with `expect`: the error it names, or else the member `name`.
pub(crate) fn compare(vector: Value<'_>, name: &str, outcome: Result<serde_json::Value, Error>) -> Result<(), String> {
    let expect = vector.get("expect").expect("a vector has an expectation");
    match (outcome, expect.get("error"), expect.get(name)) {
        (Err(error), Some(expected), _) => compare_members(
            &json!({
                "kind": error.kind.as_str(), "message": error.message, "operation": error.operation, "status": error.status,
                "maybe_applied": error.maybe_applied, "attempts": error.attempts.len(),
            }),
            expected,
        ),
        (Ok(actual), None, Some(expected)) if actual.is_object() => compare_members(&actual, expected),
        (Ok(actual), None, Some(expected)) if actual == json_of(expected) => Ok(()),
        (outcome, ..) => Err(format!("expected {}, got {outcome:?}", expect.raw())),
    }
}

/// Members that are not named are not compared; `…_has` names a part of a text.
fn compare_members(actual: &serde_json::Value, expected: Value<'_>) -> Result<(), String> {
    for (name, wanted) in expected.members() {
        let (name, wanted) = (name.decode(), json_of(wanted));
        let fits = match name.strip_suffix("_has") {
            Some(field) => actual[field].as_str().zip(wanted.as_str()).is_some_and(|(text, part)| text.contains(part)),
            None => actual.get(&*name) == Some(&wanted),
        };
        if !fits {
            return Err(format!("{name}: expected {wanted} in {actual}"));
        }
    }
    Ok(())
}

pub(crate) fn json_of(value: Value<'_>) -> serde_json::Value {
    serde_json::from_str(value.raw()).expect("the index has checked the grammar")
}

/// A member that must be a text.
pub(crate) fn text(object: Value<'_>, name: &str) -> String {
    let text = object.get(name).and_then(Value::as_str);
    text.unwrap_or_else(|| panic!("{name} is no text in {}", object.raw())).into_owned()
}

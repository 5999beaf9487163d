//! Runs every vector of `tests/vectors` through the core, as each face runs them through itself.

#[path = "vectors/listing.rs"]
mod listing;
#[path = "vectors/machine.rs"]
mod machine;
#[path = "vectors/setup.rs"]
mod setup;
#[path = "vectors/words.rs"]
mod words;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use entryphone::document::{Document, Value};
use entryphone::{Error, Request};
use serde_json::json;

use machine::Reader;
use setup::{Setup, compare_error, json_of, strings};

/// They have runners of their own.
const OTHER_FOLDERS: [&str; 7] = ["cassettes", "jobs", "webhooks", "identity", "oauth", "search", "downloads"];

#[test]
fn every_vector_passes() {
    let exceptions = exceptions();
    let mut passed = 0;
    let mut wrong = Vec::new();
    for file in files(&root()) {
        let text = fs::read(&file).expect("a vector file is readable");
        let document = Document::parse(text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        for vector in document.root().get("vectors").expect("a file holds vectors").items() {
            let name = vector.get("name").and_then(Value::as_str).expect("a vector has a name").into_owned();
            match (run(vector), exceptions.get(&name)) {
                (Ok(()), None) | (Err(_), Some(_)) => passed += 1,
                (Ok(()), Some(reason)) => wrong.push(format!("{name}: passes, and was excepted because {reason}")),
                (Err(difference), None) => wrong.push(format!("{}: {name}: {difference}", file.display())),
            }
        }
    }
    assert!(wrong.is_empty(), "{} vectors failed:\n{}", wrong.len(), wrong.join("\n"));
    assert!(passed > 600, "only {passed} vectors were found");
}

fn run(vector: Value<'_>) -> Result<(), String> {
    let expected_error = vector.path(&["expect", "error"]);
    let setup = match Setup::read(vector) {
        Ok(setup) => setup,
        Err(error) => return expect_error(&error, expected_error),
    };
    if let Some(steps) = vector.get("steps") {
        machine::run_steps(&setup, steps, Reader::Core)?;
        let again = Setup::read(vector).map_err(|error| error.to_string())?;
        return machine::run_steps(&again, steps, Reader::Host).map_err(|why| format!("read by the host: {why}"));
    }
    if vector.get("pages").is_some() {
        return listing::run(&setup, vector);
    }
    match setup.request() {
        Err(error) => expect_error(&error, expected_error),
        Ok(request) => {
            let expected = vector.path(&["expect", "request"]).ok_or_else(|| format!("was built: {}", request.url))?;
            compare_request(&request, expected)
        }
    }
}

fn expect_error(error: &Error, expected: Option<Value<'_>>) -> Result<(), String> {
    compare_error(error, expected.ok_or_else(|| format!("was refused: {error}"))?)
}

fn compare_request(request: &Request, expected: Value<'_>) -> Result<(), String> {
    let mut headers: BTreeMap<String, String> =
        request.headers().map(|(name, value)| (name.to_ascii_lowercase(), value.into_owned())).collect();
    if headers.remove("user-agent").is_none() {
        return Err("there is no user-agent".to_owned());
    }
    let content_type = headers.get("content-type").cloned().unwrap_or_default();
    let body = if let Some((kind, boundary)) = content_type.split_once("; boundary=") {
        headers.insert("content-type".to_owned(), kind.to_owned());
        setup::read_form(request.body.as_deref().unwrap_or_default(), boundary)
    } else {
        request.body.as_ref().map_or(json!(null), |body| serde_json::from_slice(body).expect("a body is JSON"))
    };
    let actual = json!({"method": request.method.as_str(), "url": request.url, "headers": headers, "body": body});
    let expected = json_of(expected);
    if actual == expected { Ok(()) } else { Err(format!("\n  expected {expected}\n  but got  {actual}")) }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

fn exceptions() -> BTreeMap<String, String> {
    let text = fs::read(root().join("exceptions.json")).expect("exceptions.json is readable");
    let document = Document::parse(text).expect("exceptions.json is JSON");
    document.root().get("rust").map(strings).unwrap_or_default().into_iter().collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder of vectors is readable") {
        let path = entry.expect("an entry of a folder is readable").path();
        if path.is_dir() {
            if !OTHER_FOLDERS.iter().any(|other| path.ends_with(other)) {
                files.extend(self::files(&path));
            }
        } else if path.extension().is_some_and(|extension| extension == "json") && !path.ends_with("exceptions.json") {
            files.push(path);
        }
    }
    files.sort();
    files
}

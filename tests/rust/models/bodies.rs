//! The bodies of the vectors and those of the descriptions.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::again::{Again, answer, request};

#[derive(Default)]
struct Count {
    equal: usize,
    without_model: usize,
    no_object: usize,
}

impl Count {
    /// Reads a body into the model, where there is one, and compares what is written.
    fn compare(&mut self, again: Option<Again>, body: &Value, place: &str) {
        match again {
            None => self.without_model += 1,
            Some(again) => match again(body) {
                Ok(written) => {
                    assert_eq!(written.body, *body, "{place}");
                    self.equal += 1;
                }
                Err(error) => {
                    assert!(!body.is_object(), "{place}: {error}");
                    self.no_object += 1;
                }
            },
        }
    }
}

#[test]
fn the_bodies_of_all_vectors_come_back_equal() {
    let (mut requests, mut answers) = (Count::default(), Count::default());
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder is readable") {
            let path = entry.expect("an entry is readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "json") {
                let text = fs::read_to_string(&path).expect("a vector file is readable");
                let file: Value = serde_json::from_str(&text).expect("a vector file is JSON");
                for vector in file["vectors"].as_array().into_iter().flatten() {
                    let Some(operation) = vector["call"]["operation"].as_str() else { continue };
                    let place = format!("{}: {}", path.display(), vector["name"]);
                    if !vector["call"]["body"].is_null() {
                        requests.compare(request(operation), &vector["call"]["body"], &place);
                    }
                    let mut bodies = Vec::new();
                    collect(vector, &mut bodies);
                    for body in &bodies {
                        answers.compare(answer(operation), body, &place);
                    }
                }
            }
        }
    }
    assert!(requests.equal > 250, "only {} bodies of requests were compared", requests.equal);
    assert!(answers.equal > 100, "only {} answers were compared", answers.equal);
}

/// The answers anywhere in a vector; a body that is written as a text is one when that is JSON.
fn collect(value: &Value, found: &mut Vec<Value>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                if name == "answer" {
                    found.push(value.clone());
                } else if let Some(body) = value.get("body").filter(|_| name == "response") {
                    let text = body.as_str().map(serde_json::from_str);
                    found.extend(text.unwrap_or_else(|| Ok(body.clone())));
                } else {
                    collect(value, found);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}

/// The bodies stand beside the repository where there is a folder of them: one file for each version, an object on each line.
#[test]
#[expect(clippy::print_stderr, reason = "how much was compared is told to who asks with --nocapture")]
fn the_bodies_of_the_descriptions_come_back_equal() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/examples");
    let (mut requests, mut answers) = (Count::default(), Count::default());
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let text = fs::read_to_string(entry.expect("an entry is readable").path()).expect("a file is readable");
        for line in text.lines() {
            let example: Value = serde_json::from_str(line).expect("a line is JSON");
            let operation = example["short_id"].as_str().unwrap_or_default();
            let place = format!("{} in {}", operation, example["version"]);
            if example["kind"] == "request" {
                requests.compare(request(operation), &example["body"], &place);
            } else if example["status"].as_str().is_some_and(|status| status.starts_with('2')) {
                answers.compare(answer(operation), &example["body"], &place);
            }
        }
    }
    for (what, count) in [("requests", requests), ("answers", answers)] {
        eprintln!(
            "{what}: {} equal, {} of operations without a model, {} no objects",
            count.equal, count.without_model, count.no_object
        );
    }
}

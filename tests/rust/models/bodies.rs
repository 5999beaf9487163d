//! The bodies of the vectors.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::again::{Again, answer, request};

/// Reads a body into the model and compares what is written; whether there is a model, and the body an object as models are.
fn comes_back(again: Option<Again>, body: &Value, place: &str) -> bool {
    let Some(again) = again else { return false };
    match again(body) {
        Ok(written) => assert_eq!(written.body, *body, "{place}"),
        Err(error) => assert!(!body.is_object(), "{place}: {error}"),
    }
    body.is_object()
}

#[test]
fn the_bodies_of_all_vectors_come_back_equal() {
    let (mut requests, mut answers) = (0, 0);
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
                    requests += usize::from(comes_back(request(operation), &vector["call"]["body"], &place));
                    let mut bodies = Vec::new();
                    collect(vector, &mut bodies);
                    for body in &bodies {
                        answers += usize::from(comes_back(answer(operation), body, &place));
                    }
                }
            }
        }
    }
    assert!(requests > 250, "only {requests} bodies of requests were compared");
    assert!(answers > 100, "only {answers} answers were compared");
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

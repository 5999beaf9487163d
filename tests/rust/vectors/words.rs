//! What vectors are written with. A runner takes what it knows and passes over the rest, so a misspelt word would weaken its vector
//! in every language, and nobody would notice.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::{OTHER_FOLDERS, files, root};

/// What may stand where: a place is the names that lead to it, behind its folder; lists have no name. What is not listed here is free,
/// as bodies are, or is compared by name, as expectations are.
const WORDS: [(&str, &str); 33] = [
    ("machine", "name config call expect steps pages end limit resume"),
    (
        "machine.config",
        "version token region base_url max_attempts timeout_ms idle_timeout_ms deadline_ms any_version limiter lane fleet \
         token_provider events strict",
    ),
    ("machine.config.fleet", "name limit_hint without_store"),
    (
        "machine.call",
        "operation path query body arguments extra_query extra_body extra_headers repeatable request seed",
    ),
    ("machine.call.request", "method path"),
    ("machine.expect", "request error"),
    ("machine.steps", "now call input expect events"),
    ("machine.steps.input", "response head lost token no_token reserved unavailable"),
    ("machine.steps.input.response", "attempt status headers body"),
    ("machine.steps.input.head", "attempt status headers"),
    ("machine.steps.input.lost", "attempt kind sent message"),
    ("machine.pages", "now pager dropped asks refuses answer fails gives events checkpoint"),
    ("jobs", "name config call resume steps expect"),
    ("jobs.config", "version token base_url max_attempts events"),
    ("jobs.call", "operation arguments query body options seed"),
    ("jobs.call.options", "deadline_ms poll_from_ms poll_to_ms"),
    ("jobs.resume", "handle options seed"),
    ("jobs.resume.options", "deadline_ms poll_from_ms poll_to_ms"),
    ("jobs.expect", "error"),
    ("jobs.steps.response", "status headers body"),
    ("jobs.steps.lost", "kind sent message"),
    ("webhooks", "name unwrap sign expect"),
    ("webhooks.unwrap", "body headers secrets"),
    ("webhooks.sign", "body secret"),
    ("identity", "name user_hash messenger_jwt expect"),
    ("identity.messenger_jwt", "secret claims expires_at"),
    ("oauth", "name authorize_url exchange answer lost expect"),
    ("oauth.authorize_url", "region client_id state redirect_uri"),
    ("oauth.exchange", "client_id client_secret code config"),
    ("search.check", "resource version query unchecked"),
    ("downloads.download", "headers decoded verify steps"),
    ("downloads.download.steps", "now chunk length check resume end"),
    ("downloads.rows", "syntax chunks max_row_bytes"),
];

/// Every vector, with its folder, or `machine` where the folder has no runner of its own.
fn vectors() -> Vec<(String, Value)> {
    let mut all = Vec::new();
    let own =
        OTHER_FOLDERS.iter().flat_map(|folder| files(&root().join(folder)).into_iter().map(|file| (*folder, file)));
    for (folder, file) in own.chain(files(&root()).into_iter().map(|file| ("machine", file))) {
        let text = fs::read_to_string(&file).expect("a vector file is readable");
        let text: Value = serde_json::from_str(&text).expect("a vector file is JSON");
        let vectors = text["vectors"].as_array().expect("a file holds vectors");
        all.extend(vectors.iter().map(|vector| (folder.to_owned(), vector.clone())));
    }
    all
}

fn name_of(vector: &Value) -> &str {
    vector["name"].as_str().expect("a vector has a name")
}

/// Exceptions are told by it.
#[test]
fn every_vector_has_a_name_of_its_own() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, vector) in vectors() {
        *counts.entry(name_of(&vector).to_owned()).or_default() += 1;
    }
    let doubles: Vec<_> = counts.iter().filter(|(_, count)| **count > 1).collect();
    assert!(doubles.is_empty(), "{doubles:?}");
}

#[test]
fn no_vector_says_what_nobody_reads() {
    let mut unread = Vec::new();
    for (folder, vector) in vectors() {
        look(&folder, &vector, &mut |word| unread.push(format!("{}: {word}", name_of(&vector))));
    }
    assert!(unread.is_empty(), "nobody reads these:\n{}", unread.join("\n"));
}

fn look(place: &str, value: &Value, report: &mut impl FnMut(String)) {
    let known = WORDS.iter().find(|(listed, _)| *listed == place).map(|(_, words)| words.split_whitespace());
    match value {
        Value::Array(items) => items.iter().for_each(|item| look(place, item, report)),
        Value::Object(members) => {
            for (name, member) in members {
                let inner = format!("{place}.{name}");
                if known.clone().is_some_and(|mut known| !known.any(|word| word == name)) {
                    report(inner.clone());
                }
                look(&inner, member, report);
            }
        }
        _ => {}
    }
}

/// A runner does one thing for each line of a script, and compares one step.
#[test]
fn a_line_does_one_thing() {
    let mut wrong = Vec::new();
    for (folder, vector) in vectors() {
        for line in vector["steps"].as_array().into_iter().flatten().filter_map(Value::as_object) {
            let is_one = if folder == "jobs" {
                line.keys().filter(|name| !matches!(name.as_str(), "now" | "retry_after_ms")).count() == 1
            } else {
                let parts = ["input", "expect"].iter().filter_map(|name| line.get(*name)?.as_object());
                parts.map(serde_json::Map::len).all(|count| count == 1)
            };
            if !is_one {
                wrong.push(format!("{}: {line:?}", name_of(&vector)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! Every operation of every version is called once.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the report")]
#![expect(
    clippy::print_stdout,
    reason = "how many operations are served with state is told to who asks with --nocapture"
)]

use entryphone::document::Document;
use entryphone::{Drift, Operation};
use serde_json::Value;
use std::collections::BTreeSet;

use super::caller::{Caller, Needs};
use super::models;
use crate::answer::Body;
use crate::catalog::erase_names;
use crate::rooms;
use crate::route::is_change;

#[test]
fn every_operation_of_every_version_answers_in_the_shape_of_the_catalog() {
    let stateful: BTreeSet<_> = rooms::routes().map(|route| route.key()).collect();
    let (mut with_state, mut by_schema, mut modelled, mut refused) = (0, 0, 0, Vec::new());
    for version in entryphone::Version::all() {
        let mut caller = Caller::new(version);
        for row in Operation::all().iter().filter(|row| row.exists_in(version)) {
            let is_stateful = stateful.contains(&format!("{} {}", row.method, erase_names(row.path)));
            *(if is_stateful { &mut with_state } else { &mut by_schema }) += 1;
            let answer = match caller.call(row) {
                Ok(answer) => answer,
                Err(reason) => {
                    refused.push(format!("{} in {version}: {reason}", row.id));
                    continue;
                }
            };
            if is_change(row) || Needs::of(row).changes_something() {
                caller = Caller::new(version);
            }
            if answer.status >= 400 {
                refused.push(format!("{} in {version}: {} {:?}", row.id, answer.status, answer.body));
            } else if let Body::Json(body) = &answer.body {
                let text = body.to_string();
                let document = Document::parse(text.as_bytes()).unwrap();
                let drift = Drift::of_answer(row, version, document.root());
                assert!(drift.is_empty(), "{} in {version}: {drift:#?}\n{text}", row.id);
                modelled += usize::from(comes_back_equal(row, body));
            }
        }
    }
    assert!(refused.is_empty(), "refused: {refused:#?}");
    assert!(with_state + by_schema >= 1570, "{with_state} pairs with state and {by_schema} by schema");
    assert!(modelled >= 1300, "only {modelled} answers were read into models");
    println!("{with_state} pairs are served with state, {by_schema} by schema; {modelled} are read into models");
}

/// Reads the answer of an operation into its model, where it has one. What is as the catalog describes has a field of its type, and
/// what is written is what was read.
fn comes_back_equal(row: &Operation, body: &Value) -> bool {
    let Some(again) = models::answer(row.id) else { return false };
    let written = again(body).unwrap();
    assert_eq!(written.body, *body, "{}", row.id);
    assert!(!written.has_extra() || has_null_item(body), "{} has members without a field: {}", row.id, written.shown);
    true
}

/// A list with a gap, such as that of reactions, is none of a struct's lists and is kept as it is.
fn has_null_item(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(|item| item.is_null() || has_null_item(item)),
        Value::Object(members) => members.values().any(has_null_item),
        _ => false,
    }
}

#[test]
fn what_operations_need_is_said_of_operations_of_the_catalog() {
    for id in Needs::operations() {
        assert!(Operation::all().iter().any(|row| row.id == id), "there is no operation {id}");
    }
}

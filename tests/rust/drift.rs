//! Drift: what holds for every answer. What counts as drift stands in the vectors.

use std::fmt::Write;

use entryphone::document::Document;
use entryphone::schema::{Kind, Schema};
use entryphone::{Drift, DriftKind, Operation, Version};

fn compare(operation: &str, version: Version, body: &str) -> Vec<Drift> {
    let operation = Operation::find(operation).expect("a row of the catalog");
    Drift::of_answer(operation, version, Document::parse(body).expect("it is JSON").root())
}

/// The walk replaces references and unions by what they stand for before it looks at a value, which must come to an end.
#[test]
fn no_schema_stands_for_itself() {
    fn steps(kind: Kind, names: &mut Vec<&'static str>) {
        match kind {
            Kind::Schema(schema) => {
                assert!(!names.contains(&schema.name()), "{names:?} leads back to {}", schema.name());
                names.push(schema.name());
                steps(schema.kind(), names);
                names.pop();
            }
            Kind::AnyOf(members) | Kind::AllOf(members) => members.iter().for_each(|member| steps(member, names)),
            _ => {}
        }
    }
    for schema in Schema::all() {
        steps(Kind::Schema(schema), &mut Vec::new());
    }
}

#[test]
fn null_and_nothing_are_no_drift_anywhere() {
    for (operation, version) in
        Operation::all().iter().flat_map(|row| Version::all().map(move |version| (row, version)))
    {
        let root = Document::parse("null").expect("it is JSON");
        assert_eq!(Drift::of_answer(operation, version, root.root()), [], "{} in {version}", operation.id);
    }
    assert_eq!(compare("contacts.find", Version::LATEST, "{}"), []);
}

#[test]
fn no_value_is_told() {
    let body =
        r#"{"id": {"ada": "secret"}, "new": "secret", "name": ["secret"], "custom_attributes": {"secret": {"a": 1}}}"#;
    let drift = compare("contacts.find", Version::LATEST, body);
    assert!(drift.len() >= 3, "{drift:?}");
    assert!(!format!("{drift:?}").contains("secret"), "{drift:?}");
}

#[test]
fn of_endless_drift_the_first_is_told() {
    let mut body = String::from("{");
    for number in 0..1_000 {
        write!(body, r#""new_{number}": 1, "#).expect("a string takes everything");
    }
    write!(body, r#""{}": 1}}"#, "long".repeat(1_000)).expect("a string takes everything");
    let drift = compare("contacts.find", Version::LATEST, &body);
    assert_eq!(drift.len(), Drift::MAX);
    assert_eq!(drift[99].path, "new_99");

    let long = compare("contacts.find", Version::LATEST, &format!(r#"{{"{}": 1}}"#, "é".repeat(65)));
    assert_eq!(long[0].path, format!("{}…", "é".repeat(64)));
}

#[test]
fn the_same_drift_of_every_item_is_told_once_and_counted() {
    let items = vec![r#"{"type": "contact", "new": {"a": 1}}"#; 10_000].join(",");
    let drift = compare("contacts.list", Version::LATEST, &format!(r#"{{"data": [{items}]}}"#));
    let [Drift { path, kind: DriftKind::UnknownField, count: 10_000, .. }] = &*drift else { panic!("{drift:?}") };
    assert_eq!(path, "data[].new");
}

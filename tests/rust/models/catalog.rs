//! A body that has every member which the catalog describes.

use entryphone::schema::{Kind, Schema};
use serde_json::{Map, Value, json};
use xtask::faces::names::camel_case;

use crate::again::model;

/// So many objects inside one another, since some are made of themselves.
const MAX_DEPTH: usize = 6;

#[test]
fn every_member_that_is_described_has_a_field_of_its_type() {
    let mut compared = 0;
    for schema in Schema::all() {
        let Some(again) = model(&camel_case(schema.name())) else {
            assert!(!matches!(schema.kind(), Kind::Object(_)), "{} has no model", schema.name());
            continue;
        };
        let body = sample(schema.kind(), 0);
        let written = again(&body).expect("it is an object");
        assert_eq!(written.body, body, "{}", schema.name());
        assert!(!written.has_extra(), "{} has members without a field: {}", schema.name(), written.shown);
        compared += 1;
    }
    assert!(compared > 400, "only {compared} schemas were compared");
}

fn sample(kind: Kind, depth: usize) -> Value {
    match kind {
        Kind::Any | Kind::String => json!("x"),
        Kind::Integer => json!(7),
        Kind::Number => json!(0.5),
        Kind::Boolean => json!(true),
        Kind::Array(items) => json!([sample(items.kind(), depth)]),
        Kind::Map(values) => json!({"x": sample(values.kind(), depth)}),
        Kind::Object(_) if depth == MAX_DEPTH => json!({}),
        Kind::Object(fields) => fields
            .iter()
            .map(|field| (field.name().to_owned(), sample(field.kind(), depth + 1)))
            .collect::<Map<_, _>>()
            .into(),
        Kind::Schema(schema) => sample(schema.kind(), depth),
        Kind::AnyOf(kinds) => kinds.iter().next().map_or(Value::Null, |kind| sample(kind, depth)),
        Kind::AllOf(kinds) => {
            kinds.iter().map(|kind| sample(kind, depth)).reduce(merge).expect("all of something is something")
        }
    }
}

fn merge(one: Value, other: Value) -> Value {
    match (one, other) {
        (Value::Object(mut one), Value::Object(other)) => {
            one.extend(other);
            one.into()
        }
        (one @ Value::Object(_), _) => one,
        (_, other) => other,
    }
}

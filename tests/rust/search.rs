//! Searches: the vectors, the builder, and the tables of fields against their facts.

#[path = "vectors/folder.rs"]
mod folder;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::str::FromStr;

use entryphone::document::{Document, Value};
use entryphone::search::{Condition, Operand, Operator, Resource, all, any, check, field};
use entryphone::{Error, Version};
use serde_json::json;

#[test]
fn every_vector_passes() {
    folder::run("search", |vector| {
        let call = vector.get("check").expect("a vector checks a query");
        folder::compare(vector, "ok", checked(call).map(|()| json!(true)))
    });
}

fn checked(call: Value<'_>) -> Result<(), Error> {
    let unchecked: Vec<_> =
        call.get("unchecked").into_iter().flat_map(Value::items).filter_map(Value::as_str).collect();
    let unchecked: Vec<&str> = unchecked.iter().map(AsRef::as_ref).collect();
    let resource = Resource::from_str(&folder::text(call, "resource"))?;
    let version = Version::from_str(&folder::text(call, "version"))?;
    check(resource, version, call.get("query").expect("there is a query"), &unchecked)
}

#[test]
fn the_builder_writes_every_operator_and_every_kind_of_value() {
    let built = [
        (field("a").equals("x\"y"), r#"{"field":"a","operator":"=","value":"x\"y"}"#),
        (field("a").not_equals(None::<&str>), r#"{"field":"a","operator":"!=","value":null}"#),
        (field("a").one_of([1, 2]), r#"{"field":"a","operator":"IN","value":[1,2]}"#),
        (field("a").none_of(["x"; 0]), r#"{"field":"a","operator":"NIN","value":[]}"#),
        (field("a").greater_than(i64::MIN), r#"{"field":"a","operator":">","value":-9223372036854775808}"#),
        (field("a").less_than(u64::MAX), r#"{"field":"a","operator":"<","value":18446744073709551615}"#),
        (field("a").at_least(Some(7)), r#"{"field":"a","operator":">=","value":7}"#),
        (field("a").at_most(true), r#"{"field":"a","operator":"<=","value":true}"#),
        (field("a").contains("é".to_owned()), r#"{"field":"a","operator":"~","value":"é"}"#),
        (field("a").not_contains("x"), r#"{"field":"a","operator":"!~","value":"x"}"#),
        (field("a").starts_with("x"), r#"{"field":"a","operator":"^","value":"x"}"#),
        (field("a").ends_with("x"), r#"{"field":"a","operator":"$","value":"x"}"#),
        (all([]), r#"{"operator":"AND","value":[]}"#),
    ];
    for (condition, expected) in built {
        assert_eq!(condition.as_json(), expected);
    }
    let half = Operand::from_json(" 0.5 ").expect("it is JSON");
    assert_eq!(
        field("a\n").compare(Operator::Equal, half).to_string(),
        r#"{"field":"a\n","operator":"=","value":0.5}"#
    );
    assert!(Operand::from_json("1, 2").is_err(), "what is not JSON would break the query");
}

#[test]
fn what_is_built_well_passes_the_check() {
    let query = all([
        field("role").equals("user"),
        any([field("custom_attributes.plan").one_of(["pro", "team"]), field("created_at").greater_than(1_700_000_000)]),
    ]);
    assert_eq!(check_built(&query).map_err(|error| error.message.clone()), Ok(()));
    let deeper = any([query]);
    let error = check_built(&all([deeper])).expect_err("it is four deep");
    assert!(error.message.contains("nested 2 deep"), "{error}");
}

fn check_built(query: &Condition) -> Result<(), Error> {
    let document = Document::parse(query.as_json()).expect("the builder writes JSON");
    check(Resource::Contacts, Version::LATEST, document.root(), &[])
}

#[test]
fn the_tables_are_those_of_the_catalog() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/catalog/search_fields.toml");
    let facts: toml::Table = fs::read_to_string(file).expect("the catalog has fields").parse().expect("they are TOML");
    assert_eq!(facts.len(), Resource::ALL.len(), "a resource is missing on one side");
    for resource in Resource::ALL {
        let facts = &facts[resource.as_str()];
        let expected: BTreeMap<&str, Vec<(Version, &toml::Value)>> =
            (facts["fields"].as_table().expect("a table").iter())
                .map(|(name, types)| (name.as_str(), types_of(types)))
                .collect();
        let mut actual: BTreeMap<&str, Vec<(Version, toml::Value)>> = BTreeMap::new();
        for row in resource.fields() {
            let known = &facts["types"][row.field_type.name];
            let operators: Vec<&str> = row.field_type.operators.iter().map(|operator| operator.as_str()).collect();
            assert_eq!(known.as_str().expect("a type lists operators"), operators.join(" "), "{resource} {}", row.name);
            actual.entry(row.name).or_default().push((row.since, row.field_type.name.into()));
        }
        let actual: BTreeMap<&str, Vec<(Version, &toml::Value)>> = actual
            .iter()
            .map(|(name, types)| (*name, types.iter().map(|(since, name)| (*since, name)).collect()))
            .collect();
        assert_eq!(actual, expected, "{resource}");
    }
}

/// A name alone holds from the oldest version on; a table says from which version on each holds.
fn types_of(types: &toml::Value) -> Vec<(Version, &toml::Value)> {
    let oldest = Version::all().next().expect("there are versions");
    let Some(table) = types.as_table() else { return vec![(oldest, types)] };
    let mut list: Vec<_> =
        table.iter().map(|(since, name)| (Version::from_str(since).expect("a version of the catalog"), name)).collect();
    list.sort_by_key(|(since, _)| *since);
    list
}

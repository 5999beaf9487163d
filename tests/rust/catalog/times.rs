//! Times in requests are written as the descriptions say.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use entryphone::TimeStyle;
use serde_json::Value;

/// Members of requests that hold times, with the styles that the descriptions give them.
fn described() -> BTreeMap<String, BTreeSet<&'static str>> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../core/catalog/api"));
    let files = fs::read_dir(folder).expect("the catalog is there").map(|entry| {
        let text = fs::read(entry.expect("it can be listed").path()).expect("it can be read");
        serde_json::from_slice::<Value>(&text).expect("it is JSON")
    });
    let files: Vec<Value> = files.collect();
    let named = |name: &str| files.iter().find_map(|file| file["schemas"].get(name)).unwrap_or(&Value::Null);
    let bodies = files.iter().filter_map(|file| file["operations"].as_object()).flatten().map(|(_, row)| &row["body"]);
    let (mut found, mut seen) = (BTreeMap::new(), BTreeSet::new());
    let mut left: Vec<(&str, &Value)> = bodies.map(|body| ("", body)).collect();
    while let Some((member, value)) = left.pop() {
        if let Some(items) = value.as_array() {
            left.extend(items.iter().map(|item| (member, item)));
        }
        let Some(object) = value.as_object() else { continue };
        let style = match (object.get("type").and_then(Value::as_str), object.get("format").and_then(Value::as_str)) {
            (Some("integer"), Some("date-time" | "timestamp")) => Some("seconds"),
            (Some("string"), Some("date-time")) => Some("date-time"),
            (Some("string"), Some("date")) => Some("date"),
            _ => None,
        };
        if let Some(style) = style {
            found.entry(member.to_owned()).or_insert_with(BTreeSet::new).insert(style);
        }
        if let Some(name) = object.get("ref").and_then(Value::as_str).filter(|name| seen.insert((*name).to_owned())) {
            left.push((member, named(name)));
        }
        for (key, value) in object {
            match (key.as_str(), value) {
                ("fields", Value::Object(fields)) => {
                    left.extend(fields.iter().map(|(name, field)| (name.as_str(), field)));
                }
                (_, value) => left.push((member, value)),
            }
        }
    }
    found
}

#[test]
fn each_time_of_a_request_has_one_style_which_is_the_described_one() {
    let described = described();
    assert!(described.len() > 10, "{described:?}");
    for (member, styles) in described {
        let expected = match TimeStyle::of(&member, TimeStyle::UnixSeconds) {
            TimeStyle::UnixSeconds | TimeStyle::FreeNames => "seconds",
            TimeStyle::DateTime => "date-time",
            TimeStyle::Date => "date",
        };
        // What stands under names of the workspace's choosing has no style of its own.
        if member != "custom_attributes" {
            assert_eq!(styles, BTreeSet::from([expected]), "{member}");
        }
    }
}

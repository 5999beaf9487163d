//! Reading one version out of facts about all of them.
//!
//! A record carries `versions`, an array of records holds one for each run of versions, an object whose keys are ranges holds
//! single values or parts of a set, and everything else stands for itself.

use entryphone::Version;
use serde_json::{Map, Value};

/// What `facts` say of `version`.
pub(super) fn at(facts: &Value, version: Version) -> Value {
    let members = ["operations", "schemas"].map(|part| {
        let members = unfold(&facts[part], part, version).unwrap_or_default();
        (part.to_owned(), members)
    });
    Value::Object(members.into_iter().collect())
}

/// `None` when the version says nothing here. `name` is the member it is.
fn unfold(tree: &Value, name: &str, version: Version) -> Option<Value> {
    match tree {
        Value::Object(members) if is_collection(name) => collection(members, version),
        Value::Object(members) if !members.is_empty() && members.keys().all(|key| is_range(key)) => {
            let mut said = members.iter().filter(|(range, _)| contains(range, version)).map(|(_, value)| value.clone());
            match said.next()? {
                Value::Array(first) => Some(
                    said.fold(first, |mut all, more| {
                        all.extend(more.as_array().into_iter().flatten().cloned());
                        all
                    })
                    .into(),
                ),
                single => Some(single),
            }
        }
        Value::Object(members) => record(members, version),
        Value::Array(branches) if matches!(name, "one_of" | "any_of" | "all_of") => {
            let branches: Vec<_> = branches.iter().filter_map(|branch| unfold(branch, "", version)).collect();
            (!branches.is_empty()).then(|| branches.into())
        }
        Value::Array(records) if records.iter().all(Value::is_object) => {
            records.iter().find_map(|record| unfold(record, "", version))
        }
        single => Some(single.clone()),
    }
}

/// A collection has no versions of its own: it is there when it has a member.
fn collection(members: &Map<String, Value>, version: Version) -> Option<Value> {
    let there: Map<_, _> =
        members.iter().filter_map(|(name, member)| Some((name.clone(), unfold(member, name, version)?))).collect();
    (!there.is_empty() || members.is_empty()).then_some(Value::Object(there))
}

fn record(members: &Map<String, Value>, version: Version) -> Option<Value> {
    if let Some(range) = members.get("versions").and_then(Value::as_str)
        && !contains(range, version)
    {
        return None;
    }
    let others = members.iter().filter(|(name, _)| *name != "versions");
    Some(others.filter_map(|(name, member)| Some((name.clone(), unfold(member, name, version)?))).collect())
}

fn is_collection(name: &str) -> bool {
    matches!(name, "operations" | "schemas" | "fields" | "query" | "headers" | "arguments" | "answers" | "mapping")
}

/// Whether a version lies in one of the runs of a range such as `2.7..2.13, Preview` or `2.14..<Preview`.
fn contains(range: &str, version: Version) -> bool {
    runs(range).flatten().any(|(first, last)| first <= version && version <= last)
}

fn is_range(text: &str) -> bool {
    runs(text).all(|run| run.is_some())
}

fn runs(range: &str) -> impl Iterator<Item = Option<(Version, Version)>> {
    let named = |name: &str| Version::all().find(|version| version.as_str() == name);
    range.split(", ").map(move |run| match run.split_once("..") {
        None => named(run).map(|version| (version, version)),
        Some((first, "")) => named(first).zip(Version::all().next_back()),
        Some((first, last)) => match last.strip_prefix('<') {
            Some(end) => named(first).zip(Version::all().rfind(|version| named(end).is_some_and(|end| *version < end))),
            None => named(first).zip(named(last)),
        },
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "in a test, a panic is the report")]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(tree: &Value, version: &str) -> Option<Value> {
        unfold(tree, "", version.parse().unwrap())
    }

    #[test]
    fn a_version_reads_what_is_said_of_it() {
        let retyped = json!([{"versions": "2.7..2.15", "type": "integer"}, {"versions": "2.16..", "type": "string"}]);
        assert_eq!(read(&retyped, "2.9"), Some(json!({"type": "integer"})));
        assert_eq!(read(&retyped, "Preview"), Some(json!({"type": "string"})));
        let set = json!({"enum": {"2.7..": ["low"], "2.16..": ["urgent"]}, "required": {"2.14": true}});
        assert_eq!(read(&set, "2.13"), Some(json!({"enum": ["low"]})));
        assert_eq!(read(&set, "2.14"), Some(json!({"enum": ["low"], "required": true})));
        assert_eq!(read(&set, "2.16"), Some(json!({"enum": ["urgent", "low"]})), "a set has no order");
    }

    #[test]
    fn ranges_have_open_ends_exclusive_ends_and_several_runs() {
        for (range, inside, outside) in [
            ("2.14..", "Preview", "2.13"),
            ("2.14..<Preview", "2.16", "Preview"),
            ("2.7..2.9, 2.16..", "2.16", "2.15"),
            ("2.11", "2.11", "2.12"),
        ] {
            assert!(contains(range, inside.parse().unwrap()), "{inside} in {range}");
            assert!(!contains(range, outside.parse().unwrap()), "{outside} not in {range}");
        }
        assert!(!is_range("type") && !is_range("2.7..type"));
    }
}

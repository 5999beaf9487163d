//! The outline of JSON values: which keys there are, and of which types the values are.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Members whose keys the workspace chooses.
const OPEN: [&str; 6] =
    ["custom_attributes", "ticket_attributes", "metadata", "attributes", "properties", "translated_content"];

/// What is known of the values at one place.
#[derive(Debug, Default)]
pub(super) struct Outline {
    types: BTreeSet<&'static str>,
    objects: usize,
    /// How many of the objects have each member, and what it is.
    members: BTreeMap<String, (usize, Outline)>,
    items: Option<Box<Outline>>,
}

impl Outline {
    pub(super) fn add(&mut self, value: &Value) {
        self.types.insert(match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        });
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.items.get_or_insert_default().add(item)),
            Value::Object(members) => {
                self.objects += 1;
                for (name, member) in members {
                    let (count, outline) = self.members.entry(name.clone()).or_default();
                    *count += 1;
                    outline.add(member);
                }
            }
            _ => {}
        }
    }

    /// In what these values differ from others: a member that none of the others has, one that all of the others have, and a
    /// type that none of the others is of. `null` stands for every type.
    pub(super) fn differences(&self, others: &Self) -> Vec<String> {
        let mut differences = Vec::new();
        self.compare(others, "", &mut differences);
        differences
    }

    fn compare(&self, others: &Self, place: &str, differences: &mut Vec<String>) {
        let known =
            |types: &BTreeSet<&'static str>| types.iter().copied().filter(|name| *name != "null").collect::<Vec<_>>();
        let (ours, theirs) = (known(&self.types), known(&others.types));
        if !theirs.is_empty() && ours.iter().any(|name| !theirs.contains(name)) {
            differences.push(format!("{place} is of type {}, not {}", ours.join(" or "), theirs.join(" or ")));
        }
        if let (Some(ours), Some(theirs)) = (&self.items, &others.items) {
            ours.compare(theirs, &format!("{place}[]"), differences);
        }
        if self.objects == 0 || others.objects == 0 || OPEN.iter().any(|name| place.ends_with(&format!(".{name}"))) {
            return;
        }
        for (name, (count, theirs)) in &others.members {
            let place = format!("{place}.{name}");
            match self.members.get(name) {
                Some((_, ours)) => ours.compare(theirs, &place, differences),
                None if *count == others.objects => differences.push(format!("{place} is missing")),
                None => {}
            }
            let is_always_there = self.members.get(name).is_none_or(|(count, _)| *count == self.objects);
            if *count == others.objects && !is_always_there {
                differences.push(format!("{place} is missing now and then"));
            }
        }
        for name in self.members.keys().filter(|name| !others.members.contains_key(*name)) {
            differences.push(format!("{place}.{name} is too much"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn differences(ours: &Value, theirs: &Value) -> Vec<String> {
        let [ours, theirs] = [ours, theirs].map(|value| {
            let mut outline = Outline::default();
            outline.add(value);
            outline
        });
        ours.differences(&theirs)
    }

    #[test]
    fn keys_and_types_tell_a_difference_and_values_do_not() {
        let theirs = json!({"id": "1", "tags": [{"id": 1, "name": null}, {"id": 2}], "custom_attributes": {"plan": 1}});
        let same = json!({"id": "2", "tags": [{"id": 3, "name": "wool"}], "custom_attributes": {}});
        assert_eq!(differences(&same, &theirs), <[&str; 0]>::default());
        let other = json!({"id": 2, "tags": [{"name": "wool"}], "colour": null});
        let expected = [
            ".custom_attributes is missing",
            ".id is of type number, not string",
            ".tags[].id is missing",
            ".colour is too much",
        ];
        assert_eq!(differences(&other, &theirs), expected);
    }
}

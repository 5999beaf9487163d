//! Answers as one version shows them: a room writes every member that some version has, and what belongs to other versions goes.

use entryphone::Operation;
use entryphone::schema::{Kind, Schema};
use serde_json::Value;

use crate::version::Version;

/// Takes out of a success what the catalog has for other versions only. Members it does not know stay.
pub(crate) fn onto(version: Version, row: &Operation, body: &mut Value) {
    let version = version.in_catalog();
    let mut kinds = Vec::new();
    collect(Schema::of_answer(row), version, &mut kinds);
    reduce(body, &kinds, version);
}

/// The kinds without references and unions that a kind is made of. A union reads as the sum of its members.
fn collect(kind: &'static Kind, version: entryphone::Version, kinds: &mut Vec<&'static Kind>) {
    match kind {
        Kind::Schema(schema) => collect(&schema.kind, version, kinds),
        Kind::AnyOf(members) | Kind::AllOf(members) => {
            let is_current = |member: &&Kind| match member {
                Kind::Schema(schema) => schema.versions.contains(version),
                _ => true,
            };
            members.iter().filter(is_current).for_each(|member| collect(member, version, kinds));
        }
        plain => kinds.push(plain),
    }
}

fn reduce(value: &mut Value, kinds: &[&'static Kind], version: entryphone::Version) {
    let mut inner = Vec::new();
    match value {
        Value::Array(items) => {
            for kind in kinds {
                if let Kind::Array(item) = kind {
                    collect(item, version, &mut inner);
                }
            }
            for item in items {
                reduce(item, &inner, version);
            }
        }
        Value::Object(members) => members.retain(|name, member| {
            inner.clear();
            let mut is_of_others = false;
            for kind in kinds {
                match kind {
                    Kind::Object(fields) => {
                        for field in fields.iter().filter(|field| field.name == name) {
                            if field.versions.contains(version) {
                                collect(&field.kind, version, &mut inner);
                            } else {
                                is_of_others = true;
                            }
                        }
                    }
                    Kind::Map(member) => collect(member, version, &mut inner),
                    _ => {}
                }
            }
            if !inner.is_empty() {
                reduce(member, &inner, version);
            }
            !(is_of_others && inner.is_empty())
        }),
        _ => {}
    }
}

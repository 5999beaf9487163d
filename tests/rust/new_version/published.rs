//! A description in the form in which it is published, written from the facts that were read from one.

use serde_json::{Map, Value, json};
use xtask::catalog::description::{Description, argument_names};
use xtask::catalog::tree::Tree;

/// The description as `OpenAPI` 3.0, without prose.
pub(crate) fn write(version: &str, description: &Description) -> Value {
    let mut paths = Map::new();
    for (key, facts) in &description.operations {
        let method = key.split(' ').next().unwrap_or_default().to_lowercase();
        let path = facts.text("path").expect("an operation has a path");
        paths.entry(path).or_insert_with(|| json!({}))[method] = operation(path, facts);
    }
    let schemas: Map<String, Value> =
        description.schemas.iter().map(|(name, facts)| (name.clone(), schema(facts))).collect();
    json!({"openapi": "3.0.1", "info": {"version": version}, "paths": paths, "components": {"schemas": schemas}})
}

/// Changes a document as RFC 7396 says.
pub(crate) fn merge(document: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *document = patch.clone();
        return;
    };
    if !document.is_object() {
        *document = json!({});
    }
    let members = document.as_object_mut().expect("it was made one");
    for (name, change) in patch {
        if change.is_null() {
            members.remove(name);
        } else {
            merge(members.entry(name).or_insert(Value::Null), change);
        }
    }
}

fn operation(path: &str, facts: &Tree) -> Value {
    let mut parameters = Vec::new();
    for (number, name) in argument_names(path).enumerate() {
        let known = facts.member("arguments").and_then(|all| all.member(&(number + 1).to_string()));
        parameters.extend(known.map(|facts| parameter(name, "path", facts)));
    }
    for (place, members) in [("query", "query"), ("header", "headers")] {
        parameters.extend(facts.members(members).map(|(name, facts)| parameter(name, place, facts)));
    }
    let mut written = json!({"parameters": parameters});
    if let Some(tag) = facts.text("tag") {
        written["tags"] = json!([tag]);
    }
    if let Some(id) = facts.text("operation_id") {
        written["operationId"] = id.into();
    }
    if facts.is("deprecated") {
        written["deprecated"] = true.into();
    }
    if let Some(body) = facts.member("body") {
        written["requestBody"] = json!({"content": content(body), "required": body.is("required")});
    }
    written["responses"] = facts
        .members("answers")
        .map(|(status, answer)| {
            let headers: Map<String, Value> =
                answer.items("headers").filter_map(|name| Some((name.as_text()?.to_owned(), json!({})))).collect();
            (status.clone(), json!({"content": content(answer), "headers": headers}))
        })
        .collect::<Map<_, _>>()
        .into();
    written
}

fn parameter(name: &str, place: &str, facts: &Tree) -> Value {
    let mut schema = schema(facts);
    let mut written = json!({"name": name, "in": place, "required": place == "path" || facts.is("required")});
    for key in ["style", "explode"] {
        if let Some(value) = schema.as_object_mut().and_then(|schema| schema.remove(key)) {
            written[key] = value;
        }
    }
    written["schema"] = schema;
    written
}

fn content(holder: &Tree) -> Value {
    let media = holder.as_map().into_iter().flatten().filter(|(name, _)| name.contains('/'));
    media.map(|(name, facts)| (name.clone(), json!({"schema": schema(facts)}))).collect::<Map<_, _>>().into()
}

fn schema(facts: &Tree) -> Value {
    let mut written = Map::new();
    let Some(members) = facts.as_map() else { return json!({}) };
    for (name, tree) in members {
        let (name, value) = match name.as_str() {
            // What is required, and a mapping, stand beside what they are said of.
            "required" | "requires" | "mapping" => continue,
            "ref" => ("$ref", format!("#/components/schemas/{}", tree.as_text().unwrap_or_default()).into()),
            "fields" => {
                ("properties", facts.members("fields").map(|(name, field)| (name.clone(), schema(field))).collect())
            }
            "extra" => ("additionalProperties", schema(tree)),
            "closed" => ("additionalProperties", false.into()),
            "items" => ("items", schema(tree)),
            "one_of" | "any_of" | "all_of" => {
                (camel(name), tree.as_list().into_iter().flatten().map(schema).collect::<Vec<_>>().into())
            }
            "discriminator" => {
                let mapping: Map<String, Value> =
                    facts.members("mapping").map(|(value, target)| (value.clone(), json(target))).collect();
                let mut discriminator = json!({"propertyName": json(tree)});
                if !mapping.is_empty() {
                    discriminator["mapping"] = mapping.into();
                }
                ("discriminator", discriminator)
            }
            other => (camel(other), json(tree)),
        };
        written.insert(name.to_owned(), value);
    }
    let described = facts.members("fields").filter(|(_, field)| field.is("required")).map(|(name, _)| name.as_str());
    let required: Vec<&str> = described.chain(facts.items("requires").filter_map(Tree::as_text)).collect();
    if !required.is_empty() {
        written.insert("required".to_owned(), required.into());
    }
    written.into()
}

fn camel(name: &str) -> &str {
    match name {
        "one_of" => "oneOf",
        "any_of" => "anyOf",
        "all_of" => "allOf",
        "read_only" => "readOnly",
        "min_length" => "minLength",
        "max_length" => "maxLength",
        "min_items" => "minItems",
        "max_items" => "maxItems",
        other => other,
    }
}

fn json(tree: &Tree) -> Value {
    serde_json::from_str(&tree.to_string()).expect("a tree is written as JSON")
}

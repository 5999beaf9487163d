//! The catalog as an `OpenAPI` 3.0 description of one version, for tools that read one.
//!
//! Requests are described as strictly as the catalog knows them. Answers are described as the API treats them: any member may be
//! missing or `null`, and members and values that nobody described are to be expected.

use entryphone::{Answer, Operation};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

use crate::catalog::shape::{Kind, Shape};
use crate::catalog::{Content, Description, Facts, argument_names, erase_names};
use crate::refusal::has_odd_errors;
use crate::version::Version;

/// Which way a body goes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Direction {
    Request,
    Answer,
}

/// The description of a version.
pub(crate) fn describe(version: Version) -> Value {
    let description = Description::of(version);
    let mut writer = Writer { version: version.in_catalog(), referred: BTreeSet::new() };
    let mut paths = Map::new();
    for row in Operation::all() {
        if let Some(facts) = description.operation(&format!("{} {}", row.method, erase_names(row.path))) {
            let methods = paths.entry(row.path).or_insert_with(|| json!({}));
            methods[row.method.as_str().to_ascii_lowercase()] = writer.operation(row, facts);
        }
    }
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Intercom's REST API, as its emulator serves it", "version": version.in_catalog().as_str()},
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": writer.schemas(description),
        },
    })
}

struct Writer<'a> {
    version: entryphone::Version,
    /// The schemas that something refers to.
    referred: BTreeSet<(Direction, &'a str)>,
}

impl<'a> Writer<'a> {
    fn operation(&mut self, row: &Operation, facts: &'a Facts) -> Value {
        let mut operation = json!({
            "operationId": row.id,
            "summary": row.doc(),
            "tags": [row.resource()],
            "parameters": self.parameters(row, facts),
            "responses": self.responses(row, facts),
        });
        let media_types = [("application/json", &facts.body.json), ("multipart/form-data", &facts.body.form)];
        for (media_type, shape) in media_types {
            if let Some(shape) = shape {
                let schema = self.schema(shape, Direction::Request);
                operation["requestBody"] = json!({"required": true, "content": {media_type: {"schema": schema}}});
            }
        }
        operation
    }

    fn parameters(&mut self, row: &Operation, facts: &'a Facts) -> Vec<Value> {
        let mut parameters: Vec<_> = argument_names(row.path)
            .map(|name| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string", "minLength": 1}}))
            .collect();
        for (name, shape) in &facts.query {
            let schema = self.schema(shape, Direction::Request);
            parameters.push(json!({
                "name": name,
                "in": "query",
                "required": shape.required,
                "style": "form",
                "explode": shape.explode,
                "schema": schema,
            }));
        }
        for name in facts.arguments.values().filter_map(|argument| argument.repeated_in_query.as_deref()) {
            parameters.push(json!({"name": name, "in": "query", "schema": {"type": "string"}}));
        }
        let versions = [self.version.as_str()];
        let version = json!({"type": "string", "enum": versions});
        parameters.push(json!({"name": "Intercom-Version", "in": "header", "required": true, "schema": version}));
        parameters
    }

    fn responses(&mut self, row: &Operation, facts: &'a Facts) -> Value {
        let (status, content) = facts.success().unwrap_or((200, &NOTHING));
        let content = match (row.answer, &content.json) {
            (Answer::Json, Some(shape)) => {
                Some(json!({"application/json": {"schema": self.schema(shape, Direction::Answer)}}))
            }
            (Answer::Text, _) => Some(json!({"text/plain": {"schema": {"type": "string"}}})),
            (Answer::Bytes, _) => {
                Some(json!({"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}))
            }
            _ => None,
        };
        let mut success = json!({"description": "a success"});
        if let Some(content) = content {
            success["content"] = content;
        }
        let error = if has_odd_errors(row.id) { json!({"type": "object"}) } else { error_schema() };
        json!({
            status.to_string(): success,
            "4XX": {"description": "a refusal", "content": {"application/json": {"schema": error}}},
        })
    }

    /// What was referred to, and what that refers to.
    fn schemas(&mut self, description: &'a Description) -> Map<String, Value> {
        let mut written = BTreeSet::new();
        let mut schemas = Map::new();
        while let Some((direction, name)) = self.referred.difference(&written).next().copied() {
            written.insert((direction, name));
            let schema = description.schema(name).map(|shape| self.schema(shape, direction));
            schemas.insert(component(direction, name), schema.unwrap_or_else(|| json!({})));
        }
        schemas
    }

    fn schema(&mut self, shape: &'a Shape, direction: Direction) -> Value {
        let mut all: Vec<_> = shape.all_of.iter().map(|part| self.schema(part, direction)).collect();
        if let Some(name) = &shape.reference {
            self.referred.insert((direction, name));
            all.push(json!({"$ref": format!("#/components/schemas/{}", component(direction, name))}));
        }
        let branches: Vec<_> =
            shape.one_of.iter().chain(&shape.any_of).map(|branch| self.schema(branch, direction)).collect();
        if !branches.is_empty() {
            all.push(json!({"anyOf": branches}));
        }
        let own = self.own(shape, direction);
        if !own.is_empty() {
            all.push(own.into());
        }
        match all.len() {
            0 => json!({}),
            1 => all.remove(0),
            _ => json!({"allOf": all}),
        }
    }

    /// What a shape says of itself, without what it refers to.
    fn own(&mut self, shape: &'a Shape, direction: Direction) -> Map<String, Value> {
        let is_request = direction == Direction::Request;
        let mut own = Map::new();
        let kind = match shape.kind() {
            Some(Kind::String) => "string",
            Some(Kind::Integer) => "integer",
            Some(Kind::Number) => "number",
            Some(Kind::Boolean) => "boolean",
            Some(Kind::Array) => "array",
            Some(Kind::Object) => "object",
            Some(Kind::Null) | None => return own,
        };
        own.insert("type".into(), kind.into());
        if !is_request || shape.nullable {
            own.insert("nullable".into(), true.into());
        }
        if is_request && !shape.values.is_empty() {
            own.insert("enum".into(), shape.values.clone().into());
        }
        if let Some(format) = shape.format.as_ref().filter(|_| is_request && kind == "string") {
            own.insert("format".into(), format.as_str().into());
        }
        for (name, bound) in [("minimum", shape.minimum), ("maximum", shape.maximum)] {
            if let Some(bound) = bound.filter(|_| is_request) {
                own.insert(name.into(), bound.into());
            }
        }
        if kind == "array" {
            let items = shape.items.as_deref().map_or_else(|| json!({}), |items| self.schema(items, direction));
            own.insert("items".into(), items);
        }
        let properties: Map<_, _> =
            shape.fields.iter().map(|(name, field)| (name.clone(), self.schema(field, direction))).collect();
        if !properties.is_empty() {
            own.insert("properties".into(), properties.into());
        }
        let described = shape.fields.iter().filter(|(_, field)| field.required).map(|(name, _)| name);
        let required: Vec<_> = described.chain(&shape.requires).filter(|_| is_request).collect();
        if !required.is_empty() {
            own.insert("required".into(), json!(required));
        }
        own
    }
}

const NOTHING: Content = Content { json: None, form: None };

/// Requests and answers are described differently, so a schema may stand once for each.
fn component(direction: Direction, name: &str) -> String {
    let name = name.replace(|letter: char| !letter.is_ascii_alphanumeric(), "_");
    match direction {
        Direction::Request => format!("request.{name}"),
        Direction::Answer => name,
    }
}

fn error_schema() -> Value {
    let error = json!({
        "type": "object",
        "required": ["code"],
        "properties": {"code": {"type": "string"}, "message": {"type": "string"}, "field": {"type": "string"}},
    });
    json!({
        "type": "object",
        "required": ["type", "errors"],
        "properties": {
            "type": {"type": "string", "enum": ["error.list"]},
            "request_id": {"type": "string"},
            "errors": {"type": "array", "items": error},
        },
    })
}

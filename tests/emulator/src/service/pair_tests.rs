//! Every operation of every version is called once.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the report")]
#![expect(
    clippy::print_stdout,
    reason = "how many operations are served with state is told to who asks with --nocapture"
)]

use entryphone::document::Document;
use entryphone::{Drift, Method, Operation};
use hyper::HeaderMap;
use hyper::header::HeaderValue;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

use super::{Delivery, Service};
use crate::answer::{Answer, Body};
use crate::catalog::shape::{Kind, Shape};
use crate::catalog::{Description, erase_names};
use crate::options::Options;
use crate::request::Request;
use crate::rooms;
use crate::route::is_change;
use crate::version::Version;

/// The operations of a version: those that read, those that write, and those that take things away.
fn operations(version: entryphone::Version) -> Vec<&'static Operation> {
    let mut rows: Vec<_> = Operation::all().iter().filter(|row| row.exists_in(version)).collect();
    rows.sort_by_key(|row| (is_change(row), row.method == Method::Delete));
    rows
}

fn key(row: &Operation) -> String {
    format!("{} {}", row.method, erase_names(row.path))
}

/// An emulator and one version of its API.
struct Caller {
    service: Service,
    version: entryphone::Version,
}

impl Caller {
    fn new(version: entryphone::Version) -> Self {
        let options = Options { contacts: 6, companies: 2, rate_limit: u64::MAX, ..Options::default() };
        Self { service: Service::new(options), version }
    }

    fn call(&mut self, row: &Operation, path: &str) -> Answer {
        let description = Description::of(Version::parse(self.version.as_str()).unwrap());
        let facts = description.operation(&key(row)).unwrap();
        let mut query = Vec::new();
        for (name, shape) in facts.query.iter().filter(|(_, shape)| shape.required) {
            // An object that is spread over the query is one of its members.
            let name = if shape.explode { "user_id" } else { name };
            query.push((name.to_owned(), text(&required(shape, description))));
        }
        let body = facts.body.json.as_ref().map(|shape| required(shape, description).to_string());
        self.send(row.method.as_str(), path, query, body.unwrap_or_default(), row.answer.accept())
    }

    fn send(&mut self, method: &str, path: &str, query: Vec<(String, String)>, body: String, accept: &str) -> Answer {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("authorization", "Bearer emulator-token"),
            ("accept", accept),
            ("intercom-version", self.version.as_str()),
        ] {
            headers.insert(name, HeaderValue::from_str(value).unwrap());
        }
        let request = Request { method: method.into(), path: path.into(), query, headers, body: body.into_bytes() };
        match self.service.receive(request) {
            Delivery::Answer(answer, _) => answer,
            other => panic!("{method} {path} was not answered: {other:?}"),
        }
    }

    /// The path of a row with ids of things that are there: those of the list that stands before each id, when one does.
    fn path(&mut self, row: &Operation) -> String {
        let mut path = String::new();
        for segment in row.path.split('/').skip(1) {
            let segment = if segment.starts_with('{') { self.first_id(&path) } else { segment.to_owned() };
            path = format!("{path}/{segment}");
        }
        path
    }

    fn first_id(&mut self, list: &str) -> String {
        let answer = self.send("GET", list, Vec::new(), String::new(), "application/json");
        let found = match answer.body {
            Body::Json(Value::Object(members)) => {
                members.values().find_map(|member| Some(text(&member.as_array()?.first()?["id"])))
            }
            _ => None,
        };
        found.filter(|id| !id.is_empty()).unwrap_or_else(|| "1".into())
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned).replace("null", "")
}

/// A value with what is required and nothing else.
fn required(shape: &Shape, description: &Description) -> Value {
    if let Some(value) = shape.values.iter().find(|value| !value.is_null()) {
        return value.clone();
    }
    let parts = shape.parts(description);
    let part = parts.first().copied().unwrap_or(shape);
    match part.kind() {
        Some(Kind::Object) => {
            let mut object = Map::new();
            for name in shape.required_members(description) {
                let field = parts.iter().find_map(|part| part.fields.get(name));
                object.insert(name.into(), field.map_or(json!("1"), |field| required(field, description)));
            }
            object.into()
        }
        Some(Kind::Array) => part.items.iter().map(|item| required(item, description)).collect(),
        Some(Kind::Integer | Kind::Number) => json!(1),
        Some(Kind::Boolean) => json!(true),
        _ => json!("1"),
    }
}

#[test]
fn every_operation_of_every_version_answers_in_the_shape_of_the_catalog() {
    let stateful: BTreeSet<_> = rooms::routes().map(|route| route.key()).collect();
    let (mut with_state, mut by_schema, mut refused) = (0, 0, BTreeSet::new());
    for version in entryphone::Version::all() {
        let mut caller = Caller::new(version);
        for row in operations(version) {
            let path = caller.path(row);
            let answer = caller.call(row, &path);
            let is_stateful = stateful.contains(&key(row));
            *(if is_stateful { &mut with_state } else { &mut by_schema }) += 1;
            if answer.status >= 400 {
                assert!(is_stateful, "{} {path} in {version}: {:?}", row.id, answer.body);
                assert!(answer.status < 500, "{} {path} in {version}: {:?}", row.id, answer.body);
                refused.insert(row.id);
                continue;
            }
            if let Body::Json(body) = &answer.body {
                let body = body.to_string();
                let document = Document::parse(body.as_bytes()).unwrap();
                let drift = Drift::of_answer(row, version, document.root());
                assert!(drift.is_empty(), "{} in {version}: {drift:#?}\n{body}", row.id);
            }
        }
    }
    assert!(with_state + by_schema >= 1570, "{with_state} pairs with state and {by_schema} by schema");
    println!("{with_state} pairs are served with state, {by_schema} by schema");
    println!("refused for lack of what they need: {refused:#?}");
}

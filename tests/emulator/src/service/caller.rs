//! A caller who knows what every operation needs: `tests/requests.json` says it, where the catalog alone does not.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the report")]

use entryphone::{Operation, Version as CatalogVersion};
use hyper::HeaderMap;
use hyper::header::HeaderValue;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Delivery, Service};
use crate::answer::{Answer, Body};
use crate::catalog::shape::{Kind, Shape};
use crate::catalog::{Description, Facts, erase_names};
use crate::clock::Clock;
use crate::options::Options;
use crate::request::Request;
use crate::version::Version;

static REQUESTS: LazyLock<Requests> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../tests/requests.json")).unwrap());

const TOKEN: &str = "emulator-token";

#[derive(Deserialize)]
struct Requests {
    /// Where a thing is found: the operation whose answer has it, and the pointer to it. `$contact` stands for the thing `contact`.
    things: BTreeMap<String, String>,
    operations: BTreeMap<String, Needs>,
}

/// What one operation needs beyond what the catalog requires.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Needs {
    /// Operations that go before it.
    before: Vec<String>,
    /// The arguments of the path. By default, those of the first thing in the list that stands before each.
    path: Vec<String>,
    /// How long to wait once all these things are there.
    seconds: u64,
    query: BTreeMap<String, String>,
    body: Map<String, Value>,
}

/// An emulator and one version of its API.
pub(super) struct Caller {
    pub(super) service: Service,
    version: CatalogVersion,
    token: &'static str,
    things: BTreeMap<String, String>,
}

impl Needs {
    pub(super) fn of(row: &Operation) -> &'static Self {
        static NOTHING: LazyLock<Needs> = LazyLock::new(Needs::default);
        REQUESTS.operations.get(row.id).unwrap_or(&NOTHING)
    }

    /// Whether what goes before it may change the workspace.
    pub(super) fn changes_something(&self) -> bool {
        !self.before.is_empty() || !self.path.is_empty() || !self.query.is_empty() || !self.body.is_empty()
    }

    /// The operations that something is said of.
    pub(super) fn operations() -> impl Iterator<Item = &'static str> {
        REQUESTS.operations.keys().map(String::as_str)
    }
}

impl Caller {
    /// Calls an emulator that was just started.
    pub(super) fn new(version: CatalogVersion) -> Self {
        let options = Options { contacts: 6, companies: 2, rate_limit: u64::MAX, ..Options::default() };
        let mut service = Service::new(options);
        service.clock = Clock::Virtual(1_800_000_000_000);
        Self { service, version, token: TOKEN, things: BTreeMap::new() }
    }

    /// Has the next call come with a token that is none.
    pub(super) fn without_access(self) -> Self {
        Self { token: "wrong", ..self }
    }

    /// Calls an operation as it should be called.
    pub(super) fn call(&mut self, row: &Operation) -> Result<Answer, String> {
        let needs = Needs::of(row);
        for id in &needs.before {
            let answer = self.call(self.row(id)?)?;
            if answer.status >= 400 {
                return Err(format!("{id}, which goes before, answers {:?}", answer.body));
            }
        }
        let path = self.path(row, &needs.path)?;
        self.service.clock.advance(needs.seconds * 1000).unwrap();
        self.call_at(row, path)
    }

    /// Calls an operation at a path of its kind.
    pub(super) fn call_at(&mut self, row: &Operation, path: String) -> Result<Answer, String> {
        let token = std::mem::replace(&mut self.token, TOKEN);
        let needs = Needs::of(row);
        let description = Description::of(Version::parse(self.version.as_str()).unwrap());
        let facts = description.operation(&format!("{} {}", row.method, erase_names(row.path))).unwrap();
        let query = self.query(needs, facts, description)?;
        let mut body = facts.body.json.as_ref().map(|shape| required(shape, description));
        if !needs.body.is_empty() {
            let mut wanted = Value::Object(needs.body.clone());
            self.fill(&mut wanted)?;
            let body = body.get_or_insert_with(|| json!({}));
            body.as_object_mut().unwrap().append(wanted.as_object_mut().unwrap());
        }
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        self.token = token;
        let answer = self.send(row.method.as_str(), path, query, body, row.answer.accept());
        self.token = TOKEN;
        Ok(answer)
    }

    fn query(
        &mut self,
        needs: &Needs,
        facts: &Facts,
        description: &Description,
    ) -> Result<Vec<(String, String)>, String> {
        let mut query = BTreeMap::new();
        for (name, shape) in facts.query.iter().filter(|(_, shape)| shape.required && !shape.explode) {
            query.insert(name.clone(), text(&required(shape, description)));
        }
        for (name, value) in &needs.query {
            query.insert(name.clone(), self.thing(value)?);
        }
        Ok(query.into_iter().collect())
    }

    fn row(&self, id: &str) -> Result<&'static Operation, String> {
        let row = Operation::all().iter().find(|row| row.id == id && row.exists_in(self.version));
        row.ok_or_else(|| format!("there is no operation {id} in {}", self.version))
    }

    /// The path of a row with ids of things that are there.
    fn path(&mut self, row: &Operation, arguments: &[String]) -> Result<String, String> {
        let mut arguments = arguments.iter();
        let mut path = String::new();
        for segment in row.path.split('/').skip(1) {
            let segment = if !segment.starts_with('{') {
                segment.to_owned()
            } else if let Some(argument) = arguments.next() {
                self.thing(argument)?
            } else {
                self.first_id(&path)
            };
            path = format!("{path}/{segment}");
        }
        Ok(path)
    }

    /// Puts things where a value names them.
    fn fill(&mut self, value: &mut Value) -> Result<(), String> {
        match value {
            Value::String(text) => *text = self.thing(text)?,
            Value::Array(items) => items.iter_mut().try_for_each(|item| self.fill(item))?,
            Value::Object(members) => members.values_mut().try_for_each(|member| self.fill(member))?,
            _ => {}
        }
        Ok(())
    }

    /// The id of a thing, which is the same one every time; any other text stands for itself.
    fn thing(&mut self, name: &str) -> Result<String, String> {
        let Some(place) = name.strip_prefix('$').map(|name| &REQUESTS.things[name]) else {
            return Ok(name.to_owned());
        };
        if let Some(id) = self.things.get(name) {
            return Ok(id.clone());
        }
        let (operation, pointer) = place.split_once(' ').unwrap();
        let row = self.row(operation)?;
        let body = match self.call(row)?.body {
            Body::Json(body) => body,
            other => return Err(format!("{operation} has no JSON: {other:?}")),
        };
        let found = body.pointer(pointer).ok_or_else(|| format!("no {pointer} in {operation}: {body}"))?;
        self.things.insert(name.to_owned(), text(found));
        Ok(text(found))
    }

    fn first_id(&mut self, list: &str) -> String {
        let answer = self.send("GET", list.to_owned(), Vec::new(), String::new(), "application/json");
        let found = match answer.body {
            Body::Json(Value::Object(members)) => {
                members.values().find_map(|member| Some(text(&member.as_array()?.first()?["id"])))
            }
            _ => None,
        };
        found.filter(|id| !id.is_empty()).unwrap_or_else(|| "1".into())
    }

    fn send(&mut self, method: &str, path: String, query: Vec<(String, String)>, body: String, accept: &str) -> Answer {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("authorization", format!("Bearer {}", self.token).as_str()),
            ("accept", accept),
            ("intercom-version", self.version.as_str()),
        ] {
            headers.insert(name, HeaderValue::from_str(value).unwrap());
        }
        let request = Request { method: method.into(), path, query, headers, body: body.into_bytes() };
        match self.service.receive(request) {
            Delivery::Answer(answer, _) => answer,
            other => panic!("{method} was not answered: {other:?}"),
        }
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

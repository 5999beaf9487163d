//! What happened: every request that arrived, and every change that took effect.

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::request::Request;

/// One request that arrived, whatever became of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// 1 for the first request since the start or the last reset.
    pub number: usize,
    /// Such as `GET`.
    pub method: String,
    /// As it stood in the request line, still percent-encoded.
    pub path: String,
    /// The parameters of the query; a repeated one is an array.
    pub query: Map<String, Value>,
    /// The value of `Intercom-Version`, if there was one.
    pub version: Option<String>,
    /// The headers by lower-case name; the access token is masked.
    pub headers: Map<String, Value>,
    /// The body as JSON; a string when it is not JSON, `null` when there is none.
    pub body: Value,
    /// The status of the answer; `None` when there was none.
    pub status: Option<u16>,
    /// What the catalog does not know of the request, such as `body.colour` and `query.foo`.
    pub unknown: Vec<String>,
    /// The kind of the fault that struck: `status`, `delay`, `drop before`, `drop after`, `truncate` or `html`.
    pub fault: Option<String>,
}

/// A change that took effect, and how often it did.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AppliedChange {
    /// Such as `POST`.
    pub method: String,
    /// As it stood in the request line.
    pub path: String,
    /// The id of the changed object. A new object has its own id, so two creations are two changes.
    pub id: String,
    /// How many requests made this very change.
    pub count: usize,
}

#[derive(Debug, Default)]
pub(crate) struct Journal {
    requests: Vec<RecordedRequest>,
    /// How often, by method, path and id.
    applied: IndexMap<(String, String, String), usize>,
}

impl Journal {
    pub(crate) fn requests(&self) -> &[RecordedRequest] {
        &self.requests
    }

    pub(crate) fn applied(&self) -> Vec<AppliedChange> {
        self.applied
            .iter()
            .map(|((method, path, id), count)| AppliedChange {
                method: method.clone(),
                path: path.clone(),
                id: id.clone(),
                count: *count,
            })
            .collect()
    }

    pub(crate) fn record(&mut self, request: &Request, unknown: Vec<String>, status: Option<u16>, fault: Option<&str>) {
        self.requests.push(RecordedRequest {
            number: self.requests.len() + 1,
            method: request.method.clone(),
            path: request.path.clone(),
            query: query(&request.query),
            version: request.header("intercom-version").map(str::to_owned),
            headers: headers(request),
            body: body(&request.body),
            status,
            unknown,
            fault: fault.map(str::to_owned),
        });
    }

    pub(crate) fn apply(&mut self, request: &Request, id: &str) {
        let change = (request.method.clone(), request.path.clone(), id.to_owned());
        *self.applied.entry(change).or_default() += 1;
    }
}

fn query(pairs: &[(String, String)]) -> Map<String, Value> {
    let mut query = Map::new();
    for (name, value) in pairs {
        insert(&mut query, name, value.as_str());
    }
    query
}

fn headers(request: &Request) -> Map<String, Value> {
    let mut headers = Map::new();
    for (name, value) in &request.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        let shown = if name == "authorization" { mask(&value) } else { value.into_owned() };
        insert(&mut headers, name.as_str(), &shown);
    }
    headers
}

/// Keeps nothing but the scheme the API knows.
fn mask(credentials: &str) -> String {
    match credentials.split_once(' ') {
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("bearer") => "Bearer ***".into(),
        _ => "***".into(),
    }
}

fn insert(object: &mut Map<String, Value>, name: &str, value: &str) {
    let value = Value::from(value);
    match object.get_mut(name) {
        None => {
            object.insert(name.into(), value);
        }
        Some(Value::Array(values)) => values.push(value),
        Some(first) => *first = Value::Array(vec![first.take(), value]),
    }
}

fn body(bytes: &[u8]) -> Value {
    if bytes.is_empty() {
        return Value::Null;
    }
    serde_json::from_slice(bytes).unwrap_or_else(|_| String::from_utf8_lossy(bytes).into())
}

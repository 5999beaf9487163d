//! What happened: the requests that arrived, and the changes that took effect. Of both, the latest are kept, so that an
//! emulator can be left running.

use hyper::HeaderMap;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use crate::request::Request;

/// How many requests, and how many changes, are kept.
const KEPT: usize = 10_000;

/// How many bytes of bodies are kept. The oldest requests go before it is exceeded.
const KEPT_BODY_BYTES: usize = 64 * 1024 * 1024;

/// One request that arrived, whatever became of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// 1 for the first request since the start or the last reset. The latest 10,000 requests are kept, so the first one
    /// of a list tells by its number how many are not in it.
    pub number: u64,
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
    /// The size of the body.
    pub body_bytes: usize,
    /// The body as JSON; a string when it is not JSON, `null` when there is none.
    pub body: Value,
    /// The status of the answer; `None` when there was none.
    pub status: Option<u16>,
    /// What the catalog does not know of the request, such as `body.colour` and `query.foo`.
    pub unknown: Vec<String>,
    /// The kind of the fault that struck, such as `drop before`.
    pub fault: Option<String>,
}

/// A change that took effect, and how often it did. Of the changes, the 10,000 that are newest in their kind are kept.
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
    requests: VecDeque<Entry>,
    /// How many requests there have been, the forgotten ones included.
    recorded: u64,
    body_bytes: usize,
    applied: HashMap<Arc<Change>, usize>,
    /// The keys of `applied`, in the order in which they came up.
    changes: VecDeque<Arc<Change>>,
}

/// A request as it came. It is made readable when somebody asks.
#[derive(Debug)]
struct Entry {
    number: u64,
    request: Request,
    unknown: Vec<String>,
    status: Option<u16>,
    fault: Option<&'static str>,
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Change {
    method: String,
    path: String,
    id: String,
}

impl Journal {
    /// The requests that are kept, in the order of their arrival.
    pub(crate) fn requests(&self) -> Vec<RecordedRequest> {
        self.requests.iter().map(Entry::shown).collect()
    }

    /// How many requests are no longer kept.
    pub(crate) fn dropped(&self) -> u64 {
        self.requests.front().map_or(0, |oldest| oldest.number - 1)
    }

    pub(crate) fn applied(&self) -> Vec<AppliedChange> {
        let shown = |change: &Arc<Change>| AppliedChange {
            method: change.method.clone(),
            path: change.path.clone(),
            id: change.id.clone(),
            count: self.applied.get(change).copied().unwrap_or_default(),
        };
        self.changes.iter().map(shown).collect()
    }

    pub(crate) fn record(
        &mut self,
        request: Request,
        unknown: Vec<String>,
        status: Option<u16>,
        fault: Option<&'static str>,
    ) {
        self.recorded += 1;
        self.body_bytes += request.body.len();
        self.requests.push_back(Entry { number: self.recorded, request, unknown, status, fault });
        // The newest one stays, however large it is.
        while self.requests.len() > KEPT || (self.body_bytes > KEPT_BODY_BYTES && self.requests.len() > 1) {
            if let Some(oldest) = self.requests.pop_front() {
                self.body_bytes -= oldest.request.body.len();
            }
        }
    }

    pub(crate) fn apply(&mut self, request: &Request, id: String) {
        let change = Arc::new(Change { method: request.method.clone(), path: request.path.clone(), id });
        if let Some(count) = self.applied.get_mut(&change) {
            *count += 1;
            return;
        }
        self.changes.push_back(Arc::clone(&change));
        self.applied.insert(change, 1);
        if self.changes.len() > KEPT
            && let Some(oldest) = self.changes.pop_front()
        {
            self.applied.remove(&oldest);
        }
    }
}

impl Entry {
    fn shown(&self) -> RecordedRequest {
        let request = &self.request;
        RecordedRequest {
            number: self.number,
            method: request.method.clone(),
            path: request.path.clone(),
            query: query(&request.query),
            version: request.header("intercom-version").map(str::to_owned),
            headers: headers(&request.headers),
            body_bytes: request.body.len(),
            body: body(&request.body),
            status: self.status,
            unknown: self.unknown.clone(),
            fault: self.fault.map(str::to_owned),
        }
    }
}

fn query(pairs: &[(String, String)]) -> Map<String, Value> {
    let mut query = Map::new();
    for (name, value) in pairs {
        insert(&mut query, name, value.as_str());
    }
    query
}

fn headers(given: &HeaderMap) -> Map<String, Value> {
    let mut headers = Map::new();
    for (name, value) in given {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn request(body: Vec<u8>) -> Request {
        Request { method: "POST".into(), path: "/tags".into(), query: Vec::new(), headers: HeaderMap::new(), body }
    }

    #[test]
    fn the_latest_requests_and_changes_are_kept_and_the_others_counted() {
        let mut journal = Journal::default();
        for number in 0..KEPT + 20 {
            let request = request(Vec::new());
            journal.apply(&request, number.to_string());
            journal.record(request, Vec::new(), Some(200), None);
        }
        let kept = &journal.requests;
        assert_eq!((kept.len(), kept[0].number, journal.dropped()), (KEPT, 21, 20));
        let applied = journal.applied();
        assert_eq!((applied.len(), applied[0].id.as_str(), applied[0].count), (KEPT, "20", 1));
        assert_eq!(journal.applied.len(), KEPT);
    }

    #[test]
    fn large_bodies_take_the_place_of_older_requests() {
        let mut journal = Journal::default();
        for _ in 0..3 {
            journal.record(request(vec![b'a'; KEPT_BODY_BYTES / 2]), Vec::new(), Some(404), None);
        }
        assert_eq!((journal.requests.len(), journal.dropped()), (2, 1));
        journal.record(request(vec![b'a'; KEPT_BODY_BYTES + 1]), Vec::new(), Some(404), None);
        assert_eq!((journal.requests.len(), journal.dropped()), (1, 3));
    }
}

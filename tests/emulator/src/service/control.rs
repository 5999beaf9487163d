//! The emulator's own endpoints below `/_emulator/`. They need no token, leave no trace in the journal and are never
//! struck by a fault.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::Service;
use crate::answer::{Answer, Body};
use crate::clock::Clock;
use crate::fault::Fault;
use crate::journal::Journal;
use crate::openapi;
use crate::request::Request;
use crate::version::Version;

const PREFIX: &str = "/_emulator/";

/// Followed by a version.
const OPENAPI: &str = "openapi/";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockChange {
    r#virtual: Option<bool>,
    now_ms: Option<u64>,
    advance_ms: Option<u64>,
}

/// The rest of the path, if the request is for the emulator itself.
pub(super) fn path(request: &Request) -> Option<&str> {
    request.path.strip_prefix(PREFIX)
}

pub(super) fn serve(service: &mut Service, request: &Request, path: &str) -> Answer {
    let result = match (request.method.as_str(), path) {
        ("GET", "requests") => {
            let dropped = service.journal.dropped().to_string();
            return Answer::json(json!(service.journal.requests())).header("x-emulator-dropped", &dropped);
        }
        ("DELETE", "requests") => {
            service.journal = Journal::default();
            Ok(json!({}))
        }
        ("DELETE", "faults") => {
            service.faults.clear();
            Ok(json!({"waiting": 0}))
        }
        ("GET", "applied") => Ok(json!(service.journal.applied())),
        ("POST", "faults") => push_faults(service, request),
        ("GET", "clock") => Ok(clock(service)),
        ("POST", "clock") => change_clock(service, request),
        ("POST", "reset") => {
            service.reset();
            Ok(json!({}))
        }
        ("GET", path) if path.starts_with(OPENAPI) => describe(&path[OPENAPI.len()..]),
        (method, _) => {
            let message = format!(
                "the emulator has no {method} {PREFIX}{path}, only faults, requests, applied, clock, openapi/VERSION and reset"
            );
            return Answer::new(404, Body::Json(json!({"error": message})));
        }
    };
    match result {
        Ok(body) => Answer::json(body),
        Err(message) => Answer::new(400, Body::Json(json!({"error": message}))),
    }
}

fn describe(version: &str) -> Result<Value, String> {
    let version = Version::parse(version).ok_or_else(|| format!("{version:?} is not a version of the API"))?;
    Ok(openapi::describe(version))
}

/// Takes all faults of the list or none.
fn push_faults(service: &mut Service, request: &Request) -> Result<Value, String> {
    let faults: Vec<Fault> = read(request, "a list of faults")?;
    for fault in faults {
        service.faults.push(fault);
    }
    Ok(json!({"waiting": service.faults.waiting()}))
}

fn change_clock(service: &mut Service, request: &Request) -> Result<Value, String> {
    let change: ClockChange = read(request, "an object with virtual, now_ms or advance_ms")?;
    let now_ms = service.clock.now_ms();
    let mut clock = match change.r#virtual {
        None => service.clock,
        Some(false) => Clock::Real,
        Some(true) => Clock::Virtual(now_ms),
    };
    match (&mut clock, change.now_ms) {
        (_, None) => {}
        (Clock::Virtual(now_ms), Some(set_to)) => *now_ms = set_to,
        (Clock::Real, Some(_)) => {
            return Err("the clock is the real one and cannot be set: make it virtual first".into());
        }
    }
    if let Some(by_ms) = change.advance_ms {
        clock.advance(by_ms)?;
    }
    service.clock = clock;
    Ok(self::clock(service))
}

fn clock(service: &Service) -> Value {
    json!({"virtual": service.clock.is_virtual(), "now_ms": service.clock.now_ms()})
}

fn read<T: DeserializeOwned>(request: &Request, expected: &str) -> Result<T, String> {
    serde_json::from_slice(&request.body).map_err(|error| format!("the body must be {expected}: {error}"))
}

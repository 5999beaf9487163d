//! The machines in texts and numbers, for faces whose language can hold neither our structs nor slices of ours.
//!
//! Everything goes in as numbers, bytes and JSON, and comes out as JSON. A step has the form and the names that the shared vectors
//! give it:
//!
//! ```
//! use entryphone::Registry;
//! use entryphone::protocol::Client;
//!
//! # fn main() -> Result<(), String> {
//! let client = Client::new(r#"{"version": "2.16", "token": "dG9rOi"}"#, &mut Registry::new())?;
//! let mut call = client.start("contacts.find", r#"{"path": ["c1"]}"#, &[], 7)?;
//! assert!(call.start(0).starts_with(r#"{"send":{"attempt":1,"method":"GET","url":"https://api.intercom.io/contacts/c1","#));
//! assert_eq!(call.head(90, 1, 200, "content-type: application/json\n"), r#"{"read":{"form":"json"}}"#);
//! assert!(call.read(95, 1, 230).starts_with(r#"{"done":{"status":200,"#));
//!
//! let refused = client.start("contacts.fnd", "{}", &[], 7).unwrap_err();
//! assert!(refused.starts_with(r#"{"kind":"argument","message":"there is no operation \"contacts.fnd\"; did you mean"#));
//! # Ok(())
//! # }
//! ```
//!
//! A face adds the conversions of its language and nothing else. An `Err` is always the JSON of an [`Error`].

mod call;
#[cfg(feature = "cassette")]
mod cassette;
mod client;
mod download;
mod facts;
#[cfg(feature = "signatures")]
pub mod identity;
mod job;
pub mod oauth;
mod pager;
mod parts;
mod prepared;
mod proxy;
#[cfg(feature = "rows")]
mod rows;
pub mod search;
mod settings;
#[cfg(feature = "signatures")]
pub mod webhook;

pub use call::Call;
#[cfg(feature = "cassette")]
pub use cassette::Cassette;
pub use client::Client;
pub use download::Download;
pub use facts::{hint, names, operation, operations};
pub use job::Job;
pub use pager::Pager;
pub use prepared::Prepared;
pub use proxy::{AdmittedRequest, Proxy, headers_for_page};
#[cfg(feature = "rows")]
pub use rows::Rows;

use std::borrow::Cow;

use crate::attempt::{Attempt, AttemptEnd};
use crate::document::{Document, Kind, Value, write_string};
use crate::error::Error;
use crate::event::Event;
use crate::json::{Object, list};

/// The version of this library.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// An error as JSON: its fields, with `attempts` as a list and `text` as the whole in one line.
pub fn error_to_json(error: &Error) -> String {
    let mut object = Object::new();
    object.member("kind", error.kind.as_str()).member("message", &*error.message);
    object.member("operation", &*error.operation).member("status", error.status);
    object.member("code", error.code.as_deref());
    let mut errors = String::new();
    list(&error.errors, &mut errors, |detail| {
        let mut object = Object::new();
        object.member("code", detail.code.as_deref()).member("message", detail.message.as_deref());
        object.member("field", detail.field.as_deref());
        object.end()
    });
    object.raw("errors", &errors).member("request_id", error.request_id.as_deref());
    object.member("retry_after_ms", error.retry_after_ms).member("rate_limit", error.rate_limit);
    object.member("maybe_applied", error.maybe_applied).raw("attempts", &attempts(&error.attempts));
    object.member("text", &*error.to_string());
    object.end()
}

#[expect(clippy::needless_pass_by_value, reason = "the last that is heard of the error, as `map_err` has it")]
fn refused(error: Error) -> String {
    error_to_json(&error)
}

/// Reads a list of texts from JSON.
fn read_texts(name: &str, json: &str) -> Result<Vec<String>, Error> {
    let wrong = || Error::argument(format!("{name} must be a list of texts"));
    let document = Document::parse(json.as_bytes()).map_err(|_| wrong())?;
    let text = |item: Value<'_>| item.as_str().map(Cow::into_owned).ok_or_else(wrong);
    if document.root().kind() != Kind::Array {
        return Err(wrong());
    }
    document.root().items().map(text).collect()
}

fn attempts(attempts: &[Attempt]) -> String {
    let mut json = String::new();
    list(attempts, &mut json, |attempt| {
        let (end, status, request_id, sent) = match &attempt.end {
            AttemptEnd::Answered { status, request_id } => ("answered", Some(*status), request_id.as_deref(), None),
            AttemptEnd::Lost { kind, sent } => (kind.as_str(), None, None, Some(sent.as_str())),
            AttemptEnd::Canceled => ("canceled", None, None, None),
        };
        let mut object = Object::new();
        object.member("number", attempt.number).member("end", end).member("status", status);
        object.member("request_id", request_id).member("sent", sent);
        object.member("duration_ms", attempt.ended_ms.saturating_sub(attempt.started_ms));
        object.member("waited_ms", attempt.waited_ms);
        object.end()
    });
    json
}

/// Headers as a list of pairs.
fn pairs<'a>(headers: impl Iterator<Item = (&'a str, Cow<'a, str>)>) -> String {
    let headers: Vec<_> = headers.collect();
    let mut json = String::new();
    list(&headers, &mut json, |(name, value)| {
        let mut pair = String::from("[");
        write_string(name, &mut pair);
        pair.push(',');
        write_string(value, &mut pair);
        pair.push(']');
        pair
    });
    json
}

fn events(events: &[Event]) -> String {
    let mut json = String::new();
    list(events, &mut json, Event::to_json);
    json
}

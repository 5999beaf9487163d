//! The engine of the Node package: `entryphone::protocol` with JavaScript's numbers, strings and bytes. It knows no rule of its own.
//!
//! A failure is an `Error` whose message is the JSON of the core's error; the JavaScript face makes a class of it.
#![expect(clippy::needless_pass_by_value, reason = "Node's strings are copied when they cross, and are ours then")]
#![expect(clippy::missing_errors_doc, reason = "every failure is the core's error, as the first lines say")]

pub mod call;
pub mod cassette;
pub mod client;
pub mod download;
pub mod functions;
pub mod job;
pub mod pager;
pub mod prepared;
pub mod proxy;
pub mod rows;
pub mod text;

use entryphone::protocol;
use napi::Result;
use napi_derive::napi;

/// The names right below a prefix, in order, separated by commas.
#[napi]
pub fn names(prefix: String) -> String {
    protocol::names(&prefix)
}

/// What the face must know of an operation to offer it, as JSON; null when there is none.
#[napi]
pub fn operation(id: String) -> Option<String> {
    protocol::operation(&id)
}

/// What may have been meant by a name that none of these is, which are separated by commas; empty when nobody can tell.
#[napi]
pub fn hint(wanted: String, names: String) -> String {
    protocol::hint(&wanted, &names)
}

/// The operations of a version, or of all versions, as JSON.
#[napi]
pub fn operations(version: Option<String>) -> Result<String> {
    protocol::operations(version.as_deref()).map_err(refused)
}

/// The version of this package.
#[napi]
pub fn version() -> &'static str {
    protocol::VERSION
}

fn refused(json: String) -> napi::Error {
    napi::Error::from_reason(json)
}

/// A time or a count: JavaScript has them as floats, which are exact up to 2^53. What is none is 0.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast from a float saturates")]
fn whole(number: f64) -> u64 {
    number as u64
}

#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53, which no time and no count of ours comes near")]
fn number(whole: u64) -> f64 {
    whole as f64
}

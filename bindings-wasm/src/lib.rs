//! The engine of the browser's package: `entryphone::protocol` with JavaScript's numbers, strings and bytes. It knows no rule of its own.
//!
//! The message of a failure is the JSON of the core's error, of which the JavaScript face makes a class.
#![expect(
    clippy::needless_pass_by_value,
    reason = "JavaScript's lists and optional strings are copied when they cross"
)]
#![expect(clippy::missing_errors_doc, reason = "every failure is the core's error, as the first lines say")]

pub mod call;
pub mod client;
pub mod download;
pub mod job;
pub mod pager;
pub mod prepared;

use entryphone::protocol;
use wasm_bindgen::prelude::*;

/// The names right below a prefix, in order, separated by commas.
#[wasm_bindgen]
pub fn names(prefix: &str) -> String {
    protocol::names(prefix)
}

/// What the face must know of an operation to offer it, as JSON; nothing when there is none.
#[wasm_bindgen]
pub fn operation(id: &str) -> Option<String> {
    protocol::operation(id)
}

/// What may have been meant by a name that none of these is, which are separated by commas; empty when nobody can tell.
#[wasm_bindgen]
pub fn hint(wanted: &str, names: &str) -> String {
    protocol::hint(wanted, names)
}

/// The version of this package.
#[wasm_bindgen]
pub fn version() -> String {
    protocol::VERSION.to_owned()
}

fn refused(json: String) -> JsValue {
    JsError::new(&json).into()
}

/// A time or a count: JavaScript has them as floats, which are exact up to 2^53. What is none is 0.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast from a float saturates")]
fn whole(number: f64) -> u64 {
    number as u64
}

/// An integer of the store.
#[expect(clippy::cast_possible_truncation, reason = "a cast from a float saturates")]
fn signed(number: f64) -> i64 {
    number as i64
}

#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53, which no time and no count of ours comes near")]
fn number(whole: u64) -> f64 {
    whole as f64
}

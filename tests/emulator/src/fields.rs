//! Reading the fields of a request body, which the check has given the types that are described.

use serde_json::{Map, Value};

use crate::refusal::Refusal;

/// Refuses a body with a field that is not among these.
pub(crate) fn check_names(body: &Map<String, Value>, known: &[&str]) -> Result<(), Refusal> {
    match body.keys().find(|name| !known.contains(&name.as_str())) {
        Some(unknown) => Err(Refusal::bad_request(format!("bad '{unknown}' parameter"))),
        None => Ok(()),
    }
}

/// A string field that is there and says something.
pub(crate) fn text<'a>(body: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    body.get(name)?.as_str().filter(|text| !text.is_empty())
}

/// An id field, as text.
pub(crate) fn id(body: &Map<String, Value>, name: &str) -> Option<String> {
    match body.get(name)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A time in UNIX seconds.
pub(crate) fn time(body: &Map<String, Value>, name: &str) -> Option<u64> {
    body.get(name)?.as_u64()
}

/// Whether a field says yes.
pub(crate) fn is_true(body: &Map<String, Value>, name: &str) -> bool {
    body.get(name).is_some_and(|value| *value == true)
}

/// Lays the custom attributes of `body` over those of `record`; the ones not named stay as they are.
pub(crate) fn merge_custom_attributes(record: &mut Map<String, Value>, body: &Map<String, Value>) {
    if let Some(Value::Object(given)) = body.get("custom_attributes") {
        let kept = record.entry("custom_attributes").or_insert_with(|| Map::new().into());
        if let Value::Object(kept) = kept {
            kept.extend(given.clone());
        }
    }
}

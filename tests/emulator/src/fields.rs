//! Reading the fields of a request body.

use serde_json::{Map, Value};

use crate::refusal::Refusal;

/// The JSON type a field of a request must have. `null` is allowed everywhere: it clears.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Type {
    Text,
    Integer,
    Boolean,
    Object,
    List,
    /// A string, or the integer that integrations send in its place.
    Id,
}

/// The fields a request body may hold.
pub(crate) type Schema = &'static [(&'static str, Type)];

impl Type {
    fn describes(self, value: &Value) -> bool {
        match self {
            Self::Text => value.is_string(),
            Self::Integer => value.is_i64() || value.is_u64(),
            Self::Boolean => value.is_boolean(),
            Self::Object => value.is_object(),
            Self::List => value.is_array(),
            Self::Id => value.is_string() || value.is_u64(),
        }
    }

    fn expected(self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Integer => "an integer",
            Self::Boolean => "a boolean",
            Self::Object => "an object",
            Self::List => "an array",
            Self::Id => "an id: a string or an integer",
        }
    }
}

/// Refuses a body one of whose known fields has the wrong type.
pub(crate) fn check(body: &Map<String, Value>, schema: Schema) -> Result<(), Refusal> {
    for (name, kind) in schema {
        if let Some(value) = body.get(*name)
            && !value.is_null()
            && !kind.describes(value)
        {
            return Err(Refusal::mistyped(name, kind.expected()));
        }
    }
    Ok(())
}

/// Refuses a body with a field the schema does not know.
pub(crate) fn check_names(body: &Map<String, Value>, schema: Schema) -> Result<(), Refusal> {
    let known = |name: &str| schema.iter().any(|(known, _)| *known == name);
    match body.keys().find(|name| !known(name)) {
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

/// A time in UNIX seconds, as a number or as the digits that integrations send in its place.
pub(crate) fn time(body: &Map<String, Value>, name: &str) -> Option<u64> {
    match body.get(name)? {
        Value::String(text) => text.parse().ok(),
        value => value.as_u64(),
    }
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

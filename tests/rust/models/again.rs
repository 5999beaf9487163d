//! Reading a body into its model and writing it again.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

#[path = "table.rs"]
mod table;

/// Reads a body into one model and writes it again.
pub(crate) type Again = fn(&Value) -> Result<Written, serde_json::Error>;

/// What became of a body.
pub(crate) struct Written {
    pub(crate) body: Value,
    /// The model, for who wants to see it.
    pub(crate) shown: String,
}

impl Written {
    /// Whether some member, at whatever depth, has no field of its type.
    pub(crate) fn has_extra(&self) -> bool {
        self.shown.contains("extra: {\"")
    }
}

/// What an operation answers.
pub(crate) fn answer(operation: &str) -> Option<Again> {
    find(table::ANSWERS, operation)
}

/// What an operation takes.
pub(crate) fn request(operation: &str) -> Option<Again> {
    find(table::REQUESTS, operation)
}

/// The model of that name.
pub(crate) fn model(name: &str) -> Option<Again> {
    find(table::MODELS, name)
}

fn find(table: &[(&str, Again)], name: &str) -> Option<Again> {
    table.iter().find(|(known, _)| *known == name).map(|(_, again)| *again)
}

fn again<T: DeserializeOwned + Serialize + Debug>(body: &Value) -> Result<Written, serde_json::Error> {
    let model: T = serde_json::from_str(&body.to_string())?;
    Ok(Written { body: serde_json::to_value(&model)?, shown: format!("{model:?}") })
}

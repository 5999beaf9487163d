//! The two containers the workspace is built of: tables of records, and links between records.

use serde_json::{Map, Value};

mod index;
mod links;
mod table;

pub(crate) use links::Links;
pub(crate) use table::{Listed, Row, Table};

/// An object in the shape of the wire, without what is derived from other tables.
pub(crate) type Record = Map<String, Value>;

/// The record an object literal spells.
pub(crate) fn record(literal: Value) -> Record {
    match literal {
        Value::Object(record) => record,
        other => unreachable!("a record is an object, not {other}"),
    }
}

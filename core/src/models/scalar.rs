//! A value whose type depends on the version.

use std::fmt;

use serde_core::{Serialize, Serializer};
use serde_json::{Number, Value};

use super::object::Holds;

/// A text, a number or a boolean. The API changed its mind about some members, of which `owner_id` is one: a number in one version is a
/// text in another. What it shows is the same for both.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// A text.
    Text(String),
    /// A number.
    Number(Number),
    /// True or false.
    Boolean(bool),
}

impl Scalar {
    /// It as a whole number, also when that stands in a text.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Scalar::Text(text) => text.parse().ok(),
            Scalar::Number(number) => number.as_i64(),
            Scalar::Boolean(_) => None,
        }
    }
}

impl fmt::Display for Scalar {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scalar::Text(text) => text.fmt(formatter),
            Scalar::Number(number) => number.fmt(formatter),
            Scalar::Boolean(boolean) => boolean.fmt(formatter),
        }
    }
}

impl From<&str> for Scalar {
    fn from(text: &str) -> Scalar {
        Scalar::Text(text.to_owned())
    }
}

impl From<i64> for Scalar {
    fn from(number: i64) -> Scalar {
        Scalar::Number(number.into())
    }
}

impl Holds for Scalar {
    fn fits(value: &Value) -> bool {
        value.is_string() || value.is_number() || value.is_boolean()
    }

    fn read(value: Value) -> Result<Scalar, Value> {
        match value {
            Value::String(text) => Ok(Scalar::Text(text)),
            Value::Number(number) => Ok(Scalar::Number(number)),
            Value::Bool(boolean) => Ok(Scalar::Boolean(boolean)),
            other => Err(other),
        }
    }
}

impl Serialize for Scalar {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Scalar::Text(text) => text.serialize(serializer),
            Scalar::Number(number) => number.serialize(serializer),
            Scalar::Boolean(boolean) => boolean.serialize(serializer),
        }
    }
}

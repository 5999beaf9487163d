//! What a filter compares its field with.

use crate::document::Document;
use crate::error::Error;
use crate::quoted::quoted;

/// What a filter compares its field with: text, an integer, a boolean, or nothing (`None`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operand(String);

impl Operand {
    /// A value given as JSON text, such as a number with a fraction.
    ///
    /// # Errors
    /// When the text is not JSON.
    pub fn from_json(text: &str) -> Result<Operand, Error> {
        match Document::parse(text.as_bytes()) {
            Ok(document) => Ok(Operand(document.root().raw().to_owned())),
            Err(error) => Err(Error::argument(format!("the value of a filter is not JSON: {error}"))),
        }
    }

    /// The value as JSON text.
    pub fn as_json(&self) -> &str {
        &self.0
    }

    pub(super) fn list(operands: impl IntoIterator<Item = impl Into<Operand>>) -> Operand {
        let items: Vec<String> = operands.into_iter().map(|operand| operand.into().0).collect();
        Operand(format!("[{}]", items.join(",")))
    }
}

impl From<&str> for Operand {
    fn from(text: &str) -> Operand {
        Operand(quoted(text))
    }
}

impl From<String> for Operand {
    fn from(text: String) -> Operand {
        Operand::from(text.as_str())
    }
}

impl From<bool> for Operand {
    fn from(boolean: bool) -> Operand {
        Operand(boolean.to_string())
    }
}

impl From<i32> for Operand {
    fn from(integer: i32) -> Operand {
        Operand(integer.to_string())
    }
}

impl From<i64> for Operand {
    fn from(integer: i64) -> Operand {
        Operand(integer.to_string())
    }
}

impl From<u64> for Operand {
    fn from(integer: u64) -> Operand {
        Operand(integer.to_string())
    }
}

/// `None` is the value of fields that have none.
impl<T: Into<Operand>> From<Option<T>> for Operand {
    fn from(value: Option<T>) -> Operand {
        value.map_or_else(|| Operand("null".to_owned()), Into::into)
    }
}

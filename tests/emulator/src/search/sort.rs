//! The order a search asks for.

use serde_json::Value;

use super::Fields;
use crate::paging::{SortKey, Sorted};
use crate::refusal::Refusal;

/// A field and a direction.
pub(crate) struct Sort {
    field: String,
    descending: bool,
}

impl Sort {
    /// Reads the `sort` of a search body, which may be left out.
    pub(crate) fn parse(sort: Option<&Value>, fields: Fields<'_>) -> Result<Option<Self>, Refusal> {
        let Some(sort) = sort.filter(|sort| !sort.is_null()) else { return Ok(None) };
        let field = sort["field"].as_str().unwrap_or_default();
        if fields(field).is_none() {
            return Err(Refusal::new(400, "invalid_field", format!("{field:?} is not a field that can be sorted by")));
        }
        let descending = match &sort["order"] {
            Value::String(order) if order == "ascending" => false,
            Value::String(order) if order == "descending" => true,
            Value::Null => true,
            other => {
                return Err(Refusal::new(
                    400,
                    "invalid_sort_order",
                    format!("order must be \"ascending\" or \"descending\", not {other}"),
                ));
            }
        };
        Ok(Some(Self { field: field.into(), descending }))
    }

    /// Gives each of `found` its key, read by `value_of` as a filter would read it.
    pub(crate) fn apply<'a, T>(
        &self,
        found: impl Iterator<Item = &'a T>,
        value_of: impl Fn(&T, &str) -> Value,
    ) -> Sorted<'a, T> {
        let rows = found
            .map(|item| {
                let key = match value_of(item, &self.field) {
                    Value::Number(number) => SortKey::Number(number.as_f64().unwrap_or_default()),
                    Value::String(text) => SortKey::Text(text),
                    Value::Bool(boolean) => SortKey::Text(boolean.to_string()),
                    Value::Null | Value::Array(_) | Value::Object(_) => SortKey::None,
                };
                (key, item)
            })
            .collect();
        Sorted { rows, descending: self.descending }
    }
}

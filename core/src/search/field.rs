//! The vocabulary of the tables of searchable fields.

use super::operator::Operator;
use crate::version::Version;

/// A field that a search knows. A later row of the same name takes over from the version it begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchField {
    /// The name as queries write it. One that ends in a placeholder, as `custom_attributes.{name}` does, stands for all names
    /// that begin like it.
    pub name: &'static str,
    /// What it may be compared with.
    pub field_type: FieldType,
    /// The first version that has it so.
    pub since: Version,
}

/// What fields of a type may be compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldType {
    /// The type in one word: `string`, `integer`, `day`.
    pub name: &'static str,
    /// The operators it takes.
    pub operators: &'static [Operator],
}

impl SearchField {
    /// Whether `name` is this field, or one of those it stands for.
    pub fn is_named(&self, name: &str) -> bool {
        match self.name.split_once('{') {
            Some((prefix, _)) => name.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty()),
            None => self.name == name,
        }
    }
}

//! The vocabulary of the tables of searchable fields.

use super::operator::Operator::{self, Contains, EndsWith, Equal, In, NotContains, NotEqual, NotIn, StartsWith};
use crate::generated::versions::VERSIONS;
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

    pub(super) const fn since(mut self, since: Version) -> SearchField {
        self.since = since;
        self
    }
}

/// A row that holds from the oldest version on.
pub(super) const fn field(name: &'static str, field_type: FieldType) -> SearchField {
    SearchField { name, field_type, since: Version::at(0) }
}

pub(super) const STRING: FieldType =
    FieldType { name: "string", operators: &[Equal, NotEqual, In, NotIn, Contains, NotContains, StartsWith, EndsWith] };

pub(super) const BOOLEAN: FieldType = FieldType { name: "boolean", operators: &[Equal, NotEqual, In, NotIn] };

pub(super) const TAG: FieldType = FieldType { name: "tag", operators: &[Equal, NotEqual] };

/// An attribute of a workspace, which knows its type better than we do.
pub(super) const ANY: FieldType = FieldType { name: "any", operators: &Operator::ALL };

pub(super) const V2_10: Version = version("2.10");
pub(super) const V2_16: Version = version("2.16");
pub(super) const PREVIEW: Version = version("Preview");

/// Finds a version by its name while compiling, because its place in the list moves when one is published.
const fn version(name: &str) -> Version {
    let mut position = 0;
    while !same(VERSIONS[position as usize].as_bytes(), name.as_bytes()) {
        position += 1;
    }
    Version::at(position)
}

const fn same(left: &[u8], right: &[u8]) -> bool {
    match (left, right) {
        ([], []) => true,
        ([a, left @ ..], [b, right @ ..]) if *a == *b => same(left, right),
        _ => false,
    }
}

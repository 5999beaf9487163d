//! What a value may be.

use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

use super::Description;

/// A schema of a description, reduced to what a server needs.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Shape {
    #[serde(rename = "type")]
    pub(crate) kind: Option<Kind>,
    #[serde(rename = "ref")]
    pub(crate) reference: Option<String>,
    pub(crate) nullable: bool,
    pub(crate) required: bool,
    #[serde(rename = "enum")]
    pub(crate) values: Vec<Value>,
    pub(crate) format: Option<String>,
    pub(crate) minimum: Option<f64>,
    pub(crate) maximum: Option<f64>,
    pub(crate) fields: BTreeMap<String, Shape>,
    /// Members that must be there although this shape does not describe them.
    pub(crate) requires: Vec<String>,
    /// What members without a name are.
    pub(crate) extra: Option<Box<Shape>>,
    pub(crate) items: Option<Box<Shape>>,
    pub(crate) one_of: Vec<Shape>,
    pub(crate) any_of: Vec<Shape>,
    pub(crate) all_of: Vec<Shape>,
    pub(crate) explode: bool,
    /// The query parameter that carries an argument of the path once more.
    pub(crate) repeated_in_query: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    String,
    Integer,
    Number,
    Boolean,
    Array,
    Object,
    Null,
}

impl Kind {
    pub(crate) fn describes(self, value: &Value) -> bool {
        match self {
            Self::String => value.is_string(),
            Self::Integer => value.is_i64() || value.is_u64(),
            Self::Number => value.is_number(),
            Self::Boolean => value.is_boolean(),
            Self::Array => value.is_array(),
            Self::Object => value.is_object(),
            Self::Null => value.is_null(),
        }
    }
}

impl Shape {
    /// The shapes without references and unions that this one is made of. A union reads as the sum of its members. None means
    /// that nothing is known.
    pub(crate) fn parts<'a>(&'a self, description: &'a Description) -> Vec<&'a Shape> {
        let mut parts = Vec::new();
        self.collect(description, &mut Vec::new(), &mut parts);
        parts
    }

    fn collect<'a>(&'a self, description: &'a Description, visited: &mut Vec<&'a str>, parts: &mut Vec<&'a Shape>) {
        if let Some(name) = &self.reference
            && !visited.contains(&name.as_str())
        {
            visited.push(name);
            if let Some(schema) = description.schema(name) {
                schema.collect(description, visited, parts);
            }
            visited.pop();
        }
        for member in self.one_of.iter().chain(&self.any_of).chain(&self.all_of) {
            member.collect(description, visited, parts);
        }
        let is_whole = self.one_of.is_empty() && self.any_of.is_empty() && self.all_of.is_empty();
        let says_something = self.items.is_some() || self.extra.is_some() || !self.fields.is_empty();
        if says_something || (is_whole && self.kind.is_some()) {
            parts.push(self);
        }
    }

    /// The kind, also where only the members tell it.
    pub(crate) fn kind(&self) -> Option<Kind> {
        self.kind.or_else(|| (!self.fields.is_empty() || self.extra.is_some()).then_some(Kind::Object))
    }

    /// Whether members besides `fields` are welcome.
    pub(crate) fn is_open(&self) -> bool {
        self.extra.is_some() || (self.kind() == Some(Kind::Object) && self.fields.is_empty())
    }

    /// The members that every value of this shape has.
    pub(crate) fn required_members<'a>(&'a self, description: &'a Description) -> Vec<&'a str> {
        let mut names: Vec<_> =
            self.fields.iter().filter(|(_, field)| field.required).map(|(name, _)| name.as_str()).collect();
        names.extend(self.requires.iter().map(String::as_str));
        let schema = self.reference.as_deref().and_then(|name| description.schema(name));
        let lone = match self.one_of.as_slice() {
            [only] => Some(only),
            _ => None,
        };
        for part in schema.into_iter().chain(lone).chain(&self.all_of) {
            names.extend(part.required_members(description));
        }
        names
    }
}

//! The query string of a request.

use crate::arguments::{Part, describe, scalar};
use crate::document::{Kind, Value};
use crate::error::Error;
use crate::operation::QueryStyle;
use crate::percent;

/// Names and values in the order they will stand, both already encoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    /// Adds a value in the given style. Null says nothing, so it is left out.
    pub(crate) fn add(&mut self, name: &str, value: Value<'_>, style: QueryStyle) -> Result<(), Error> {
        match (style, value.kind()) {
            (_, Kind::Null) => Ok(()),
            (QueryStyle::Comma, Kind::Array) => {
                let mut joined = String::new();
                for (position, item) in value.items().enumerate() {
                    let text = scalar(item).ok_or_else(|| wrong(name, "a list of texts and numbers", item))?;
                    if position > 0 {
                        joined.push(',');
                    }
                    percent::encode_into(&mut joined, &text);
                }
                self.set_encoded(name, joined);
                Ok(())
            }
            (QueryStyle::Exploded, Kind::Object) => {
                for (member, value) in value.members() {
                    self.add(&member.decode(), value, QueryStyle::Plain)?;
                }
                Ok(())
            }
            (QueryStyle::Exploded, _) => Err(wrong(name, "an object", value)),
            (QueryStyle::Comma | QueryStyle::Plain, _) => {
                let text = scalar(value).ok_or_else(|| wrong(name, "one text, number or boolean", value))?;
                self.set(name, &text);
                Ok(())
            }
        }
    }

    /// Adds what passes the catalog by: lists are joined by commas, as everywhere in the API.
    pub(crate) fn extend(&mut self, extra: &Part<'_>) -> Result<(), Error> {
        extra.members().try_for_each(|(name, value)| self.add(&name.decode(), value, QueryStyle::Comma))
    }

    /// Sets a parameter, in its old place where it has one.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.set_encoded(name, encoded(value));
    }

    fn set_encoded(&mut self, name: &str, value: String) {
        let name = encoded(name);
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = value,
            None => self.0.push((name, value)),
        }
    }

    /// The encoded value of a parameter.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == encoded(name)).map(|(_, value)| value.as_str())
    }

    pub(crate) fn contains(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// Whether a parameter has this value, which is not yet encoded.
    pub(crate) fn says(&self, name: &str, value: &str) -> bool {
        self.value(name).is_some_and(|known| known == encoded(value))
    }

    pub(crate) fn remove(&mut self, name: &str) {
        let name = encoded(name);
        self.0.retain(|(known, _)| *known != name);
    }

    /// Names and values, encoded.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Appends the query to a URL, with its question mark when there is anything to say.
    pub(crate) fn write(&self, url: &mut String) {
        let mut separator = if url.contains('?') { '&' } else { '?' };
        for (name, value) in &self.0 {
            url.push(separator);
            url.push_str(name);
            url.push('=');
            url.push_str(value);
            separator = '&';
        }
    }
}

fn encoded(text: &str) -> String {
    let mut target = String::with_capacity(text.len());
    percent::encode_into(&mut target, text);
    target
}

fn wrong(name: &str, right: &str, value: Value<'_>) -> Error {
    Error::argument(format!("{name} must be {right}, not {}", describe(value)))
}

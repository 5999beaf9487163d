//! A request as a list of facts, so that two of them can be compared, and their differences named.

use std::collections::BTreeMap;
use std::fmt;

use crate::document::{Kind, Value, write_string};
use crate::percent::decode;

/// How many differences are told.
const TOLD: usize = 4;

/// What a request is made of: its parts by name, down to the leaves of its body.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Facts {
    method: String,
    path: String,
    parts: BTreeMap<String, String>,
}

impl Facts {
    /// Reads the `request` of an exchange.
    pub(super) fn of(request: Value<'_>) -> Facts {
        let text = |name: &str| request.get(name).and_then(Value::as_str).unwrap_or_default();
        let url = text("url");
        let (path, query) = url.split_once('?').unwrap_or((&url, ""));
        let mut facts = Facts { method: text("method").into_owned(), path: path.to_owned(), parts: BTreeMap::new() };
        let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            values.entry(decode(name)).or_default().push(decode(value));
        }
        for (name, values) in values {
            facts.parts.insert(format!("query {name}"), format!("{:?}", values.join(", ")));
        }
        for name in ["version", "text", "base64"] {
            if let Some(value) = request.get(name) {
                facts.parts.insert(name.to_owned(), value.raw().to_owned());
            }
        }
        if let Some(body) = request.get("json") {
            facts.collect("body", body);
        }
        facts
    }

    fn collect(&mut self, place: &str, value: Value<'_>) {
        match value.kind() {
            Kind::Object if !value.is_empty() => {
                for (name, member) in value.members() {
                    self.collect(&format!("{place}.{}", name.decode()), member);
                }
            }
            Kind::Array if !value.is_empty() => {
                for (position, item) in value.items().enumerate() {
                    self.collect(&format!("{place}[{position}]"), item);
                }
            }
            _ => {
                let mut leaf = String::new();
                match value.as_str() {
                    // However it was escaped.
                    Some(text) => write_string(&text, &mut leaf),
                    None => leaf.extend(value.raw().split_ascii_whitespace()),
                }
                self.parts.insert(place.to_owned(), leaf);
            }
        }
    }

    /// How far apart two requests are. Another path is worse than any difference in what is sent to it.
    pub(super) fn distance(&self, other: &Facts) -> usize {
        let endpoint = usize::from(self.method != other.method) + 2 * usize::from(self.path != other.path);
        endpoint * 1000 + self.unequal(other).count()
    }

    /// How this request differs from one that was recorded.
    pub(super) fn differences(&self, recorded: &Facts) -> String {
        if self.method != recorded.method || self.path != recorded.path {
            return "goes elsewhere".to_owned();
        }
        let none = || "nothing".to_owned();
        let mut differences: Vec<String> = self
            .unequal(recorded)
            .map(|name| {
                let value = |facts: &Facts| facts.parts.get(name).cloned().unwrap_or_else(none);
                format!("{name} is {} where {} was recorded", value(self), value(recorded))
            })
            .collect();
        let more = differences.len().saturating_sub(TOLD);
        differences.truncate(TOLD);
        if more > 0 {
            differences.push(format!("{more} more parts differ"));
        }
        differences.join(", ")
    }

    fn unequal<'f>(&'f self, other: &'f Facts) -> impl Iterator<Item = &'f String> {
        let missing = other.parts.keys().filter(|name| !self.parts.contains_key(*name));
        self.parts.keys().chain(missing).filter(|name| self.parts.get(*name) != other.parts.get(*name))
    }
}

/// The method and the path.
impl fmt::Display for Facts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.method, self.path)
    }
}

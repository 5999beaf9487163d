//! A request as a list of facts, so that two of them can be compared, and their differences named.

use std::fmt;

use crate::document::{Kind, Value};
use crate::percent::decode;
use crate::quoted::quoted;

/// How many differences are told.
const TOLD: usize = 4;

/// What a request is made of: its parts by name, down to the leaves of its body.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Facts {
    method: String,
    path: String,
    /// In the order of their names.
    parts: Vec<(String, String)>,
}

impl Facts {
    /// Reads the `request` of an exchange.
    pub(super) fn of(request: Value<'_>) -> Facts {
        let text = |name: &str| request.get(name).and_then(Value::as_str).unwrap_or_default();
        let url = text("url");
        let (path, query) = url.split_once('?').unwrap_or((&url, ""));
        let mut facts = Facts { method: text("method").into_owned(), path: path.to_owned(), parts: Vec::new() };
        let parameters: Vec<_> = query.split('&').filter(|pair| !pair.is_empty()).map(parameter).collect();
        for (name, _) in &parameters {
            let values = parameters.iter().filter(|(other, _)| other == name).map(|(_, value)| &**value);
            facts.put(format!("query {name}"), quoted(&values.collect::<Vec<_>>().join(", ")));
        }
        for name in ["version", "text", "base64"] {
            if let Some(value) = request.get(name) {
                facts.put(name.to_owned(), value.raw().to_owned());
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
                // However a text was escaped.
                let text = value.as_str().map(|text| quoted(&text));
                self.put(place.to_owned(), text.unwrap_or_else(|| value.raw().split_ascii_whitespace().collect()));
            }
        }
    }

    /// Of two parts of one name the second counts, as it does where JSON is read.
    fn put(&mut self, name: String, value: String) {
        match self.place(&name) {
            Ok(place) => self.parts[place].1 = value,
            Err(place) => self.parts.insert(place, (name, value)),
        }
    }

    fn part(&self, name: &str) -> Option<&str> {
        self.place(name).ok().map(|place| &*self.parts[place].1)
    }

    fn place(&self, name: &str) -> Result<usize, usize> {
        self.parts.binary_search_by(|(other, _)| (**other).cmp(name))
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
        let mut differences: Vec<String> = self
            .unequal(recorded)
            .map(|name| {
                let [ours, theirs] = [self, recorded].map(|facts| facts.part(name).unwrap_or("nothing"));
                format!("{name} is {ours} where {theirs} was recorded")
            })
            .collect();
        let more = differences.len().saturating_sub(TOLD);
        differences.truncate(TOLD);
        if more > 0 {
            differences.push(format!("{more} more parts differ"));
        }
        differences.join(", ")
    }

    fn unequal<'f>(&'f self, other: &'f Facts) -> impl Iterator<Item = &'f str> {
        let names = |facts: &'f Facts| facts.parts.iter().map(|(name, _)| &**name);
        let missing = names(other).filter(|name| self.part(name).is_none());
        names(self).chain(missing).filter(|name| self.part(name) != other.part(name))
    }
}

fn parameter(pair: &str) -> (String, String) {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    (decode(name), decode(value))
}

/// The method and the path.
impl fmt::Display for Facts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.method, self.path)
    }
}

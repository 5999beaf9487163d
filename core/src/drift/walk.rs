//! Goes through an answer and its description side by side.

use super::{Drift, DriftKind};
use crate::document::{self, Value};
use crate::fingerprint::decimal;
use crate::operation::Operation;
use crate::schema::{Field, Kind, Schema};
use crate::version::Version;

/// As much of a field's name as is shown.
const MAX_NAME: usize = 64;

pub(super) fn compare(operation: &Operation, version: Version, answer: Value<'_>) -> Vec<Drift> {
    let mut walk = Walk { version, kinds: Vec::new(), path: String::new(), found: Vec::new() };
    walk.describe(Schema::of_answer(operation));
    walk.visit(answer, 0);
    walk.found
}

struct Walk {
    version: Version,
    /// A stack: what the value under way may be stands at its end. No union and no reference is among it, for those are replaced by
    /// what they stand for, so no member of a union has to be tried and taken back.
    kinds: Vec<Kind>,
    path: String,
    found: Vec<Drift>,
}

impl Walk {
    /// Puts what a kind stands for on the stack.
    fn describe(&mut self, kind: Kind) {
        match kind {
            Kind::Schema(schema) => self.describe(schema.kind()),
            Kind::AnyOf(members) | Kind::AllOf(members) => {
                let version = self.version;
                let is_current = |member: Kind| match member {
                    Kind::Schema(schema) => schema.versions().contains(version),
                    _ => true,
                };
                let has_current = members.iter().any(is_current);
                for member in members.iter().filter(|member| !has_current || is_current(*member)) {
                    self.describe(member);
                }
            }
            plain => self.kinds.push(plain),
        }
    }

    /// Compares a value with the kinds from that place of the stack on.
    fn visit(&mut self, value: Value<'_>, from: usize) {
        let kinds = &self.kinds[from..];
        if value.is_null() || kinds.iter().any(|kind| matches!(kind, Kind::Any)) {
            return;
        }
        if !kinds.iter().any(|kind| accepts(*kind, value)) {
            let mut words: Vec<_> = kinds.iter().map(|kind| word(*kind)).collect();
            words.sort_unstable();
            words.dedup();
            let expected = words.join(" or ");
            return self.report(DriftKind::WrongType, Some(expected), value);
        }
        match value.kind() {
            document::Kind::Array => self.visit_items(value, from),
            document::Kind::Object => self.visit_members(value, from),
            _ => {}
        }
    }

    fn visit_items(&mut self, array: Value<'_>, from: usize) {
        let (until, length) = (self.kinds.len(), self.path.len());
        for position in from..until {
            if let Kind::Array(items) = self.kinds[position] {
                self.describe(items.kind());
            }
        }
        self.path.push_str("[]");
        for item in array.items() {
            self.visit(item, until);
        }
        self.path.truncate(length);
        self.kinds.truncate(until);
    }

    fn visit_members(&mut self, object: Value<'_>, from: usize) {
        let (until, length) = (self.kinds.len(), self.path.len());
        for (name, value) in object.members() {
            let name = name.decode();
            let mut others = Vec::new();
            for position in from..until {
                if let Kind::Object(fields) = self.kinds[position] {
                    for field in fields.iter().filter(|field| field.name() == name) {
                        if field.versions().contains(self.version) {
                            self.describe(field.kind());
                        } else {
                            others.push(field);
                        }
                    }
                }
            }
            let is_field = self.kinds.len() > until;
            for position in from..until {
                if let Kind::Map(member) = self.kinds[position] {
                    self.describe(member.kind());
                }
            }
            let is_map = !is_field && self.kinds.len() > until;
            self.enter(if is_map { "*" } else { &name });
            if is_field || is_map {
                self.visit(value, until);
            } else if others.is_empty() {
                self.report(DriftKind::UnknownField, None, value);
            } else {
                self.report(DriftKind::OutsideVersion, Some(ranges(&others)), value);
            }
            self.path.truncate(length);
            self.kinds.truncate(until);
        }
    }

    fn enter(&mut self, name: &str) {
        if !self.path.is_empty() {
            self.path.push('.');
        }
        match name.char_indices().nth(MAX_NAME) {
            Some((end, _)) => self.path.extend([&name[..end], "…"]),
            None => self.path.push_str(name),
        }
    }

    fn report(&mut self, kind: DriftKind, expected: Option<String>, value: Value<'_>) {
        let got = type_of(value);
        let known = |drift: &&mut Drift| drift.kind == kind && drift.got == got && drift.path == self.path;
        if let Some(drift) = self.found.iter_mut().find(known) {
            drift.count += 1;
        } else if self.found.len() < Drift::MAX {
            self.found.push(Drift { path: self.path.clone(), kind, expected, got, count: 1 });
        }
    }
}

fn accepts(kind: Kind, value: Value<'_>) -> bool {
    match (kind, value.kind()) {
        (Kind::String, document::Kind::String)
        | (Kind::Number, document::Kind::Number)
        | (Kind::Boolean, document::Kind::Bool)
        | (Kind::Array(_), document::Kind::Array)
        | (Kind::Map(_) | Kind::Object(_), document::Kind::Object) => true,
        // 1.0 and 1e3 are whole numbers as well.
        (Kind::Integer, document::Kind::Number) => value.is_integer() || !decimal(value.raw()).contains('.'),
        _ => false,
    }
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::String => "string",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Boolean => "boolean",
        Kind::Array(_) => "array",
        Kind::Map(_) | Kind::Object(_) | Kind::Schema(_) => "object",
        Kind::Any | Kind::AnyOf(_) | Kind::AllOf(_) => "anything",
    }
}

fn type_of(value: Value<'_>) -> &'static str {
    match value.kind() {
        document::Kind::Null => "null",
        document::Kind::Bool => "boolean",
        document::Kind::Number if value.is_integer() => "integer",
        document::Kind::Number => "number",
        document::Kind::String => "string",
        document::Kind::Array => "array",
        document::Kind::Object => "object",
    }
}

fn ranges(fields: &[Field]) -> String {
    fields.iter().map(|field| field.versions().to_string()).collect::<Vec<_>>().join(", ")
}

//! Writing JSON objects, member by member.

use std::fmt::Write;

use crate::document::write_string;
use crate::drift::Drift;
use crate::rate_limit::RateLimit;

/// An object under construction.
pub(crate) struct Object(String);

/// Most objects are shorter, and need no second allocation.
const LENGTH: usize = 384;

impl Object {
    pub(crate) fn new() -> Object {
        let mut text = String::with_capacity(LENGTH);
        text.push('{');
        Object(text)
    }

    pub(crate) fn member(&mut self, name: &str, value: impl Json) -> &mut Object {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        write_string(name, &mut self.0);
        self.0.push(':');
        value.write(&mut self.0);
        self
    }

    /// A member whose value is JSON already.
    pub(crate) fn raw(&mut self, name: &str, json: &str) -> &mut Object {
        self.member(name, Raw(json))
    }

    /// The text of an object that is built in one line.
    #[cfg(feature = "protocol")]
    pub(crate) fn take(&mut self) -> String {
        std::mem::replace(self, Object(String::new())).end()
    }

    pub(crate) fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

/// What can stand as a value.
pub(crate) trait Json {
    fn write(self, out: &mut String);
}

struct Raw<'a>(&'a str);

impl Json for Raw<'_> {
    fn write(self, out: &mut String) {
        out.push_str(self.0);
    }
}

impl Json for u64 {
    fn write(self, out: &mut String) {
        write!(out, "{self}").expect("a string takes everything");
    }
}

#[cfg(all(feature = "protocol", feature = "signatures"))]
impl Json for i64 {
    fn write(self, out: &mut String) {
        write!(out, "{self}").expect("a string takes everything");
    }
}

impl Json for u32 {
    fn write(self, out: &mut String) {
        u64::from(self).write(out);
    }
}

impl Json for u16 {
    fn write(self, out: &mut String) {
        u64::from(self).write(out);
    }
}

impl Json for bool {
    fn write(self, out: &mut String) {
        out.push_str(if self { "true" } else { "false" });
    }
}

impl Json for &str {
    fn write(self, out: &mut String) {
        write_string(self, out);
    }
}

impl<T: Json> Json for Option<T> {
    fn write(self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("null"),
        }
    }
}

impl Json for RateLimit {
    fn write(self, out: &mut String) {
        let mut object = Object::new();
        object.member("limit", self.limit).member("remaining", self.remaining);
        object.member("resets_in_ms", self.resets_in_ms);
        out.push_str(&object.end());
    }
}

impl Json for &[Drift] {
    fn write(self, out: &mut String) {
        list(self, out, |drift| {
            let mut object = Object::new();
            object.member("path", &*drift.path).member("kind", drift.kind.as_str());
            object.member("expected", drift.expected.as_deref()).member("got", drift.got).member("count", drift.count);
            object.end()
        });
    }
}

/// A list of texts.
pub(crate) fn texts(texts: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut json = String::from("[");
    for (position, text) in texts.into_iter().enumerate() {
        json.push_str(if position > 0 { "," } else { "" });
        write_string(text.as_ref(), &mut json);
    }
    json.push(']');
    json
}

/// Appends a list whose items `item` writes.
pub(crate) fn list<T>(items: &[T], out: &mut String, item: impl Fn(&T) -> String) {
    out.push('[');
    for (position, one) in items.iter().enumerate() {
        out.push_str(if position > 0 { "," } else { "" });
        out.push_str(&item(one));
    }
    out.push(']');
}

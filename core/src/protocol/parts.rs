//! The parts of a call in one object.

use crate::arguments::{Arguments, File, Part, describe};
use crate::document::Value;
use crate::error::Error;
use crate::nearest;
use crate::quoted::quoted;

const NAMES: [&str; 9] =
    ["path", "named", "query", "body", "files", "extra_query", "extra_body", "extra_headers", "repeatable"];

/// A file whose names are taken from the parts.
pub(super) struct OwnedFile<'a> {
    name: String,
    filename: String,
    content: &'a [u8],
}

impl OwnedFile<'_> {
    pub(super) fn borrowed(&self) -> File<'_> {
        File { name: &self.name, filename: &self.filename, content: self.content }
    }
}

pub(super) struct Parts<'a>(Part<'a>);

impl<'a> Parts<'a> {
    pub(super) fn read(text: &'a str) -> Result<Parts<'a>, Error> {
        Ok(Parts(Part::read_object("the text of a call's parts", Some(text.as_bytes()))?))
    }

    /// The files that `files` lists, whose contents stand one behind the other in `bytes`.
    pub(super) fn files<'b>(&self, mut bytes: &'b [u8]) -> Result<Vec<OwnedFile<'b>>, Error> {
        let mut files = Vec::new();
        let heads = self.0.root().and_then(|root| root.get("files"));
        for head in heads.into_iter().flat_map(Value::items) {
            let text = |name| head.get(name).and_then(Value::as_str).map(std::borrow::Cow::into_owned);
            let length = head.get("length").and_then(Value::as_u64).and_then(|length| usize::try_from(length).ok());
            let parts = (text("name"), text("filename"), length.and_then(|length| bytes.split_at_checked(length)));
            let (Some(name), Some(filename), Some((content, rest))) = parts else {
                return Err(Error::argument(
                    "a file of a form needs a name, a filename, and a length of no more than the bytes that are left",
                ));
            };
            bytes = rest;
            files.push(OwnedFile { name, filename, content });
        }
        Ok(files)
    }

    pub(super) fn arguments<'b>(&'b self, files: &'b [File<'b>]) -> Result<Arguments<'b>, Error> {
        let mut arguments = Arguments { files, ..Arguments::default() };
        for (name, value) in self.0.members() {
            let name = name.decode();
            // What is null is not given, but for a body, where null is a value.
            let text = Some(value).filter(|value| !value.is_null()).map(|value| value.raw().as_bytes());
            match &*name {
                "path" => arguments.path = text,
                "named" => arguments.named = text,
                "query" => arguments.query = text,
                "body" => arguments.body = Some(value.raw().as_bytes()),
                "files" => {}
                "extra_query" => arguments.extra_query = text,
                "extra_body" => arguments.extra_body = text,
                "extra_headers" => arguments.extra_headers = text,
                "repeatable" => arguments.repeatable = boolean("repeatable", value)?,
                other => {
                    let hint = nearest::hint(other, NAMES);
                    return Err(Error::argument(format!("a call has no part {other}{hint}", other = quoted(other))));
                }
            }
        }
        Ok(arguments)
    }
}

pub(super) fn boolean(name: &str, value: Value<'_>) -> Result<bool, Error> {
    value.as_bool().ok_or_else(|| wrong(name, "true or false", value))
}

pub(super) fn wrong(name: &str, right: &str, value: Value<'_>) -> Error {
    Error::argument(format!("{name} must be {right}, not {}", describe(value)))
}

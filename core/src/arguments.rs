//! What a caller hands over for one call.

use crate::document::{Document, Kind, Text, Value};
use crate::error::Error;

/// What a caller hands over for one call, as JSON text, so that every language hands over the same thing and numbers keep their
/// digits. Each part may be absent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Arguments<'a> {
    /// The arguments of the path: an array in the path's order, or an object of names.
    pub path: Option<&'a [u8]>,
    /// Keyword arguments: an object that the catalog sorts into path, query and body.
    pub named: Option<&'a [u8]>,
    /// The query: an object of names the catalog knows.
    pub query: Option<&'a [u8]>,
    /// The body, whole; its members are not compared with the catalog.
    pub body: Option<&'a [u8]>,
    /// The files of a form.
    pub files: &'a [File<'a>],
    /// An object that goes into the query past the catalog.
    pub extra_query: Option<&'a [u8]>,
    /// An object that goes into the body past the catalog.
    pub extra_body: Option<&'a [u8]>,
    /// An object of headers that are added, or replace the client's own.
    pub extra_headers: Option<&'a [u8]>,
    /// Whether the caller vouches that sending the request twice does no harm.
    pub repeatable: bool,
}

/// A file of a form.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// The name of the part.
    pub name: &'a str,
    /// The name of the file.
    pub filename: &'a str,
    /// What is in it.
    pub content: &'a [u8],
}

/// A parsed part of the arguments, or nothing, with its name for messages.
#[derive(Debug)]
pub(crate) struct Part<'a> {
    name: &'static str,
    document: Option<Document<&'a [u8]>>,
}

impl<'a> Part<'a> {
    pub(crate) fn read(name: &'static str, text: Option<&'a [u8]>) -> Result<Part<'a>, Error> {
        let document = match text {
            None => None,
            Some(text) => {
                Some(Document::parse(text).map_err(|error| Error::argument(format!("{name} is not JSON: {error}")))?)
            }
        };
        Ok(Part { name, document })
    }

    /// A part that must be an object where it is given.
    pub(crate) fn read_object(name: &'static str, text: Option<&'a [u8]>) -> Result<Part<'a>, Error> {
        let part = Part::read(name, text)?;
        match part.root() {
            Some(value) if value.kind() != Kind::Object => {
                Err(Error::argument(format!("{name} must be an object of names and values, not {}", describe(value))))
            }
            _ => Ok(part),
        }
    }

    pub(crate) fn root(&self) -> Option<Value<'_>> {
        self.document.as_ref().map(Document::root)
    }

    pub(crate) fn members(&self) -> impl Iterator<Item = (Text<'_>, Value<'_>)> {
        self.root().into_iter().flat_map(Value::members)
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }
}

/// The text of a string, a number or a boolean; `None` for anything else.
pub(crate) fn scalar(value: Value<'_>) -> Option<String> {
    match value.kind() {
        Kind::String => value.as_str().map(std::borrow::Cow::into_owned),
        Kind::Number | Kind::Bool => Some(value.raw().to_owned()),
        Kind::Null | Kind::Array | Kind::Object => None,
    }
}

/// A value for a message: short ones as they are, long ones by their kind.
pub(crate) fn describe(value: Value<'_>) -> String {
    const SHORT: usize = 40;
    let raw = value.raw();
    if raw.len() <= SHORT {
        return raw.to_owned();
    }
    match value.kind() {
        Kind::Object => "an object".to_owned(),
        Kind::Array => "a list".to_owned(),
        Kind::String => "a long string".to_owned(),
        Kind::Number => "a long number".to_owned(),
        Kind::Bool | Kind::Null => raw.to_owned(),
    }
}

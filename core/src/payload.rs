//! What goes into the body of a request.

use crate::arguments::{Arguments, Part, describe};
use crate::body::{self, Members};
use crate::document::{Document, Kind, Value};
use crate::error::Error;
use crate::operation::{Body, Operation};
use crate::quoted::quoted;

/// The body of a request.
#[derive(Clone, Debug)]
pub(crate) enum Payload {
    None,
    Json(String),
    Multipart { content_type: String, bytes: Vec<u8> },
}

impl Payload {
    /// The JSON text, when the body is JSON.
    pub(crate) fn json(&self) -> Option<&str> {
        match self {
            Payload::Json(json) => Some(json),
            Payload::None | Payload::Multipart { .. } => None,
        }
    }

    /// Whether the JSON has this member, and not as null.
    pub(crate) fn has_member(&self, name: &str) -> bool {
        let document = self.json().map(|json| Document::parse(json.as_bytes()));
        document.is_some_and(|document| {
            document.is_ok_and(|document| document.root().get(name).is_some_and(|value| !value.is_null()))
        })
    }

    /// The body of an operation: what was given whole, then members by name, then what passes the catalog by.
    pub(crate) fn of_operation(
        operation: &Operation,
        arguments: &Arguments<'_>,
        mut members: Members,
        seed: u64,
    ) -> Result<Payload, Error> {
        let whole = Part::read("body", arguments.body)?;
        if let (false, Some(file)) = (matches!(operation.body, Body::Multipart { .. }), arguments.files.first()) {
            return Err(Error::argument(format!("there is no place for files here, and {} is one", quoted(file.name))));
        }
        match operation.body {
            Body::None if whole.root().is_some() => {
                Err(Error::argument("it takes no body (extra_body lets one through)"))
            }
            Body::None => json(None, members, arguments.extra_body, false),
            Body::Json { required, .. } => json(whole.root(), members, arguments.extra_body, required),
            Body::Multipart { .. } => {
                let extra = Part::read_object("extra_body", arguments.extra_body)?;
                for object in whole.root().into_iter().chain(extra.root()) {
                    if object.kind() != Kind::Object {
                        let given = describe(object);
                        return Err(Error::argument(format!("the body of a form must be an object, not {given}")));
                    }
                    members.set_all(object);
                }
                let (content_type, bytes) = body::multipart(&members, arguments.files, seed)?;
                Ok(Payload::Multipart { content_type, bytes })
            }
        }
    }

    /// The body of a request past the catalog.
    pub(crate) fn raw(arguments: &Arguments<'_>) -> Result<Payload, Error> {
        json(Part::read("body", arguments.body)?.root(), Members::default(), arguments.extra_body, false)
    }
}

/// A whole body as it is, or an object of members, with the extra ones laid over either.
fn json(whole: Option<Value<'_>>, named: Members, extra: Option<&[u8]>, required: bool) -> Result<Payload, Error> {
    let extra = Part::read_object("extra_body", extra)?;
    if let Some(whole) = whole
        && named.is_empty()
        && extra.root().is_none()
    {
        return Ok(Payload::Json(whole.raw().to_owned()));
    }
    let mut members = Members::default();
    if let Some(whole) = whole {
        if whole.kind() != Kind::Object {
            return Err(Error::argument(format!("members can only be added to an object, not to {}", describe(whole))));
        }
        members.set_all(whole);
    }
    members.set_members(named);
    if let Some(extra) = extra.root() {
        members.set_all(extra);
    }
    let nothing = members.is_empty() && whole.is_none();
    Ok(if nothing && !required { Payload::None } else { Payload::Json(members.to_json()) })
}

//! From what a caller gave to what will be sent: the one place that knows which argument goes where.

use crate::arguments::{Arguments, Part, describe};
use crate::body::{self, Members};
use crate::document::{Document, Kind, Value};
use crate::error::{Error, ErrorKind};
use crate::nearest;
use crate::operation::{Answer, Body, Method, Operation, QueryParameter, Repeat};
use crate::path::PathArguments;
use crate::query::Query;
use crate::version::{Version, Versions};

/// A request whose arguments have found their places, before it gets a host and headers. A pager keeps it to ask for more.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// The operation's id, or the method and path of a request past the catalog.
    pub(crate) label: String,
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) query: Query,
    pub(crate) payload: Payload,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) answer: Answer,
    pub(crate) repeatable: bool,
    /// Whether a success changes something in the workspace.
    pub(crate) has_effect: bool,
    pub(crate) has_quota: bool,
}

/// The body of a draft.
#[derive(Clone, Debug)]
pub(crate) enum Payload {
    None,
    Json(String),
    Multipart { content_type: String, bytes: Vec<u8> },
}

/// Which versions a draft may use.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scope {
    pub(crate) version: Version,
    pub(crate) any_version: bool,
}

impl Scope {
    fn check(self, versions: Versions, thing: &str) -> Result<(), Error> {
        if self.any_version || versions.contains(self.version) {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::NotInVersion,
            format!("{thing} exists in {versions}, and this client speaks {}", self.version),
        ))
    }
}

impl Draft {
    /// Sorts the arguments of an operation into path, query and body.
    pub(crate) fn of_operation(
        operation: &'static Operation,
        arguments: &Arguments<'_>,
        scope: Scope,
        seed: u64,
    ) -> Result<Draft, Error> {
        scope.check(operation.versions, "it")?;
        let mut sorter = Sorter {
            operation,
            scope,
            path: PathArguments::read(operation, &Part::read("path", arguments.path)?)?,
            query: Query::default(),
            body: Members::default(),
        };
        let query = Part::read_object("query", arguments.query)?;
        for (name, value) in query.members() {
            sorter.query_parameter(&name.decode(), value)?;
        }
        let whole_body = Part::read("body", arguments.body)?;
        let named = Part::read_object("named arguments", arguments.named)?;
        for (name, value) in named.members() {
            sorter.named(&name.decode(), value)?;
        }
        sorter.defaults();
        let Sorter { path, mut query, body: members, .. } = sorter;
        let path = path.fill(operation.path, &mut query)?;
        extend_query(&mut query, arguments.extra_query)?;
        let payload = payload(operation, arguments, whole_body.root(), members, seed)?;
        let safe = match operation.repeat {
            Repeat::Safe => true,
            Repeat::Unsafe => false,
            Repeat::SafeWith(member) => payload.has_member(member),
        };
        Ok(Draft {
            label: operation.id.to_owned(),
            method: operation.method,
            path,
            query,
            payload,
            headers: extra_headers(arguments.extra_headers)?,
            answer: operation.answer,
            repeatable: safe || arguments.repeatable,
            has_effect: operation.method != Method::Get && operation.paging.is_none(),
            has_quota: operation.has_quota,
        })
    }

    /// A request past the catalog: any method, any path of the configured host.
    pub(crate) fn raw(method: Method, path: &str, arguments: &Arguments<'_>) -> Result<Draft, Error> {
        check_raw_path(path)?;
        for (name, given) in [("path", arguments.path), ("named arguments", arguments.named)] {
            if given.is_some() {
                return Err(Error::argument(format!(
                    "a request past the catalog takes no {name}; write them into its path"
                )));
            }
        }
        if !arguments.files.is_empty() {
            return Err(Error::argument(
                "a request past the catalog takes no files; use the operation that uploads them",
            ));
        }
        let mut query = Query::default();
        extend_query(&mut query, arguments.query)?;
        extend_query(&mut query, arguments.extra_query)?;
        let body = Part::read("body", arguments.body)?;
        let payload = json_payload(body.root(), Members::default(), arguments.extra_body, false)?;
        Ok(Draft {
            label: format!("{method} {path}"),
            method,
            path: path.to_owned(),
            query,
            payload,
            headers: extra_headers(arguments.extra_headers)?,
            answer: Answer::Json,
            repeatable: arguments.repeatable || matches!(method, Method::Get | Method::Put | Method::Delete),
            has_effect: method != Method::Get,
            has_quota: false,
        })
    }
}

impl Payload {
    /// The JSON text, when the body is JSON.
    pub(crate) fn json(&self) -> Option<&str> {
        match self {
            Payload::Json(json) => Some(json),
            Payload::None | Payload::Multipart { .. } => None,
        }
    }

    fn has_member(&self, name: &str) -> bool {
        let document = self.json().map(|json| Document::parse(json.as_bytes()));
        document.is_some_and(|document| {
            document.is_ok_and(|document| document.root().get(name).is_some_and(|value| !value.is_null()))
        })
    }
}

/// Finds the place of one argument after the other.
struct Sorter {
    operation: &'static Operation,
    scope: Scope,
    path: PathArguments,
    query: Query,
    body: Members,
}

impl Sorter {
    /// A keyword argument: a path argument not yet given, a query parameter, or a member of the body. An old name of a path
    /// argument comes last, since the newest names of bodies may be the same.
    fn named(&mut self, name: &str, value: Value<'_>) -> Result<(), Error> {
        if let Some(position) = self.path.named(name) {
            return self.path.set(position, value);
        }
        if self.parameter(name).is_some() {
            return self.query_parameter(name, value);
        }
        if let Some(field) = self.operation.body.fields().iter().find(|field| field.name == name) {
            self.scope.check(field.versions, name)?;
            self.body.set(name, value.raw());
            return Ok(());
        }
        if let Some(position) = self.path.aliased(name) {
            return self.path.set(position, value);
        }
        if matches!(self.operation.body, Body::Json { open: true, .. }) {
            self.body.set(name, value.raw());
            return Ok(());
        }
        let operation = self.operation;
        let known = (operation.path_parameters.iter().map(|parameter| parameter.name))
            .chain(operation.query.iter().map(|parameter| parameter.name))
            .chain(operation.body.fields().iter().map(|field| field.name));
        let door = if operation.body.fields().is_empty() { "extra_query" } else { "extra_query or extra_body" };
        Err(unknown("argument", name, known, door))
    }

    fn query_parameter(&mut self, name: &str, value: Value<'_>) -> Result<(), Error> {
        let Some(parameter) = self.parameter(name) else {
            let known = self.operation.query.iter().map(|parameter| parameter.name);
            return Err(unknown("query parameter", name, known, "extra_query"));
        };
        self.scope.check(parameter.versions, name)?;
        self.query.add(name, value, parameter.style)
    }

    fn parameter(&self, name: &str) -> Option<&'static QueryParameter> {
        self.operation.query.iter().find(|parameter| parameter.name == name)
    }

    fn defaults(&mut self) {
        for parameter in self.operation.query {
            if let Some(default) = parameter.default
                && parameter.versions.contains(self.scope.version)
                && !self.query.contains(parameter.name)
            {
                self.query.set(parameter.name, default);
            }
        }
    }
}

fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>, door: &str) -> Error {
    let hint = nearest::hint(name, known);
    Error::argument(format!("there is no {what} {name:?}{hint} ({door} lets it through)"))
}

fn payload(
    operation: &Operation,
    arguments: &Arguments<'_>,
    whole: Option<Value<'_>>,
    mut members: Members,
    seed: u64,
) -> Result<Payload, Error> {
    let refuse_files = || match arguments.files.first() {
        Some(file) => Err(Error::argument(format!("there is no place for files here, and {:?} is one", file.name))),
        None => Ok(()),
    };
    match operation.body {
        Body::None => {
            refuse_files()?;
            if whole.is_some() {
                return Err(Error::argument("it takes no body (extra_body lets one through)"));
            }
            json_payload(None, members, arguments.extra_body, false)
        }
        Body::Json { required, .. } => {
            refuse_files()?;
            json_payload(whole, members, arguments.extra_body, required)
        }
        Body::Multipart { .. } => {
            let extra = Part::read_object("extra_body", arguments.extra_body)?;
            for object in whole.into_iter().chain(extra.root()) {
                if object.kind() != Kind::Object {
                    return Err(Error::argument(format!(
                        "the body of a form must be an object, not {}",
                        describe(object)
                    )));
                }
                members.set_all(object);
            }
            let (content_type, bytes) = body::multipart(&members, arguments.files, seed)?;
            Ok(Payload::Multipart { content_type, bytes })
        }
    }
}

/// A whole body as it is, or an object of members, with the extra ones laid over either.
fn json_payload(
    whole: Option<Value<'_>>,
    named: Members,
    extra: Option<&[u8]>,
    required: bool,
) -> Result<Payload, Error> {
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

fn extend_query(query: &mut Query, object: Option<&[u8]>) -> Result<(), Error> {
    let extra = Part::read_object("query", object)?;
    for (name, value) in extra.members() {
        query.add(&name.decode(), value, crate::operation::QueryStyle::Comma)?;
    }
    Ok(())
}

/// Headers the client and the host decide alone: the token's, and those that frame the message.
const RESERVED: [&str; 6] = ["authorization", "host", "content-length", "transfer-encoding", "connection", "cookie"];

fn extra_headers(object: Option<&[u8]>) -> Result<Vec<(String, String)>, Error> {
    let extra = Part::read_object("extra_headers", object)?;
    let mut headers = Vec::new();
    for (name, value) in extra.members() {
        let name = name.decode().into_owned();
        let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if name.is_empty() || !name.bytes().all(is_token) {
            return Err(Error::argument(format!(
                "{name:?} cannot be the name of a header; use letters, digits and hyphens"
            )));
        }
        if RESERVED.contains(&name.to_ascii_lowercase().as_str()) {
            return Err(Error::argument(format!("the header {name} is the client's own and cannot be set per call")));
        }
        let Some(text) = value.as_str() else {
            return Err(Error::argument(format!("the header {name} must be a string")));
        };
        if !text.bytes().all(|byte| byte == b'\t' || (b' '..=b'~').contains(&byte)) {
            return Err(Error::argument(format!(
                "the header {name} holds a line break or another character that no header may have"
            )));
        }
        headers.push((name, text.into_owned()));
    }
    Ok(headers)
}

/// A path stays below the base URL: it starts with one slash, climbs nowhere, and holds only what may stand in a URL.
fn check_raw_path(path: &str) -> Result<(), Error> {
    let refuse = |what: &str| {
        Err(Error::argument(format!("the path {path:?} {what}; it should read like \"/contacts?per_page=5\"")))
    };
    if !path.starts_with('/') || path.starts_with("//") {
        return refuse("does not start with exactly one slash");
    }
    if !path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?%".contains(&byte)) {
        return refuse("holds a character that must be percent-encoded");
    }
    let before_query = path.split('?').next().unwrap_or(path);
    let climbs = |segment: &str| matches!(crate::percent::decode(segment).as_str(), "." | "..");
    if before_query.split('/').any(climbs) {
        return refuse("climbs out of its place");
    }
    Ok(())
}

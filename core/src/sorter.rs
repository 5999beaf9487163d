//! Which argument goes where.

use crate::arguments::Part;
use crate::body::Members;
use crate::document::Value;
use crate::error::{Error, ErrorKind};
use crate::nearest;
use crate::operation::{Body, Operation, QueryParameter};
use crate::path::PathArguments;
use crate::query::Query;
use crate::quoted::quoted;
use crate::version::{Version, Versions};

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

/// Finds the place of one argument after the other.
pub(crate) struct Sorter {
    operation: &'static Operation,
    scope: Scope,
    path: PathArguments,
    query: Query,
    body: Members,
}

/// The arguments in their places.
pub(crate) struct Sorted {
    pub(crate) path: String,
    pub(crate) query: Query,
    pub(crate) body: Members,
}

impl Sorter {
    pub(crate) fn new(operation: &'static Operation, scope: Scope, path: &Part<'_>) -> Result<Sorter, Error> {
        scope.check(operation.versions, "it")?;
        let path = PathArguments::read(operation, path)?;
        Ok(Sorter { operation, scope, path, query: Query::default(), body: Members::default() })
    }

    /// A keyword argument: a path argument not yet given, a query parameter, or a member of the body. An old name of a path
    /// argument comes last, since the newest names of bodies may be the same.
    pub(crate) fn named(&mut self, name: &str, value: Value<'_>) -> Result<(), Error> {
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
        if operation.path_parameters.iter().any(|parameter| parameter.name == name || parameter.aliases.contains(&name))
        {
            return Err(Error::argument(format!(
                "{name} is given twice: it has its place in the path, and was named besides"
            )));
        }
        let known = (operation.path_parameters.iter().map(|parameter| parameter.name))
            .chain(operation.query.iter().map(|parameter| parameter.name))
            .chain(operation.body.fields().iter().map(|field| field.name));
        let door = if operation.body.fields().is_empty() { "extra_query" } else { "extra_query or extra_body" };
        Err(unknown("argument", name, known, door))
    }

    pub(crate) fn query_parameter(&mut self, name: &str, value: Value<'_>) -> Result<(), Error> {
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

    /// Fills the path and what the caller may leave out.
    pub(crate) fn finish(mut self) -> Result<Sorted, Error> {
        for parameter in self.operation.query {
            if let Some(default) = parameter.default
                && parameter.versions.contains(self.scope.version)
                && !self.query.contains(parameter.name)
            {
                self.query.set(parameter.name, default);
            }
        }
        let path = self.path.fill(self.operation.path, &mut self.query)?;
        Ok(Sorted { path, query: self.query, body: self.body })
    }
}

fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>, door: &str) -> Error {
    let hint = nearest::hint(name, known);
    Error::argument(format!("there is no {what} {name}{hint} ({door} lets it through)", name = quoted(name)))
}

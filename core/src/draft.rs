//! From what a caller gave to what will be sent.

use crate::arguments::{Arguments, Part};
use crate::error::Error;
use crate::headers;
use crate::operation::{Answer, Method, Operation, Repeat};
use crate::path;
use crate::payload::Payload;
use crate::query::Query;
use crate::sorter::{Scope, Sorted, Sorter};
use crate::token::Token;

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
    /// What in the body is as secret as a token: nobody is shown it.
    pub(crate) secrets: Vec<Token>,
}

impl Draft {
    /// Sorts the arguments of an operation into path, query and body.
    pub(crate) fn of_operation(
        operation: &'static Operation,
        arguments: &Arguments<'_>,
        scope: Scope,
        seed: u64,
    ) -> Result<Draft, Error> {
        let mut sorter = Sorter::new(operation, scope, &Part::read("path", arguments.path)?)?;
        let query = Part::read_object("query", arguments.query)?;
        for (name, value) in query.members() {
            sorter.query_parameter(&name.decode(), value)?;
        }
        let named = Part::read_object("named arguments", arguments.named)?;
        for (name, value) in named.members() {
            sorter.named(&name.decode(), value)?;
        }
        let Sorted { path, mut query, body } = sorter.finish()?;
        query.extend(&Part::read_object("extra_query", arguments.extra_query)?)?;
        let payload = Payload::of_operation(operation, arguments, body, seed)?;
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
            headers: headers::extra(arguments.extra_headers)?,
            answer: operation.answer,
            repeatable: safe || arguments.repeatable,
            has_effect: operation.method != Method::Get && operation.paging.is_none(),
            has_quota: operation.has_quota,
            secrets: Vec::new(),
        })
    }

    /// A request past the catalog: any method, any path of the configured host.
    pub(crate) fn raw(method: Method, path: &str, arguments: &Arguments<'_>) -> Result<Draft, Error> {
        path::check_raw(path)?;
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
        query.extend(&Part::read_object("query", arguments.query)?)?;
        query.extend(&Part::read_object("extra_query", arguments.extra_query)?)?;
        let payload = Payload::raw(arguments)?;
        Ok(Draft {
            label: format!("{method} {path}"),
            method,
            path: path.to_owned(),
            query,
            payload,
            headers: headers::extra(arguments.extra_headers)?,
            answer: Answer::Any,
            repeatable: arguments.repeatable || matches!(method, Method::Get | Method::Put | Method::Delete),
            has_effect: method != Method::Get,
            has_quota: false,
            secrets: Vec::new(),
        })
    }
}

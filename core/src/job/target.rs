//! Which job is meant, and what the operations that follow it take.

use crate::arguments::{Arguments, Part, describe, scalar};
use crate::body::Members;
use crate::document::{Value, write_string};
use crate::draft::Draft;
use crate::error::{Error, ErrorKind};
use crate::operation::{Operation, Polling};
use crate::sorter::Scope;

/// A job, and what its operations need to find it.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) operation: &'static Operation,
    pub(super) polling: &'static Polling,
    pub(super) scope: Scope,
    /// The server's name for the job, once it is known.
    pub(super) id: Option<String>,
    /// What goes along with the id: names of the query, and the JSON text of their values.
    pub(super) along: Vec<(&'static str, String)>,
}

impl Target {
    /// A job that is to be started, and what starts it.
    pub(super) fn start(
        operation: &'static Operation,
        arguments: &Arguments<'_>,
        scope: Scope,
        seed: u64,
    ) -> Result<(Target, Draft), Error> {
        let mut target = Target::of(operation, scope)?;
        let named = Part::read_object("named arguments", arguments.named)?;
        let query = Part::read_object("query", arguments.query)?;
        for name in target.polling.along {
            let given =
                |part: &Part<'_>| part.root().and_then(|root| root.get(name)).map(|value| value.raw().to_owned());
            target.take(name, given(&named).or_else(|| given(&query)))?;
        }
        let (named, query) = (target.without(&named), target.without(&query));
        let arguments = Arguments { named: Some(named.as_bytes()), query: Some(query.as_bytes()), ..*arguments };
        let mut draft = Draft::of_operation(operation, &arguments, scope, seed)?;
        // A method says whether repeating does harm to what the job changes; a second job is one all the same.
        draft.repeatable = arguments.repeatable;
        Ok((target, draft))
    }

    /// A job of that operation, not yet known by its id.
    pub(super) fn of(operation: &'static Operation, scope: Scope) -> Result<Target, Error> {
        let polling = operation.job.ok_or_else(|| Error::argument("it starts no job that could be followed"))?;
        Ok(Target { operation, polling, scope, id: None, along: Vec::new() })
    }

    /// Keeps a value that goes along with the id. Null leaves it out.
    pub(super) fn take(&mut self, name: &'static str, raw: Option<String>) -> Result<(), Error> {
        let poll = self.polling.poll;
        let raw = raw.ok_or_else(|| {
            Error::argument(format!("{name} is missing; {poll} needs it besides the job's id (null leaves it out)"))
        })?;
        let document = crate::document::Document::parse(raw.as_bytes()).expect("it is the text of a parsed value");
        let value = document.root();
        if scalar(value).is_none() && !value.is_null() {
            return Err(Error::argument(format!("{name} must be one text or number, not {}", describe(value))));
        }
        self.along.push((name, raw));
        Ok(())
    }

    /// Reads the job's id from the answer to its start.
    pub(super) fn learn(&mut self, answer: Option<Value<'_>>) -> Result<(), Error> {
        let member = self.polling.id;
        let given = answer.and_then(|answer| answer.get(member));
        self.id = given.and_then(scalar);
        if self.id.is_some() && self.draft(self.polling.poll).is_ok() {
            return Ok(());
        }
        self.id = None;
        let given = given.map_or_else(|| "missing".to_owned(), describe);
        let message =
            format!("a job was started that cannot be followed: in the answer, {member} is {given} and not an id");
        let mut error = Error::new(ErrorKind::Api, message);
        error.maybe_applied = true;
        Err(error)
    }

    /// What asks one of the job's operations about it.
    pub(super) fn draft(&self, step: &'static str) -> Result<Draft, Error> {
        let operation = Operation::find(step).expect("the table's laws give every job its operations");
        let mut path = String::from("[");
        write_string(self.id.as_deref().unwrap_or_default(), &mut path);
        path.push(']');
        let mut query = Members::default();
        for (name, raw) in &self.along {
            if operation.query.iter().any(|parameter| parameter.name == *name) {
                query.set(name, raw);
            }
        }
        let query = query.to_json();
        let arguments =
            Arguments { path: Some(path.as_bytes()), query: Some(query.as_bytes()), ..Arguments::default() };
        Draft::of_operation(operation, &arguments, self.scope, 0).map_err(|error| error.of_operation(operation.id))
    }

    /// The members of a part that do not go along with the id.
    fn without(&self, part: &Part<'_>) -> String {
        let mut rest = Members::default();
        for (name, value) in part.members() {
            let name = name.decode();
            if !self.polling.along.contains(&&*name) {
                rest.set(&name, value.raw());
            }
        }
        rest.to_json()
    }
}

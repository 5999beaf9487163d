//! Holds a query against what a search is known to take.

use std::str::FromStr;

use super::operator::{Operator, listed};
use super::resource::Resource;
use crate::arguments::describe;
use crate::document::{Kind, Value};
use crate::error::{Error, ErrorKind};
use crate::nearest;
use crate::quoted::quoted;
use crate::version::{Version, Versions};

/// How deep groups may be nested.
const MAX_DEPTH: usize = 2;

/// How many filters and groups one group may hold.
const MAX_MEMBERS: usize = 15;

/// Checks the `query` of a search: its shape, the fields and operators of that version, at most 15 filters in a group, and groups
/// at most 2 deep.
///
/// Fields come without a new version, so the caller may know one that this table does not: the fields named in `unchecked` may be
/// compared in any way.
///
/// # Errors
/// Of kind [`ErrorKind::Argument`], or [`ErrorKind::NotInVersion`] where another version would take it. The message says where in
/// the query it is.
pub fn check(resource: Resource, version: Version, query: Value<'_>, unchecked: &[&str]) -> Result<(), Error> {
    let versions = resource.versions();
    if !versions.contains(version) {
        return Err(Error::new(
            ErrorKind::NotInVersion,
            format!("{resource} can be searched in {versions}, and this query is for {version}"),
        ));
    }
    Check { resource, version, unchecked }.condition("query", query, 1)
}

struct Check<'a> {
    resource: Resource,
    version: Version,
    unchecked: &'a [&'a str],
}

impl Check<'_> {
    /// A filter or a group; `depth` is that of the group it would be.
    fn condition(&self, place: &str, condition: Value<'_>, depth: usize) -> Result<(), Error> {
        if condition.kind() != Kind::Object {
            let found = describe(condition);
            return Err(wrong(
                place,
                format!("a condition must be an object with an operator and a value, not {found}"),
            ));
        }
        let Some(operator) = condition.get("operator").and_then(Value::as_str) else {
            return Err(wrong(place, "an operator is missing: one like \"=\" for a filter, AND or OR for a group"));
        };
        let Some(value) = condition.get("value") else {
            return Err(wrong(place, "a value is missing; null looks for what has none"));
        };
        match &*operator {
            "AND" | "OR" => self.group(place, value, depth),
            _ => match Operator::from_str(&operator) {
                Ok(operator) => self.filter(place, condition.get("field"), operator, value),
                Err(error) => Err(wrong(place, error.message.clone())),
            },
        }
    }

    fn group(&self, place: &str, members: Value<'_>, depth: usize) -> Result<(), Error> {
        if depth > MAX_DEPTH {
            return Err(wrong(place, format!("groups may be nested {MAX_DEPTH} deep, and this one is deeper")));
        }
        if members.kind() != Kind::Array || members.is_empty() {
            let found = describe(members);
            return Err(wrong(place, format!("the value of a group must be a list of conditions, not {found}")));
        }
        if members.len() > MAX_MEMBERS {
            let given = members.len();
            return Err(wrong(place, format!("a group may hold {MAX_MEMBERS} conditions, not {given}")));
        }
        for (position, member) in members.items().enumerate() {
            self.condition(&format!("{place}.value[{position}]"), member, depth + 1)?;
        }
        Ok(())
    }

    fn filter(&self, place: &str, field: Option<Value<'_>>, operator: Operator, value: Value<'_>) -> Result<(), Error> {
        let Some(field) = field.and_then(Value::as_str) else {
            return Err(wrong(place, "a filter must name its field"));
        };
        if !self.unchecked.contains(&&*field) {
            self.field(place, &field, operator)?;
        }
        let fits = if operator.takes_list() {
            value.kind() == Kind::Array && value.items().all(is_scalar)
        } else {
            is_scalar(value) || value.is_null()
        };
        if fits {
            return Ok(());
        }
        let right =
            if operator.takes_list() { "a list of texts, numbers and booleans" } else { "one text, number or boolean" };
        Err(wrong(place, format!("the operator {operator} takes {right}, not {}", describe(value))))
    }

    fn field(&self, place: &str, name: &str, operator: Operator) -> Result<(), Error> {
        let Check { resource, version, .. } = *self;
        let rows = || resource.fields().iter().filter(|row| row.is_named(name));
        let Some(first) = rows().next() else {
            let hint = nearest::hint(name, resource.fields().iter().map(|row| row.name));
            return Err(wrong(
                place,
                format!(
                    "{resource} have no field {name} to search by{hint} (name it as unchecked to send it all the same)",
                    name = quoted(name)
                ),
            ));
        };
        let Some(row) = rows().rfind(|row| row.since <= version) else {
            let versions = Versions { since: first.since, until: resource.versions().until };
            return Err(Error::new(
                ErrorKind::NotInVersion,
                format!("{place}: {resource} can be searched by {name} in {versions}, and this query is for {version}"),
            ));
        };
        let operators = row.field_type.operators;
        if operators.contains(&operator) {
            return Ok(());
        }
        let known = listed(operators);
        Err(wrong(
            place,
            format!(
                "in {version}, {name} takes the operators {known}, not {operator} (name it as unchecked to send it all the same)"
            ),
        ))
    }
}

fn is_scalar(value: Value<'_>) -> bool {
    matches!(value.kind(), Kind::String | Kind::Number | Kind::Bool)
}

fn wrong(place: &str, what: impl AsRef<str>) -> Error {
    Error::argument(format!("{place}: {}", what.as_ref()))
}

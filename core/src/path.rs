//! The path of a request: a template whose every argument becomes one segment.

use crate::arguments::{Part, describe};
use crate::document::{Kind, Value};
use crate::error::Error;
use crate::nearest;
use crate::operation::{Operation, PathParameter};
use crate::percent;
use crate::query::Query;
use crate::quoted::quoted;

/// The arguments of a path as they come in, one place for each of the operation's parameters.
#[derive(Debug)]
pub(crate) struct PathArguments {
    parameters: &'static [PathParameter],
    values: Vec<Option<String>>,
}

impl PathArguments {
    /// Takes the `path` part of the arguments: a list in order, or an object of names.
    pub(crate) fn read(operation: &Operation, part: &Part<'_>) -> Result<PathArguments, Error> {
        let parameters = operation.path_parameters;
        let mut arguments = PathArguments { parameters, values: vec![None; parameters.len()] };
        let Some(root) = part.root() else { return Ok(arguments) };
        match root.kind() {
            Kind::Array => {
                let given = root.items().count();
                if given > parameters.len() {
                    return Err(Error::argument(format!(
                        "too many path arguments for {}: it takes {}, not {given}; everything else is named",
                        operation.path,
                        parameters.len()
                    )));
                }
                for (position, value) in root.items().enumerate() {
                    arguments.set(position, value)?;
                }
            }
            Kind::Object => {
                for (name, value) in root.members() {
                    let name = name.decode();
                    let position = arguments.named(&name).or_else(|| arguments.aliased(&name)).ok_or_else(|| {
                        Error::argument(format!(
                            "the path {} has no argument {name}{}",
                            operation.path,
                            nearest::hint(&name, parameters.iter().map(|parameter| parameter.name)),
                            name = quoted(&name)
                        ))
                    })?;
                    arguments.set(position, value)?;
                }
            }
            _ => {
                return Err(Error::argument(format!(
                    "{} must be a list in the order of {}, or an object of names, not {}",
                    part.name(),
                    operation.path,
                    describe(root)
                )));
            }
        }
        Ok(arguments)
    }

    /// The place of a parameter by its name, while it is still empty.
    pub(crate) fn named(&self, name: &str) -> Option<usize> {
        self.vacant(|parameter| parameter.name == name)
    }

    /// The place of a parameter by a name that another version gives it, while it is still empty.
    pub(crate) fn aliased(&self, name: &str) -> Option<usize> {
        self.vacant(|parameter| parameter.aliases.contains(&name))
    }

    fn vacant(&self, wanted: impl Fn(&PathParameter) -> bool) -> Option<usize> {
        let position = self.parameters.iter().position(wanted)?;
        self.values[position].is_none().then_some(position)
    }

    /// Sets an argument to a string or an integer.
    pub(crate) fn set(&mut self, position: usize, value: Value<'_>) -> Result<(), Error> {
        let name = self.parameters[position].name;
        let text = match value.as_str() {
            Some(text) => text.into_owned(),
            None if value.is_integer() => value.raw().to_owned(),
            None => {
                return Err(Error::argument(format!("{name} must be a string or an integer, not {}", describe(value))));
            }
        };
        if matches!(text.as_str(), "" | "." | "..") {
            return Err(Error::argument(format!(
                "{name} is {text}, which cannot be an id; give the id itself",
                text = quoted(&text)
            )));
        }
        if text.chars().any(char::is_control) {
            return Err(Error::argument(format!("{name} holds a control character, which no id has")));
        }
        self.values[position] = Some(text);
        Ok(())
    }

    /// The path, its arguments percent-encoded. What must be said again in the query is added to it.
    pub(crate) fn fill(self, template: &str, query: &mut Query) -> Result<String, Error> {
        let mut path = String::with_capacity(template.len() + 32);
        let mut arguments = self.parameters.iter().zip(self.values);
        for segment in template.split('/').skip(1) {
            path.push('/');
            if !segment.starts_with('{') {
                path.push_str(segment);
                continue;
            }
            let (parameter, value) = arguments.next().expect("the table's laws give every name of a path a parameter");
            let value = value.ok_or_else(|| {
                Error::argument(format!("{} is missing; it is part of the path {template}", parameter.name))
            })?;
            percent::encode_into(&mut path, &value);
            if let Some(name) = parameter.repeated_in_query {
                query.set(name, &value);
            }
        }
        Ok(path)
    }
}

/// A path stays below the base URL: it starts with one slash, climbs nowhere, and holds only what may stand in a URL.
pub(crate) fn check_raw(path: &str) -> Result<(), Error> {
    let refuse = |what: &str| {
        Err(Error::argument(format!(
            "the path {path} {what}; it should read like \"/contacts?per_page=5\"",
            path = quoted(path)
        )))
    };
    if !path.starts_with('/') || path.starts_with("//") {
        return refuse("does not start with exactly one slash");
    }
    // RFC 3986 allows the apostrophe in a query, but hosts that follow the URL standard of browsers rewrite it there.
    if !path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~!$&()*+,;=:@/?%".contains(&byte)) {
        return refuse("holds a character that must be percent-encoded");
    }
    let is_escape = |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    if !path.split('%').skip(1).all(is_escape) {
        return refuse("has a percent sign that begins no escape");
    }
    let before_query = path.split('?').next().unwrap_or(path);
    let climbs = |segment: &str| matches!(percent::decode(segment).as_str(), "." | "..");
    if before_query.split('/').any(climbs) {
        return refuse("climbs out of its place");
    }
    Ok(())
}

//! What a request may hold, by the catalog: checked before a room sees it.
//!
//! It is as lenient as the API: `null` goes for everything, an id may be a number, a number or a truth value may be written as a
//! string, what a workspace names itself may hold anything, and the values that a description lists for a member of a body are
//! no law. Rooms see the type that is described, whichever one came. What is missing or mistyped is refused; what is unknown is
//! only told.

use entryphone::{Operation, PageStyle};
use serde_json::{Map, Value};

use crate::catalog::shape::{Kind, Shape};
use crate::catalog::{Content, Description, Facts};
use crate::refusal::Refusal;
use crate::request::Request;

/// One request on its way through the check.
pub(crate) struct Check<'a> {
    description: &'a Description,
    /// Where the names stand that nobody described, such as `body.colour` and `query.foo`.
    unknown: &'a mut Vec<String>,
}

impl<'a> Check<'a> {
    pub(crate) fn new(description: &'a Description, unknown: &'a mut Vec<String>) -> Self {
        Self { description, unknown }
    }

    /// Checks the parameters of the query.
    pub(crate) fn query(&mut self, request: &Request, facts: &Facts) -> Result<(), Refusal> {
        for (name, value) in &request.query {
            match described(facts, name) {
                Some(shape) => check_parameter(name, value, shape)?,
                None => self.unknown.push(format!("query.{name}")),
            }
        }
        let given = |wanted: &str| request.query.iter().any(|(name, _)| name == wanted);
        let missing = facts.query.iter().find(|(name, shape)| {
            shape.required && !given(name) && !(shape.explode && members(shape).any(|(member, _)| given(member)))
        });
        missing.map_or(Ok(()), |(name, _)| Err(Refusal::absent(name)))
    }

    /// Checks the members of the body, and gives each the type that is described.
    pub(crate) fn body(
        &mut self,
        row: &Operation,
        body: &mut Map<String, Value>,
        content: &Content,
    ) -> Result<(), Refusal> {
        let Some(shape) = &content.json else {
            self.unknown.extend(body.keys().map(|name| format!("body.{name}")));
            return Ok(());
        };
        // What a query says is judged by the search itself, in words of its own.
        let is_search = row.paging.is_some_and(|paging| paging.style == PageStyle::CursorBody);
        self.object(body, &[shape], &["body"], if is_search { "query" } else { "" })
    }

    /// `place` is the way to the object, by names; `skipped` is a member nobody looks into.
    fn object(
        &mut self,
        object: &mut Map<String, Value>,
        shapes: &[&Shape],
        place: &[&str],
        skipped: &str,
    ) -> Result<(), Refusal> {
        let description = self.description;
        let parts: Vec<_> = shapes.iter().flat_map(|shape| shape.parts(description)).collect();
        if let [shape] = shapes {
            let is_there = |name: &str| object.get(name).is_some_and(|value| !value.is_null());
            if let Some(missing) = shape.required_members(description).into_iter().find(|name| !is_there(name)) {
                return Err(Refusal::absent(&path(place, missing)));
            }
        }
        let is_open = parts.is_empty() || parts.iter().any(|part| part.is_open());
        for (name, value) in object.iter_mut().filter(|(name, _)| *name != skipped) {
            let fields: Vec<_> = parts.iter().filter_map(|part| part.fields.get(name)).collect();
            let place = [place, &[name]].concat();
            if !fields.is_empty() {
                self.value(value, &fields, &place)?;
            } else if !is_open {
                self.unknown.push(place.join("."));
            }
        }
        // What a version does not know it does not hear, so that no other version is told of it later.
        object.retain(|name, _| is_open || name == skipped || parts.iter().any(|part| part.fields.contains_key(name)));
        Ok(())
    }

    fn value(&mut self, value: &mut Value, shapes: &[&Shape], place: &[&str]) -> Result<(), Refusal> {
        let description = self.description;
        let parts: Vec<_> = shapes.iter().flat_map(|shape| shape.parts(description)).collect();
        let kinds: Vec<_> = parts.iter().filter_map(|part| part.kind()).collect();
        if value.is_null() || kinds.is_empty() {
            return Ok(());
        }
        let name = place.last().copied().unwrap_or_default();
        if !kinds.iter().any(|kind| kind.describes(value)) {
            let Some(converted) = kinds.iter().find_map(|kind| convert(*kind, name, value)) else {
                let mut expected: Vec<_> = kinds.iter().map(|kind| expected(*kind)).collect();
                expected.dedup();
                return Err(Refusal::mistyped(&path(&place[..place.len() - 1], name), &expected.join(" or ")));
            };
            *value = converted;
        }
        match value {
            Value::Object(object) => {
                let objects: Vec<_> = match shapes {
                    [only] => vec![*only],
                    _ => parts.iter().copied().filter(|part| part.kind() == Some(Kind::Object)).collect(),
                };
                self.object(object, &objects, place, "")
            }
            Value::Array(items) => {
                let shapes: Vec<_> = parts.iter().filter_map(|part| part.items.as_deref()).collect();
                let name = format!("{name}[]");
                let place = [&place[..place.len() - 1], &[&name]].concat();
                items.iter_mut().try_for_each(|item| self.value(item, &shapes, &place))
            }
            _ => Ok(()),
        }
    }
}

/// The shape of a parameter: described by name, as a member of an exploded object, or as a repetition of the path.
fn described<'a>(facts: &'a Facts, name: &str) -> Option<&'a Shape> {
    let exploded = || facts.query.values().filter(|shape| shape.explode).flat_map(members);
    let repeated = || facts.arguments.values().find(|shape| shape.repeated_in_query.as_deref() == Some(name));
    facts
        .query
        .get(name)
        .or_else(|| exploded().find(|(member, _)| *member == name).map(|(_, shape)| shape))
        .or_else(repeated)
}

/// The members that an exploded object spreads over the query.
fn members(shape: &Shape) -> impl Iterator<Item = (&str, &Shape)> {
    let branches = shape.one_of.iter().chain(&shape.any_of).chain(&shape.all_of);
    branches.chain([shape]).flat_map(|branch| &branch.fields).map(|(name, shape)| (name.as_str(), shape))
}

fn check_parameter(name: &str, text: &str, shape: &Shape) -> Result<(), Refusal> {
    if let Some(item) = &shape.items {
        return text.split(',').try_for_each(|item_text| check_parameter(name, item_text, item));
    }
    let refuse = |status, expected: &str| {
        let message = format!("{name} must be {expected}, not {text:?}");
        Err(Refusal::new(status, "parameter_invalid", message).at(name))
    };
    let malformed = match shape.kind {
        Some(Kind::Integer) => match text.parse::<i64>() {
            Err(_) => Some("an integer".to_owned()),
            Ok(number) => out_of_bounds(number, shape),
        },
        Some(Kind::Number) if text.parse::<f64>().is_err() => Some("a number".into()),
        Some(Kind::Boolean) if !matches!(text, "true" | "false") => Some("true or false".into()),
        _ => None,
    };
    if let Some(expected) = malformed {
        return refuse(400, &expected);
    }
    let words: Vec<_> = shape.values.iter().filter_map(Value::as_str).collect();
    if !words.is_empty() && !words.contains(&text) {
        return refuse(422, &format!("one of {}", words.join(", ")));
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "bounds are page sizes and the like")]
fn out_of_bounds(number: i64, shape: &Shape) -> Option<String> {
    match (shape.minimum, shape.maximum) {
        (Some(least), _) if (number as f64) < least => Some(format!("at least {least}")),
        (_, Some(most)) if (number as f64) > most => Some(format!("at most {most}")),
        _ => None,
    }
}

/// A value in the type that is described, where the API takes it for one.
fn convert(kind: Kind, name: &str, value: &Value) -> Option<Value> {
    match (kind, value) {
        (Kind::String, Value::Number(id)) if is_id(name) => Some(id.to_string().into()),
        (Kind::Number, Value::String(text)) => text.parse::<f64>().ok().map(Value::from),
        (Kind::Integer, Value::String(text)) => {
            text.parse::<i64>().map(Value::from).ok().or_else(|| whole(text.parse().ok()?))
        }
        (Kind::Integer, Value::Number(number)) => whole(number.as_f64()?),
        (Kind::Boolean, Value::String(text)) => text.parse::<bool>().ok().map(Value::from),
        _ => None,
    }
}

/// A number without its fraction, if it is one that can be counted to.
fn whole(number: f64) -> Option<Value> {
    format!("{:.0}", number.trunc()).parse::<i64>().ok().map(Value::from)
}

/// Whether a member holds an id that the API gave out: `id`, `admin_id`, `tag_ids[]`. Those the workspace chose are strings.
fn is_id(name: &str) -> bool {
    let name = name.trim_end_matches("[]").trim_end_matches('s');
    (name == "id" || name.ends_with("_id")) && !matches!(name, "external_id" | "company_id" | "user_id")
}

fn expected(kind: Kind) -> &'static str {
    match kind {
        Kind::String => "a string",
        Kind::Integer => "an integer",
        Kind::Number => "a number",
        Kind::Boolean => "true or false",
        Kind::Array => "an array",
        Kind::Object => "an object",
        Kind::Null => "null",
    }
}

/// How a refusal names a member: without the `body.` that leads to it.
fn path(place: &[&str], name: &str) -> String {
    [&place[1..], &[name]].concat().join(".")
}

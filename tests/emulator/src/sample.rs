//! Answers of operations no room serves, made from what the catalog says of them: plausible, and the same each time.

use entryphone::{Answer as Form, Operation, PageStyle};
use serde_json::{Map, Value, json};

use crate::answer::{Answer, Body};
use crate::catalog::shape::{Kind, Shape};
use crate::catalog::{Description, Facts};
use crate::route::{Context, is_change};
use crate::seed::FOUNDED_AT;

/// As deep as objects are made inside one another.
const MAX_DEPTH: usize = 8;

const BYTES: &str = "application/octet-stream";

/// A success of an operation.
pub(crate) fn answer(row: &Operation, facts: &Facts, description: &Description, context: &Context<'_>) -> Answer {
    let (status, shape) = facts.success().map_or((200, None), |(status, content)| (status, content.json.as_ref()));
    let text = |content_type, text: &str| Body::Text { content_type, text: text.into() };
    let mut id = context.last_parameter().unwrap_or(row.id).to_owned();
    let answer = match (row.answer, shape) {
        (Form::Redirect, _) => Answer::new(302, Body::Empty).header("location", "/"),
        (Form::Text, _) => Answer::new(status, text("text/plain; charset=utf-8", "A sample of a text.\n")),
        (Form::Bytes, _) => Answer::new(status, text(BYTES, "a,sample\n")),
        (Form::Json | Form::Any, Some(shape)) => {
            let mut sample = Sample { row, description, context, within: Vec::new(), schemas: Vec::new(), ids: 1000 };
            let body = sample.root(shape);
            if let Some(made) = body.get("id") {
                id = made.as_str().map_or_else(|| made.to_string(), str::to_owned);
            }
            Answer::new(status, Body::Json(body))
        }
        (Form::Empty | Form::Json | Form::Any, _) => Answer::new(status, Body::Empty),
    };
    if is_change(row) { answer.changing(id) } else { answer }
}

struct Sample<'a> {
    row: &'a Operation,
    description: &'a Description,
    context: &'a Context<'a>,
    /// The members that lead to the value under way.
    within: Vec<String>,
    /// The schemas that lead to it, so that none is made inside itself.
    schemas: Vec<&'a str>,
    ids: u64,
}

impl<'a> Sample<'a> {
    fn root(&mut self, shape: &'a Shape) -> Value {
        let mut body = self.value(shape);
        if let Value::Object(object) = &mut body {
            self.echo(object);
        }
        body
    }

    /// Gives back what the request said: the id of its path, and members by the same name and of the same type.
    fn echo(&self, object: &mut Map<String, Value>) {
        let ends_in_id = self.row.path.ends_with('}');
        let id = self.context.last_parameter().filter(|_| ends_in_id).map(|id| ("id", id));
        for (name, text) in self.context.parameters().chain(id) {
            match object.get_mut(name) {
                Some(Value::String(made)) => text.clone_into(made),
                Some(made @ Value::Number(_)) => {
                    if let Ok(number) = text.parse::<u64>() {
                        *made = number.into();
                    }
                }
                _ => {}
            }
        }
        for (name, given) in &self.context.body {
            if let Some(made) = object.get_mut(name)
                && is_same_scalar(made, given)
            {
                made.clone_from(given);
            }
        }
    }

    fn value(&mut self, shape: &'a Shape) -> Value {
        if let Some(value) = shape.values.iter().find(|value| !value.is_null()) {
            return value.clone();
        }
        let description = self.description;
        let named = shape.reference.as_deref();
        if let Some(name) = named {
            if self.schemas.contains(&name) {
                return Value::Null;
            }
            self.schemas.push(name);
        }
        let schema = named.and_then(|name| description.schema(name));
        let first = [&shape.one_of, &shape.any_of].into_iter().filter_map(|branches| branches.first());
        let wholes: Vec<_> = schema.into_iter().chain(&shape.all_of).chain(first).collect();
        let mut parts: Vec<_> =
            wholes.into_iter().map(|whole| self.value(whole)).filter(|part| !part.is_null()).collect();
        if parts.is_empty() || !shape.fields.is_empty() {
            parts.push(self.plain(shape));
        }
        if named.is_some() {
            self.schemas.pop();
        }
        parts.into_iter().reduce(merge).unwrap_or_default()
    }

    /// What a shape says of itself, without what it refers to.
    fn plain(&mut self, shape: &'a Shape) -> Value {
        let name = self.within.last().cloned().unwrap_or_default();
        match shape.kind() {
            Some(Kind::String) => self.text(&name, shape.format.as_deref().unwrap_or_default()).into(),
            Some(Kind::Integer) => self.number(&name, shape.format.as_deref().unwrap_or_default()).into(),
            Some(Kind::Number) => json!(0.5),
            Some(Kind::Boolean) => (name == "deleted").into(),
            Some(Kind::Array) => self.items(shape).into(),
            Some(Kind::Object) => self.object(shape).into(),
            Some(Kind::Null) | None => Value::Null,
        }
    }

    fn object(&mut self, shape: &'a Shape) -> Map<String, Value> {
        let mut object = Map::new();
        if self.within.len() < MAX_DEPTH {
            for (name, field) in &shape.fields {
                self.within.push(name.clone());
                let value = self.value(field);
                self.within.pop();
                object.insert(name.clone(), value);
            }
        }
        // There is one page, and nothing after it.
        let (is_pages, has_cursor) = (self.within.last().is_some_and(|name| name == "pages"), self.has_cursor());
        if is_pages && has_cursor {
            object.remove("next");
        } else if is_pages && object.contains_key("next") {
            object.insert("next".into(), Value::Null);
        }
        object
    }

    fn items(&mut self, shape: &'a Shape) -> Vec<Value> {
        let Some(item) = shape.items.as_deref().filter(|_| self.within.len() < MAX_DEPTH) else {
            return Vec::new();
        };
        let is_the_list = self.row.paging.is_some_and(|paging| paging.items == self.within.join("."));
        let count = if is_the_list { self.listed() } else { 1 };
        (0..count).map(|_| self.value(item)).filter(|made| !made.is_null()).collect()
    }

    /// How many items the list has: two on its first page, and none on those a client should not ask for.
    fn listed(&self) -> usize {
        let is_later = |name| self.context.query(name).is_some_and(|value| !matches!(value, "" | "1"));
        let pagination = self.context.body.get("pagination");
        let is_later = ["page", "starting_after", "cursor", "scroll_param"].into_iter().any(is_later)
            || pagination.is_some_and(|pagination| !pagination["starting_after"].is_null());
        if is_later { 0 } else { 2 }
    }

    fn has_cursor(&self) -> bool {
        let style = self.row.paging.map(|paging| paging.style);
        matches!(style, Some(PageStyle::CursorQuery | PageStyle::CursorBody | PageStyle::CursorFlat))
    }

    fn text(&mut self, name: &str, format: &str) -> String {
        let schema = self.schemas.last().copied().unwrap_or(self.row.resource());
        match (name, format) {
            (_, "date-time") => "2023-11-14T22:13:20Z".into(),
            (_, "date") => "2023-11-14".into(),
            ("type", _) if schema.ends_with("_list") => "list".into(),
            ("type", _) => schema.into(),
            ("locale" | "default_locale" | "language_override", _) => "en".into(),
            ("timezone" | "time_zone_name", _) => "Etc/UTC".into(),
            ("version", _) => "1".into(),
            _ if is_id(name) => self.id().to_string(),
            _ if format == "uri" || name.ends_with("url") => format!("https://example.com/{name}"),
            _ if name.ends_with("email") => "ada.lovelace@example.com".into(),
            _ if name.contains("phone") => "+15550000001".into(),
            _ if name.ends_with("_at") => FOUNDED_AT.to_string(),
            _ => format!("Sample {}", name.replace('_', " ")).trim_end().into(),
        }
    }

    fn number(&mut self, name: &str, format: &str) -> u64 {
        match name {
            _ if format == "date-time" || name.ends_with("_at") => FOUNDED_AT,
            "total_count" => u64::try_from(self.listed()).unwrap_or_default(),
            "per_page" => 10,
            _ if is_id(name) => self.id(),
            _ => 1,
        }
    }

    fn id(&mut self) -> u64 {
        self.ids += 1;
        self.ids
    }
}

/// `id`, `admin_id`, `tag_ids`.
fn is_id(name: &str) -> bool {
    let name = name.trim_end_matches('s');
    name == "id" || name.ends_with("_id")
}

fn is_same_scalar(one: &Value, other: &Value) -> bool {
    matches!(
        (one, other),
        (Value::String(_), Value::String(_)) | (Value::Bool(_), Value::Bool(_)) | (Value::Number(_), Value::Number(_))
    )
}

/// Objects are laid over one another; of anything else the first counts.
fn merge(one: Value, other: Value) -> Value {
    match (one, other) {
        (Value::Object(mut one), Value::Object(other)) => {
            one.extend(other);
            one.into()
        }
        (one, _) => one,
    }
}

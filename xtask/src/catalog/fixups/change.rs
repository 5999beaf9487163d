//! The kinds of fixup.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::{Context as _, Result, bail, ensure};
use serde::Deserialize;

use super::super::description::{Description, argument_names, erase_names};
use super::super::row::Answer;
use super::super::table;
use super::super::tree::{Map, Tree};
use super::edit::{add, map, map_at, map_in, object_at, object_facts, rename, set_type, type_facts};
use super::{Effect, Target};

/// Members by name, with their types.
type Types = BTreeMap<String, String>;

/// A change to what a description says.
#[derive(Clone, Debug, Deserialize)]
#[expect(missing_docs, reason = "the fields are what the sentence above them speaks of")]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// The operation takes these parameters in the query as well.
    AddQuery { parameters: Types },
    /// The parameter of the query is of this type.
    SetQueryType { parameter: String, r#type: String },
    /// The engine sends this value when the caller gives none.
    SendQuery { parameter: String, value: String },
    /// The argument of the path is declared in the query, so it is sent in both places.
    RepeatInQuery { argument: String },
    /// The operation takes a body with these members, where none is declared.
    SetBody { fields: Types },
    /// The success looks like this; `answers_with` is its schema.
    SetAnswer { answer: Answer, answers_with: Option<String> },
    /// A 429 may mean that too many of these run at once.
    SetQuota {},
    /// The operation's id says something else than the operation does. Nothing changes; the entry fails when the id does.
    ExpectOperationId { operation_id: String },
    /// The operation was published once, and programs use it. Its path is written with names.
    Withdrawn {
        tag: String,
        #[serde(default)]
        body: Types,
        #[serde(default)]
        answer: Types,
        /// The schema of the answer, instead of its members.
        answers_with: Option<String>,
    },
    /// The schema has these members as well.
    AddFields { fields: Types },
    /// The member has another name on the wire.
    RenameField { from: String, to: String },
    /// The member is of this type.
    SetFieldType { field: String, r#type: String },
    /// Other schemas refer to this one, and it is not described.
    AddSchema { r#type: String },
}

impl Change {
    /// The change as one change for each member it adds.
    pub fn parts(&self) -> Vec<Change> {
        let alone = |(name, text): (&String, &String)| Types::from([(name.clone(), text.clone())]);
        match self {
            Change::AddQuery { parameters } => {
                parameters.iter().map(alone).map(|parameters| Change::AddQuery { parameters }).collect()
            }
            Change::AddFields { fields } => {
                fields.iter().map(alone).map(|fields| Change::AddFields { fields }).collect()
            }
            other => vec![other.clone()],
        }
    }

    /// Changes a description.
    ///
    /// # Errors
    /// The change is not for a target of this kind, or what is there does not fit it.
    pub fn apply(&self, target: &Target, description: &mut Description) -> Result<Effect> {
        match (target, self) {
            (Target::Operation(call), Change::Withdrawn { .. }) => {
                let (method, path) = call.split_once(' ').context("an operation is a method and a path")?;
                Ok(add(&mut description.operations, &format!("{method} {}", erase_names(path)), self.withdrawn(path)))
            }
            (Target::Schema(name), Change::AddSchema { r#type }) => {
                Ok(add(&mut description.schemas, name, type_facts(r#type)))
            }
            (Target::Operation(key), _) => match map_at(&mut description.operations, key) {
                Some(operation) => self.apply_to_operation(operation),
                None => Ok(Effect::NoTarget),
            },
            (Target::Schema(place), _) => match object_at(&mut description.schemas, place) {
                Some(object) => self.apply_to_schema(object),
                None => Ok(Effect::NoTarget),
            },
        }
    }

    fn apply_to_operation(&self, operation: &mut Map) -> Result<Effect> {
        match self {
            Change::AddQuery { parameters } => Ok(add_all(map_in(operation, "query"), parameters)),
            Change::SetQueryType { parameter, r#type } => {
                let query = map_at(operation, "query");
                Ok(query.map_or(Effect::NoTarget, |query| set_type(query, parameter, r#type)))
            }
            Change::SendQuery { parameter, value } => {
                let facts = map_at(operation, "query").and_then(|query| map_at(query, parameter));
                Ok(facts.map_or(Effect::NoTarget, |facts| add(facts, "sent_default", value.as_str().into())))
            }
            Change::RepeatInQuery { argument } => Ok(repeat_in_query(operation, argument)),
            Change::SetBody { fields } => Ok(add(operation, "body", json(object_facts(fields)))),
            Change::SetAnswer { answer, answers_with } => {
                if table::answer(&Tree::Map(operation.clone())).ok() == Some(*answer) {
                    return Ok(Effect::Nothing);
                }
                if let Some(schema) = answers_with {
                    map_in(operation, "answers").insert("200".to_owned(), json(type_facts(schema)));
                }
                Ok(add(operation, "answer", answer.name().into()))
            }
            Change::SetQuota {} => Ok(add(operation, "quota", Tree::Bool(true))),
            Change::ExpectOperationId { operation_id } => {
                let found = operation.get("operation_id").and_then(Tree::as_text).unwrap_or_default();
                ensure!(found == operation_id, "the id is `{found}` now; look again whether it still misleads");
                Ok(Effect::Changed)
            }
            _ => bail!("this is no change to an operation; name a `schema`"),
        }
    }

    fn apply_to_schema(&self, object: &mut Map) -> Result<Effect> {
        match self {
            Change::AddFields { fields } => Ok(add_all(map_in(object, "fields"), fields)),
            Change::RenameField { from, to } => rename(map_in(object, "fields"), from, to),
            Change::SetFieldType { field, r#type } => Ok(set_type(map_in(object, "fields"), field, r#type)),
            _ => bail!("this is no change to a schema; name an `operation`"),
        }
    }

    /// The facts of an operation no description has.
    fn withdrawn(&self, path: &str) -> Tree {
        let Change::Withdrawn { tag, body, answer, answers_with } = self else { return Tree::Null };
        let answer = answers_with.as_deref().map_or_else(|| object_facts(answer), type_facts);
        let mut operation = Map::from([
            ("path".to_owned(), path.into()),
            ("tag".to_owned(), tag.as_str().into()),
            ("withdrawn".to_owned(), Tree::Bool(true)),
            ("answers".to_owned(), map([("200", json(answer))])),
        ]);
        if !body.is_empty() {
            operation.insert("body".to_owned(), json(object_facts(body)));
        }
        Tree::Map(operation)
    }
}

/// The kind as the file writes it, and the member it adds.
impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let added = |types: &Types| types.keys().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        match self {
            Change::AddQuery { parameters } => write!(formatter, "`add_query` of {} to", added(parameters)),
            Change::SetQueryType { parameter, .. } => write!(formatter, "`set_query_type` of `{parameter}` in"),
            Change::SendQuery { parameter, .. } => write!(formatter, "`send_query` of `{parameter}` in"),
            Change::RepeatInQuery { argument } => write!(formatter, "`repeat_in_query` of `{argument}` in"),
            Change::SetBody { .. } => formatter.write_str("`set_body` of"),
            Change::SetAnswer { .. } => formatter.write_str("`set_answer` of"),
            Change::SetQuota {} => formatter.write_str("`set_quota` of"),
            Change::ExpectOperationId { .. } => formatter.write_str("`expect_operation_id` of"),
            Change::Withdrawn { .. } => formatter.write_str("`withdrawn`"),
            Change::AddFields { fields } => write!(formatter, "`add_fields` of {} to", added(fields)),
            Change::RenameField { from, .. } => write!(formatter, "`rename_field` of `{from}` in"),
            Change::SetFieldType { field, .. } => write!(formatter, "`set_field_type` of `{field}` in"),
            Change::AddSchema { .. } => formatter.write_str("`add_schema` of"),
        }
    }
}

fn json(schema: Tree) -> Tree {
    map([("application/json", schema)])
}

fn add_all(members: &mut Map, types: &Types) -> Effect {
    let effects: Vec<Effect> = types.iter().map(|(name, text)| add(members, name, type_facts(text))).collect();
    if effects.contains(&Effect::Changed) { Effect::Changed } else { Effect::Nothing }
}

fn repeat_in_query(operation: &mut Map, argument: &str) -> Effect {
    let path = operation.get("path").and_then(Tree::as_text).unwrap_or_default();
    let Some(position) = argument_names(path).position(|name| name == argument) else { return Effect::NoTarget };
    let declared = map_at(operation, "query").and_then(|query| query.shift_remove(argument));
    if declared.is_none() {
        return Effect::Nothing;
    }
    let facts = map_in(map_in(operation, "arguments"), &(position + 1).to_string());
    add(facts, "repeated_in_query", argument.into())
}

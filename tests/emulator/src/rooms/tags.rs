//! Tags, and the tagging of contacts and companies.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::fields::{self, Schema, Type};
use crate::options::Options;
use crate::random::Random;
use crate::refusal::Refusal;
use crate::rooms::{admins, companies, contacts};
use crate::route::{Context, Route};
use crate::store::{Links, Record, Row, record};
use crate::version::Version;
use crate::workspace::Workspace;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/tags", list),
    Route::post("/tags", create_or_update),
    Route::get("/tags/{id}", find),
    Route::delete("/tags/{id}", delete),
    Route::get("/contacts/{id}/tags", list_for_contact),
    Route::post("/contacts/{id}/tags", tag_contact),
    Route::delete("/contacts/{id}/tags/{tag_id}", untag_contact),
];

const SCHEMA: Schema = &[("id", Type::Id), ("name", Type::Text), ("companies", Type::List), ("users", Type::List)];

pub(crate) fn seed(workspace: &mut Workspace, _: &Options, _: &mut Random) {
    for name in ["VIP", "Beta", "Newsletter"] {
        named(workspace, name);
    }
}

/// The tag of that name, made if there is none.
pub(crate) fn named(workspace: &mut Workspace, name: &str) -> String {
    let known = workspace.tags.find_by("name", name).find(|tag| tag.text("name") == Some(name));
    let known = known.map(|tag| tag.id().to_owned());
    known.unwrap_or_else(|| workspace.tags.create(record(json!({"type": "tag", "name": name}))))
}

fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let tags: Vec<_> = context.workspace.tags.oldest_first().map(|tag| &tag.record).collect();
    Ok(Answer::json(json!({"type": "list", "data": tags})))
}

fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    Ok(Answer::json(json!(existing(context.workspace, &id)?.record)))
}

/// Creates a tag, renames one when the body has an `id`, and tags or untags the companies and contacts listed.
fn create_or_update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    fields::check(&context.body, SCHEMA)?;
    let name = fields::text(&context.body, "name")
        .ok_or_else(|| Refusal::invalid_parameter("invalid tag parameters"))?
        .to_owned();
    let workspace = &mut *context.workspace;
    let companies = listed(&context.body, "companies")
        .map(|company| {
            Ok((companies::named_by(workspace, company).ok_or_else(companies::not_found)?, !untags(company)))
        })
        .collect::<Result<Vec<_>, Refusal>>()?;
    let users = listed(&context.body, "users")
        .map(|user| {
            let id = user["id"].as_str().unwrap_or_default();
            Ok((contacts::existing(workspace, id)?.id().to_owned(), true))
        })
        .collect::<Result<Vec<_>, Refusal>>()?;

    let tag_id = match fields::id(&context.body, "id") {
        None => named(workspace, &name),
        Some(id) => {
            let tag = workspace.tags.find_mut(&id).ok_or_else(Refusal::resource_not_found)?;
            tag.insert("name".into(), name.into());
            id
        }
    };
    set_tagged(&mut workspace.company_tags, &companies, &tag_id, context.now);
    set_tagged(&mut workspace.contact_tags, &users, &tag_id, context.now);
    let mut view = existing(workspace, &tag_id)?.record.clone();
    if context.version >= Version::V2_16 {
        view.insert("companies".into(), tagged_view(&companies));
        view.insert("users".into(), tagged_view(&users));
    }
    Ok(Answer::json(Value::Object(view)).changing(tag_id))
}

fn delete(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    let workspace = &mut *context.workspace;
    workspace.tags.remove(&id).ok_or_else(Refusal::resource_not_found)?;
    workspace.contact_tags.forget(&id);
    workspace.conversation_tags.forget(&id);
    workspace.company_tags.forget(&id);
    Ok(Answer::empty().changing(id))
}

fn list_for_contact(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    let workspace = &*context.workspace;
    contacts::existing(workspace, &id)?;
    let tags: Vec<_> = workspace
        .contact_tags
        .of(&id)
        .filter_map(|(tag_id, at)| Some(applied_view(workspace, workspace.tags.find(tag_id)?, at)))
        .collect();
    Ok(Answer::json(json!({"type": "list", "data": tags})))
}

fn tag_contact(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    fields::check(&context.body, SCHEMA)?;
    let id = context.id();
    let workspace = &mut *context.workspace;
    contacts::existing(workspace, &id)?;
    let tag_id =
        fields::id(&context.body, "id").ok_or_else(|| Refusal::missing_parameter("id of the tag not specified"))?;
    existing(workspace, &tag_id)?;
    workspace.contact_tags.link(&id, &tag_id, context.now);
    let at = workspace.contact_tags.linked_at(&id, &tag_id).unwrap_or(context.now);
    let view = applied_view(workspace, existing(workspace, &tag_id)?, at);
    Ok(Answer::json(view).changing(id))
}

fn untag_contact(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (id, tag_id) = (context.id(), context.parameter("tag_id"));
    let workspace = &mut *context.workspace;
    contacts::existing(workspace, &id)?;
    existing(workspace, &tag_id)?;
    let at = workspace.contact_tags.unlink(&id, &tag_id).ok_or_else(Refusal::resource_not_found)?;
    let view = applied_view(workspace, existing(workspace, &tag_id)?, at);
    Ok(Answer::json(view).changing(id))
}

/// A tag together with who applied it and when.
pub(crate) fn applied_view(workspace: &Workspace, tag: &Row, applied_at: u64) -> Value {
    let mut view = tag.record.clone();
    let admin = admins::token_owner(workspace).map(Row::id);
    view.insert("applied_at".into(), applied_at.into());
    view.insert("applied_by".into(), json!({"type": "admin", "id": admin}));
    Value::Object(view)
}

fn existing<'a>(workspace: &'a Workspace, id: &str) -> Result<&'a Row, Refusal> {
    workspace.tags.find(id).ok_or_else(Refusal::resource_not_found)
}

/// Links or unlinks each id, as its flag says.
fn set_tagged(links: &mut Links, changes: &[(String, bool)], tag_id: &str, now: u64) {
    for (id, tagged) in changes {
        if *tagged {
            links.link(id, tag_id, now);
        } else {
            links.unlink(id, tag_id);
        }
    }
}

fn tagged_view(changes: &[(String, bool)]) -> Value {
    if changes.is_empty() {
        return Value::Null;
    }
    changes.iter().map(|(id, tagged)| json!({"id": id, "tagged": tagged})).collect()
}

/// The API's own examples send the flag as a string.
fn untags(company: &Value) -> bool {
    company["untag"] == json!(true) || company["untag"] == json!("true")
}

fn listed<'a>(body: &'a Record, name: &str) -> impl Iterator<Item = &'a Value> {
    body.get(name).and_then(Value::as_array).into_iter().flatten()
}

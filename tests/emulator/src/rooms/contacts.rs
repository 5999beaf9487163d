//! Contacts: users and leads.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::fields::{self, Schema, Type};
use crate::paging::{CursorPage, PageSize};
use crate::refusal::Refusal;
use crate::route::{Context, Route};
use crate::store::{Record, Row};
use crate::workspace::Workspace;

mod location;
mod search;
mod seed;
mod shape;

pub(crate) use seed::seed;
pub(crate) use shape::view;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/contacts", list),
    Route::post("/contacts", create_from_body),
    Route::post("/contacts/search", search::search),
    Route::get("/contacts/find_by_external_id/{external_id}", find_by_external_id),
    Route::get("/contacts/{id}", find),
    Route::put("/contacts/{id}", update),
    Route::delete("/contacts/{id}", delete),
    Route::post("/contacts/{id}/archive", archive),
    Route::post("/contacts/{id}/unarchive", unarchive),
];

const PAGE_SIZE: PageSize = PageSize { default: 10, max: 150 };

const SCHEMA: Schema = &[
    ("role", Type::Text),
    ("external_id", Type::Text),
    ("email", Type::Text),
    ("phone", Type::Text),
    ("name", Type::Text),
    ("avatar", Type::Text),
    ("language_override", Type::Text),
    ("signed_up_at", Type::Integer),
    ("last_seen_at", Type::Integer),
    ("owner_id", Type::Id),
    ("unsubscribed_from_emails", Type::Boolean),
    ("custom_attributes", Type::Object),
];

/// Writes a contact from the fields of a request that was found sound.
pub(crate) fn create(workspace: &mut Workspace, body: &Record, now: u64) -> String {
    let mut record = shape::blank(now);
    assign(&mut record, body);
    workspace.contacts.create(record)
}

/// A contact by its id, archived or not.
pub(crate) fn existing<'a>(workspace: &'a Workspace, id: &str) -> Result<&'a Row, Refusal> {
    workspace.contacts.find(id).ok_or_else(not_found)
}

/// The contacts that lists and searches show.
pub(crate) fn active(workspace: &Workspace) -> impl Iterator<Item = &Row> {
    workspace.contacts.listed().newest_first()
}

fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let page = CursorPage::from_query(context, PAGE_SIZE)?;
    let contacts = context.workspace.contacts.listed();
    Ok(Answer::json(page.cut_newest(contacts, |contact| view(context.workspace, contact, context.version))))
}

fn create_from_body(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    check(&context.body)?;
    let names_someone =
        ["email", "external_id", "role"].iter().any(|field| fields::text(&context.body, field).is_some());
    if !names_someone {
        return Err(Refusal::missing_parameter("a contact needs an email, an external_id or a role"));
    }
    let mut contact = shape::blank(context.now);
    assign(&mut contact, &context.body);
    refuse_duplicate(context.workspace, &contact)?;
    let id = context.workspace.contacts.create(contact);
    changed_contact(context, &id)
}

fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let contact = existing(context.workspace, &context.id())?;
    Ok(Answer::json(view(context.workspace, contact, context.version)))
}

fn find_by_external_id(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let external_id = context.parameter("external_id");
    let contacts = &context.workspace.contacts;
    let contact = contacts
        .find_by("external_id", &external_id)
        .find(|contact| contact.is_listed() && contact.text("external_id") == Some(&external_id))
        .ok_or_else(not_found)?;
    Ok(Answer::json(view(context.workspace, contact, context.version)))
}

fn update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    let mut contact = existing(context.workspace, &id)?.record.clone();
    check(&context.body)?;
    assign(&mut contact, &context.body);
    contact.insert("updated_at".into(), context.now.into());
    refuse_duplicate(context.workspace, &contact)?;
    replace(context, &id, contact)?;
    changed_contact(context, &id)
}

fn delete(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    let workspace = &mut *context.workspace;
    let contact = workspace.contacts.remove(&id).ok_or_else(not_found)?;
    let notes: Vec<_> = workspace.contact_notes.of(&id).map(|(note, _)| note.to_owned()).collect();
    for note in notes {
        workspace.notes.remove(&note);
    }
    for links in [&mut workspace.contact_companies, &mut workspace.contact_notes, &mut workspace.contact_tags] {
        links.forget(&id);
    }
    let reference = shape::reference(&contact, context.version, "deleted", true);
    Ok(Answer::json(reference).changing(id))
}

fn archive(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    set_archived(context, true)
}

fn unarchive(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    set_archived(context, false)
}

fn set_archived(context: &mut Context<'_>, archived: bool) -> Result<Answer, Refusal> {
    let id = context.id();
    let contact = existing(context.workspace, &id)?;
    let reference = shape::reference(&contact.record, context.version, "archived", archived);
    context.workspace.contacts.set_listed(&id, !archived);
    Ok(Answer::json(reference).changing(id))
}

fn changed_contact(context: &Context<'_>, id: &str) -> Result<Answer, Refusal> {
    let contact = existing(context.workspace, id)?;
    Ok(Answer::json(view(context.workspace, contact, context.version)).changing(id))
}

fn replace(context: &mut Context<'_>, id: &str, contact: Record) -> Result<(), Refusal> {
    *context.workspace.contacts.find_mut(id).ok_or_else(not_found)? = contact;
    Ok(())
}

fn check(body: &Record) -> Result<(), Refusal> {
    fields::check(body, SCHEMA)?;
    match body.get("role").and_then(Value::as_str) {
        None | Some("user" | "lead") => {}
        Some(_) => return Err(Refusal::mistyped("role", "\"user\" or \"lead\"")),
    }
    match fields::id(body, "owner_id").map(|id| id.parse::<u64>()) {
        Some(Err(_)) => Err(Refusal::mistyped("owner_id", "the id of an admin")),
        None | Some(Ok(_)) => Ok(()),
    }
}

fn assign(contact: &mut Record, body: &Record) {
    for (name, _) in SCHEMA {
        let Some(value) = body.get(*name) else {
            continue;
        };
        let stored = match (*name, value) {
            ("role", Value::Null) => continue,
            ("custom_attributes", _) => {
                fields::merge_custom_attributes(contact, body);
                continue;
            }
            ("owner_id", _) => json!(fields::id(body, name).and_then(|id| id.parse::<u64>().ok())),
            ("avatar", Value::String(_)) => json!({"type": "avatar", "image_url": value}),
            ("unsubscribed_from_emails", Value::Bool(false)) => Value::Null,
            _ => value.clone(),
        };
        if stored.is_null() {
            contact.remove(*name);
        } else {
            contact.insert((*name).into(), stored);
        }
    }
}

/// An external id is taken once; an email address is taken once among users.
fn refuse_duplicate(workspace: &Workspace, contact: &Record) -> Result<(), Refusal> {
    let id = fields::text(contact, "id");
    let role = fields::text(contact, "role").unwrap_or("user");
    let external_id = fields::text(contact, "external_id");
    let email = fields::text(contact, "email").filter(|_| role == "user");
    let same_external_id = external_id
        .into_iter()
        .flat_map(|text| workspace.contacts.find_by("external_id", text))
        .filter(|other| other.text("external_id") == external_id);
    let same_email = email
        .into_iter()
        .flat_map(|text| workspace.contacts.find_by("email", text))
        .filter(|other| shape::is_user(other));
    let Some(other) = same_external_id.chain(same_email).find(|other| id != Some(other.id())) else {
        return Ok(());
    };
    let kind = if other.is_listed() { "A contact" } else { "An archived contact" };
    let message = format!("{kind} matching those details already exists with id={}", other.id());
    Err(Refusal::new(409, "conflict", message))
}

/// The refusal of a contact that is not there.
pub(crate) fn not_found() -> Refusal {
    Refusal::new(404, "not_found", "User Not Found")
}

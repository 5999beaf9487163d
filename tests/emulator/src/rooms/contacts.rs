//! Contacts: users and leads.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::fields;
use crate::paging::{CursorPage, PageSize};
use crate::refusal::Refusal;
use crate::route::{Context, Route};
use crate::store::{Record, Row};
use crate::version::Version;
use crate::workspace::Workspace;

mod activities;
mod lifecycle;
mod location;
mod merge;
pub(crate) mod search;
mod seed;
mod shape;

pub(crate) use merge::gone;
pub(crate) use seed::seed;
pub(crate) use shape::{field, is_user, view};

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/contacts", list),
    Route::post("/contacts", create_from_body),
    Route::get("/contacts/activities", activities::list),
    Route::post("/contacts/merge", merge::merge),
    Route::post("/contacts/search", search::search),
    Route::get("/contacts/find_by_external_id/{external_id}", find_by_external_id),
    Route::get("/contacts/{id}", find),
    Route::put("/contacts/{id}", update),
    Route::delete("/contacts/{id}", lifecycle::delete),
    Route::post("/contacts/{id}/archive", lifecycle::archive),
    Route::post("/contacts/{id}/unarchive", lifecycle::unarchive),
    Route::post("/contacts/{id}/block", lifecycle::block),
    Route::get("/contacts/{id}/merge_history", merge::list_history),
];

const PAGE_SIZE: PageSize = PageSize { default: 10, max: 150 };

const WRITABLE: &[&str] = &[
    "role",
    "external_id",
    "email",
    "phone",
    "name",
    "avatar",
    "language_override",
    "signed_up_at",
    "last_seen_at",
    "owner_id",
    "unsubscribed_from_emails",
    "custom_attributes",
];

/// Writes a contact from the fields of a request that was found sound.
pub(crate) fn create(workspace: &mut Workspace, body: &Record, now: u64) -> String {
    let mut record = shape::blank(now);
    assign(&mut record, body);
    workspace.contacts.create(record)
}

/// Takes in a contact that a request asked for.
fn add(workspace: &mut Workspace, contact: Record, now: u64) -> String {
    let id = workspace.contacts.create(contact);
    if let Some(contact) = workspace.contacts.find(&id) {
        let contact = contact.record.clone();
        activities::record(workspace, "contact.created", &contact, now);
    }
    id
}

/// A contact by its id, archived or not.
pub(crate) fn existing<'a>(workspace: &'a Workspace, id: &str) -> Result<&'a Row, Refusal> {
    workspace.contacts.find(id).ok_or_else(not_found)
}

/// The contact a request names. One that was merged into another is said to be gone, by the versions that say so.
pub(crate) fn reached<'a>(context: &'a Context<'_>, id: &str) -> Result<&'a Row, Refusal> {
    let workspace = &*context.workspace;
    existing(workspace, id).map_err(|missing| gone(workspace, context.version, id).unwrap_or(missing))
}

/// The contacts that lists and searches show.
pub(crate) fn active(workspace: &Workspace) -> impl Iterator<Item = &Row> {
    workspace.contacts.listed().newest_first()
}

fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let context = &*context;
    let page = CursorPage::from_query(context, PAGE_SIZE)?;
    Ok(Answer::json(page.cut_newest(context.workspace.contacts.listed(), |contact| shown(context, contact))))
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
    let id = add(context.workspace, contact, context.now);
    changed_contact(context, &id)
}

fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let contact = reached(context, &context.id())?;
    Ok(Answer::json(shown(context, contact)))
}

fn find_by_external_id(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let external_id = context.parameter("external_id");
    let contacts = &context.workspace.contacts;
    let contact = contacts
        .find_by("external_id", &external_id)
        .find(|contact| contact.is_listed() && contact.text("external_id") == Some(&external_id))
        .ok_or_else(not_found)?;
    Ok(Answer::json(shown(context, contact)))
}

fn update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    let known = reached(context, &id)?;
    let was_user = shape::is_user(known);
    let mut contact = known.record.clone();
    check(&context.body)?;
    assign(&mut contact, &context.body);
    contact.insert("updated_at".into(), context.now.into());
    refuse_duplicate(context.workspace, &contact)?;
    if was_user != (role(&contact) == "user") {
        activities::record(context.workspace, "contact.role_updated", &contact, context.now);
    }
    *context.workspace.contacts.find_mut(&id).ok_or_else(not_found)? = contact;
    changed_contact(context, &id)
}

/// A contact, with its merges when the query asks for them.
fn shown(context: &Context<'_>, contact: &Row) -> Value {
    let mut view = view(context.workspace, contact, context.version);
    if context.version >= Version::V2_16 && context.query("include_merge_history") == Some("true") {
        view["merge_history"] = merge::history(context.workspace, contact.id()).into();
    }
    view
}

/// The answer to a request that changed a contact.
pub(crate) fn changed_contact(context: &Context<'_>, id: &str) -> Result<Answer, Refusal> {
    Ok(Answer::json(shown(context, existing(context.workspace, id)?)).changing(id))
}

fn role(contact: &Record) -> &str {
    fields::text(contact, "role").unwrap_or("user")
}

fn check(body: &Record) -> Result<(), Refusal> {
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
    for name in WRITABLE {
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
            ("unsubscribed_from_emails", _) => json!(fields::is_true(body, name).then_some(true)),
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
    let external_id = fields::text(contact, "external_id");
    let email = fields::text(contact, "email").filter(|_| role(contact) == "user");
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

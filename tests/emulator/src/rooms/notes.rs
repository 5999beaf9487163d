//! Notes on contacts.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::fields::{self, Schema, Type};
use crate::paging::{NumberedPage, PageSize};
use crate::refusal::Refusal;
use crate::rooms::{admins, contacts};
use crate::route::{Context, Route};
use crate::store::{Row, record};
use crate::workspace::Workspace;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/contacts/{id}/notes", list),
    Route::post("/contacts/{id}/notes", create_on_contact),
    Route::get("/notes/{id}", find),
];

const PAGE_SIZE: PageSize = PageSize { default: 50, max: 150 };

const SCHEMA: Schema = &[("body", Type::Text), ("admin_id", Type::Id), ("contact_id", Type::Id)];

/// Writes a note on a contact that exists. A body that is not HTML becomes a paragraph.
pub(crate) fn create(
    workspace: &mut Workspace,
    contact_id: &str,
    author_id: Option<&str>,
    body: &str,
    now: u64,
) -> String {
    let body = if body.starts_with('<') { body.to_owned() } else { format!("<p>{body}</p>") };
    let id = workspace.notes.create(record(json!({
        "created_at": now,
        "contact_id": contact_id,
        "author_id": author_id,
        "body": body,
    })));
    workspace.contact_notes.link(contact_id, &id, now);
    id
}

fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let workspace = &*context.workspace;
    let id = context.id();
    contacts::existing(workspace, &id)?;
    let mut notes: Vec<_> =
        workspace.contact_notes.of(&id).filter_map(|(note_id, _)| workspace.notes.find(note_id)).collect();
    notes.reverse();
    let page = NumberedPage::from_query(context, PAGE_SIZE)?;
    Ok(Answer::json(page.cut(context, &notes, |note| view(workspace, note))))
}

fn create_on_contact(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    fields::check(&context.body, SCHEMA)?;
    let contact_id = context.id();
    let workspace = &mut *context.workspace;
    contacts::existing(workspace, &contact_id)?;
    let body = fields::text(&context.body, "body")
        .ok_or_else(|| Refusal::missing_parameter("body of the note not specified"))?;
    let author_id = fields::id(&context.body, "admin_id");
    if let Some(author_id) = &author_id {
        workspace.admins.find(author_id).ok_or_else(Refusal::resource_not_found)?;
    }
    let id = create(workspace, &contact_id, author_id.as_deref(), body, context.now);
    let note = existing(workspace, &id)?;
    Ok(Answer::json(view(workspace, note)).changing(id))
}

fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let note = existing(context.workspace, &context.id())?;
    Ok(Answer::json(view(context.workspace, note)))
}

fn view(workspace: &Workspace, note: &Row) -> Value {
    let author = note.text("author_id").and_then(|id| workspace.admins.find(id)).map(admins::author_view);
    json!({
        "type": "note",
        "id": note.id(),
        "created_at": note.record.get("created_at"),
        "contact": {"type": "contact", "id": note.text("contact_id")},
        "author": author,
        "body": note.text("body"),
    })
}

fn existing<'a>(workspace: &'a Workspace, id: &str) -> Result<&'a Row, Refusal> {
    workspace.notes.find(id).ok_or_else(Refusal::resource_not_found)
}

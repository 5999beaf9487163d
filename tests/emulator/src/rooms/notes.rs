//! Notes on contacts and on companies.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::fields;
use crate::html;
use crate::paging::{NumberedPage, PageSize};
use crate::refusal::Refusal;
use crate::rooms::{admins, companies, contacts};
use crate::route::{Context, Route};
use crate::store::{Links, Row, record};
use crate::workspace::Workspace;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/contacts/{id}/notes", list_for_contact),
    Route::post("/contacts/{id}/notes", create_on_contact),
    Route::get("/companies/{id}/notes", list_for_company),
    Route::post("/companies/{id}/notes", create_on_company),
    Route::get("/notes/{id}", find),
];

const PAGE_SIZE: PageSize = PageSize { default: 50, max: 150 };

/// Writes a note on a contact that exists. A body that is not HTML becomes a paragraph.
pub(crate) fn create(
    workspace: &mut Workspace,
    contact_id: &str,
    author_id: Option<&str>,
    body: &str,
    now: u64,
) -> String {
    let id = write(workspace, "contact_id", contact_id, author_id, body, now);
    workspace.contact_notes.link(contact_id, &id, now);
    id
}

fn write(
    workspace: &mut Workspace,
    subject: &str,
    subject_id: &str,
    author_id: Option<&str>,
    body: &str,
    now: u64,
) -> String {
    workspace.notes.create(record(json!({
        "created_at": now,
        subject: subject_id,
        "author_id": author_id,
        "body": html::normalized(body),
    })))
}

fn list_for_contact(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    contacts::reached(context, &context.id())?;
    list(context, &context.workspace.contact_notes)
}

fn list_for_company(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    companies::existing(context.workspace, &context.id())?;
    list(context, &context.workspace.company_notes)
}

fn list(context: &Context<'_>, links: &Links) -> Result<Answer, Refusal> {
    let workspace = &*context.workspace;
    let notes: Vec<_> =
        links.of(&context.id()).rev().filter_map(|(note_id, _)| workspace.notes.find(note_id)).collect();
    let page = NumberedPage::from_query(context, PAGE_SIZE)?.null_at_the_end();
    Ok(Answer::json(page.cut(context, &notes, |note| view(workspace, note))))
}

fn create_on_contact(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let contact_id = context.id();
    contacts::reached(context, &contact_id)?;
    let (body, author_id) = read(context)?;
    let id = create(context.workspace, &contact_id, author_id.as_deref(), &body, context.now);
    created(context, &id)
}

fn create_on_company(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let company_id = context.id();
    companies::existing(context.workspace, &company_id)?;
    let (body, author_id) = read(context)?;
    let workspace = &mut *context.workspace;
    let id = write(workspace, "company_id", &company_id, author_id.as_deref(), &body, context.now);
    workspace.company_notes.link(&company_id, &id, context.now);
    created(context, &id)
}

/// The text of a note and the id of its author.
fn read(context: &Context<'_>) -> Result<(String, Option<String>), Refusal> {
    let body = fields::text(&context.body, "body")
        .ok_or_else(|| Refusal::missing_parameter("body of the note not specified"))?;
    let author_id = fields::id(&context.body, "admin_id");
    if let Some(author_id) = &author_id {
        context.workspace.admins.find(author_id).ok_or_else(Refusal::resource_not_found)?;
    }
    Ok((body.to_owned(), author_id))
}

fn created(context: &Context<'_>, id: &str) -> Result<Answer, Refusal> {
    let note = existing(context.workspace, id)?;
    Ok(Answer::json(view(context.workspace, note)).changing(id))
}

fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let note = existing(context.workspace, &context.id())?;
    Ok(Answer::json(view(context.workspace, note)))
}

/// A note as the wire shows it, with the contact or the company it is on.
pub(crate) fn view(workspace: &Workspace, note: &Row) -> Value {
    let author = note.text("author_id").and_then(|id| workspace.admins.find(id)).map(admins::author_view);
    let mut view = json!({
        "type": "note",
        "id": note.id(),
        "created_at": note.record.get("created_at"),
        "author": author,
        "body": note.text("body"),
    });
    for (subject, field) in [("contact", "contact_id"), ("company", "company_id")] {
        if let Some(id) = note.text(field) {
            view[subject] = json!({"type": subject, "id": id});
        }
    }
    view
}

fn existing<'a>(workspace: &'a Workspace, id: &str) -> Result<&'a Row, Refusal> {
    workspace.notes.find(id).ok_or_else(Refusal::resource_not_found)
}

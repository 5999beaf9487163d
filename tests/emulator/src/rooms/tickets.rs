//! Tickets: conversations with a type, a state and attributes.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::refusal::Refusal;
use crate::rooms::conversations::{self, Author, Conversation, Ticket, Words};
use crate::rooms::{jobs, ticket_types};
use crate::route::{Context, Route};
use crate::seed::FOUNDED_AT;
use crate::store::Record;
use crate::workspace::Workspace;

mod change;
mod draft;
mod linked;
pub(crate) mod search;
mod shape;
mod update;

pub(crate) use draft::Draft;

pub(crate) const ROUTES: &[Route] = &[
    Route::post("/tickets", create),
    Route::post("/tickets/search", search::search),
    Route::post("/tickets/enqueue", enqueue),
    Route::get("/tickets/{id}", find),
    Route::put("/tickets/{id}", update::update),
    Route::delete("/tickets/{id}", delete),
    Route::post("/tickets/{id}/reply", reply),
    Route::post("/tickets/{id}/tags", tag),
    Route::delete("/tickets/{id}/tags/{tag_id}", untag),
    Route::post("/tickets/{id}/change_type", change::change_type),
    Route::post("/tickets/{id}/linked_conversations", linked::link),
    Route::delete("/tickets/{id}/linked_conversations/{conversation_id}", linked::unlink),
    Route::post("/conversations/{id}/convert", change::convert),
];

/// The ticket types a workspace starts with, one of each category.
pub(crate) fn seed_types(workspace: &mut Workspace) -> [String; 3] {
    [
        ("Question", "Something a customer wants to know", "❓", ticket_types::CUSTOMER),
        ("Repair", "Something we do behind the scenes", "🔧", ticket_types::BACK_OFFICE),
        ("Outage", "Something that many customers notice", "🔥", ticket_types::TRACKER),
    ]
    .map(|(name, description, icon, category)| {
        workspace.ticket_types.create(name, description, icon, category, FOUNDED_AT)
    })
}

/// A ticket nobody has begun to work on.
pub(crate) fn submitted(workspace: &mut Workspace, type_id: &str, attributes: Record) -> Ticket {
    let state = workspace.ticket_types.state_in("submitted").map(|state| state.id().to_owned());
    Ticket {
        number: workspace.conversations.ticket_number(),
        type_id: type_id.to_owned(),
        state_id: state.unwrap_or_default(),
        previous_state_id: None,
        attributes,
        is_shared: false,
        from_the_start: true,
    }
}

fn existing<'a>(workspace: &'a Workspace, id: &str) -> Result<(&'a Conversation, &'a Ticket), Refusal> {
    let conversation = conversations::existing(workspace, id)?;
    let ticket = conversation.ticket.as_deref().ok_or_else(Refusal::resource_not_found)?;
    Ok((conversation, ticket))
}

fn not_found(_: Refusal) -> Refusal {
    Refusal::new(404, "ticket_not_found", "Ticket not found")
}

/// The answer to a request that changed a ticket.
fn changed(context: &Context<'_>, id: u64) -> Result<Answer, Refusal> {
    let id = id.to_string();
    let (conversation, ticket) = existing(context.workspace, &id)?;
    let view = shape::view(context.workspace, conversation, ticket, context.version);
    Ok(Answer::json(view).changing(id))
}

fn create(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let draft = Draft::read(context.workspace, &context.body, context.now)?;
    let id = draft.make(context.workspace, context.now)?;
    changed(context, id)
}

fn enqueue(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let draft = Draft::read(context.workspace, &context.body, context.now)?;
    let due = context.workspace.job_rules.done_at(context.now);
    let id = context.workspace.jobs.enqueue(draft, due);
    Ok(Answer::json(jobs::view(context.workspace, id)?).changing(id.to_string()))
}

fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (conversation, ticket) = existing(context.workspace, &context.id())?;
    Ok(Answer::json(shape::view(context.workspace, conversation, ticket, context.version)))
}

fn delete(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = existing(context.workspace, &context.id()).map_err(not_found)?.0.id;
    context.workspace.conversations.remove(id, context.now, false);
    let id = id.to_string();
    context.workspace.conversation_tags.forget_from(&id);
    Ok(Answer::json(json!({"id": id, "object": "ticket", "deleted": true})).changing(id))
}

/// Answers with the new part. What admins note on a ticket can be told in its linked conversations as well.
fn reply(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (conversation, ticket) = existing(context.workspace, &context.id())?;
    let id = conversation.id;
    let author = conversations::author(context.workspace, &context.body)?;
    if let Author::Contact(contact) = &author {
        if context.workspace.ticket_types.category_of(&ticket.type_id) != ticket_types::CUSTOMER {
            let message = "contacts can only reply to tickets of the category Customer";
            return Err(Refusal::new(400, "parameter_mismatch", message));
        }
        if !conversation.contacts.contains(contact) {
            return Err(Refusal::resource_not_found());
        }
    }
    let crossing = context.body.get("cross_post") == Some(&Value::Bool(true));
    let linked = if crossing { conversation.linked.clone() } else { Vec::new() };
    for other in linked {
        let words = Words::read(&context.body, &author, context.now)?;
        conversations::write(context.workspace, other, author.clone(), words);
    }
    let words = Words::read(&context.body, &author, context.now)?;
    let part_id = conversations::write(context.workspace, id, author, words);
    let (conversation, _) = existing(context.workspace, &id.to_string())?;
    let part = conversation.parts.iter().rfind(|part| part.id == part_id).ok_or_else(Refusal::resource_not_found)?;
    Ok(Answer::json(shape::part_view(context.workspace, part)).changing(part_id.to_string()))
}

fn tag(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = existing(context.workspace, &context.id()).map_err(not_found)?.0.id;
    conversations::tag(context, id)
}

fn untag(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = existing(context.workspace, &context.id()).map_err(not_found)?.0.id;
    conversations::untag(context, id)
}

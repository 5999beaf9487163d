//! Conversations: what is said between contacts and admins, and what is done about it.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::fields;
use crate::paging::{CursorPage, NumberedPage, PageSize, Sorted};
use crate::refusal::Refusal;
use crate::route::{Context, Route};
use crate::workspace::Workspace;

mod attachments;
mod customers;
mod manage;
mod merge;
mod model;
mod participants;
mod redact;
mod reply;
pub(crate) mod search;
mod seed;
mod shape;
mod statistics;
mod table;
mod tagging;
mod timeline;

pub(crate) use attachments::attachments;
pub(crate) use model::{Assignee, Author, Conversation, Detail, Part, Source, State, Ticket};
pub(crate) use participants::{admin, assignee, author, contact, token_owner};
pub(crate) use reply::{Words, write};
pub(crate) use seed::seed;
pub(crate) use shape::{Display, PARTS_SHOWN, assignee_view, author_view, contacts_view, linked_view, view};
pub(crate) use table::Conversations;
pub(crate) use tagging::{tag, untag};

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/conversations", list),
    Route::post("/conversations", create),
    Route::post("/conversations/search", search::search),
    Route::post("/conversations/redact", redact::redact),
    Route::get("/conversations/deleted", list_deleted),
    Route::get("/conversations/{id}", find),
    Route::put("/conversations/{id}", update),
    Route::delete("/conversations/{id}", delete),
    Route::post("/conversations/{id}/reply", reply::reply),
    Route::post("/conversations/{id}/parts", manage::manage),
    Route::post("/conversations/{id}/run_assignment_rules", manage::run_assignment_rules),
    Route::post("/conversations/{id}/customers", customers::attach),
    Route::delete("/conversations/{id}/customers/{contact_id}", customers::detach),
    Route::post("/conversations/{id}/tags", tagging::tag_conversation),
    Route::delete("/conversations/{id}/tags/{tag_id}", tagging::untag_conversation),
    Route::post("/conversations/{id}/merge", merge::merge),
    Route::get("/conversations/{id}/handling_events", timeline::handling_events),
    Route::get("/conversations/{id}/side_conversations", timeline::side_conversations),
];

const PAGE_SIZE: PageSize = PageSize { default: 20, max: 150 };
const DELETED_PAGE_SIZE: PageSize = PageSize { default: 20, max: 60 };

impl Display {
    fn from_query(context: &Context<'_>) -> Self {
        let asked = |name: &str| context.query(name) == Some("true");
        Self {
            plain_text: context.query("display_as") == Some("plaintext"),
            monitors: asked("include_monitors"),
            scorecards: asked("include_scorecards"),
        }
    }
}

/// What conversations do by themselves as time goes by.
pub(crate) fn settle(workspace: &mut Workspace, now: u64) {
    workspace.conversations.wake(now);
}

pub(crate) fn existing<'a>(workspace: &'a Workspace, id: &str) -> Result<&'a Conversation, Refusal> {
    id.parse().ok().and_then(|id| workspace.conversations.find(id)).ok_or_else(Refusal::resource_not_found)
}

/// The conversations that lists and searches show. Tickets that never were one are not among them.
fn listed(workspace: &Workspace) -> impl Iterator<Item = &Conversation> {
    workspace
        .conversations
        .newest_first()
        .filter(|conversation| conversation.ticket.as_ref().is_none_or(|ticket| !ticket.from_the_start))
}

/// The answer to a request that changed a conversation.
fn changed(context: &Context<'_>, id: u64) -> Result<Answer, Refusal> {
    let id = id.to_string();
    let conversation = existing(context.workspace, &id)?;
    let view = view(context.workspace, conversation, context.version, Display::from_query(context));
    Ok(Answer::json(Value::Object(view)).changing(id))
}

fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let page = CursorPage::from_query(context, PAGE_SIZE)?;
    let display = Display::from_query(context);
    let workspace = &*context.workspace;
    let page = page.select(Sorted::newest_first(listed(workspace)), |conversation| {
        Value::Object(shape::list_item(workspace, conversation, context.version, display))
    });
    Ok(Answer::json(page.named("conversation.list", "conversations")))
}

/// Begins a conversation in the name of a contact, and answers with its first message.
fn create(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let workspace = &mut *context.workspace;
    let from = context.body.get("from").and_then(Value::as_object);
    let from = from.ok_or_else(|| Refusal::missing_parameter("from, the contact who writes, is missing"))?;
    let contact_id = contact(workspace, from)?;
    let body =
        fields::text(&context.body, "body").ok_or_else(|| Refusal::missing_parameter("body is missing"))?.to_owned();
    let at = fields::time(&context.body, "created_at").unwrap_or(context.now);
    let mut source = Source::message(Author::Contact(contact_id.clone()), crate::html::normalized(&body));
    source.attachments = attachments(&context.body)?;
    source.subject = fields::text(&context.body, "subject").unwrap_or_default().to_owned().into();
    begin(workspace, source, contact_id, &body, at)
}

/// Begins a conversation with what a contact writes, and answers as both ways to do so do.
pub(crate) fn begin(
    workspace: &mut Workspace,
    source: Source,
    contact: String,
    body: &str,
    at: u64,
) -> Result<Answer, Refusal> {
    let id = workspace.conversations.create(Conversation::new(source, vec![contact], at));
    let source_id = existing(workspace, &id.to_string())?.source.id;
    Ok(Answer::json(json!({
        "type": "user_message",
        "id": source_id.to_string(),
        "created_at": at,
        "body": body,
        "message_type": "inapp",
        "conversation_id": id.to_string(),
    }))
    .changing(id.to_string()))
}

fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let conversation = existing(context.workspace, &context.id())?;
    let view = view(context.workspace, conversation, context.version, Display::from_query(context));
    Ok(Answer::json(Value::Object(view)))
}

fn update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = existing(context.workspace, &context.id())?.id;
    let admin_id = match context.body.get("admin_id") {
        None | Some(Value::Null) => participants::token_owner(context.workspace),
        Some(_) => admin(context.workspace, &context.body)?,
    };
    let company = fields::id(&context.body, "company_id");
    if let Some(company) = &company {
        context.workspace.companies.find(company).ok_or_else(super::companies::not_found)?;
    }
    let priority = match fields::text(&context.body, "priority") {
        None => None,
        Some(name) => {
            Some(model::Priority::ALL.into_iter().find(|priority| priority.name() == name).ok_or_else(|| {
                Refusal::invalid_parameter(format!("priority must be none, low, medium, high or urgent, not {name:?}"))
            })?)
        }
    };
    let conversations = &mut context.workspace.conversations;
    let conversation = conversations.find_mut(id).ok_or_else(Refusal::resource_not_found)?;
    if let Some(read) = context.body.get("read").and_then(Value::as_bool) {
        conversation.read = read;
    }
    if let Some(title) = context.body.get("title") {
        conversation.title = title.as_str().map(str::to_owned);
    }
    conversation.company = company.or(conversation.company.take());
    conversation.priority = priority.unwrap_or(conversation.priority);
    conversation.updated_at = context.now;
    let given = context.body.get("custom_attributes").and_then(Value::as_object);
    for (name, value) in given.into_iter().flatten() {
        if let Some(conversation) = conversations.find_mut(id) {
            conversation.custom_attributes.insert(name.clone(), value.clone());
        }
        let detail = Detail::Attribute { id: name.clone(), name: name.clone(), value: value.clone() };
        let part = Part::new("conversation_attribute_updated_by_admin", Author::Admin(admin_id), context.now);
        conversations.append(id, part.telling(detail));
    }
    changed(context, id)
}

fn delete(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = existing(context.workspace, &context.id())?.id;
    let metrics_retained = context.query("retain_metrics") == Some("true");
    context.workspace.conversations.remove(id, context.now, metrics_retained);
    let id = id.to_string();
    context.workspace.conversation_tags.forget_from(&id);
    Ok(Answer::json(json!({"id": id, "object": "conversation", "deleted": true})).changing(id))
}

fn list_deleted(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let page = NumberedPage::from_query(context, DELETED_PAGE_SIZE)?;
    let mut deleted: Vec<_> = context.workspace.conversations.deleted.iter().collect();
    match context.query("order") {
        Some("asc") => {}
        None | Some("desc") => deleted.reverse(),
        Some(other) => {
            return Err(Refusal::invalid_parameter(format!("order must be \"asc\" or \"desc\", not {other:?}")));
        }
    }
    let page = page.select(context, &deleted, |deleted| {
        json!({
            "type": "conversation",
            "id": deleted.id.to_string(),
            "metrics_retained": deleted.metrics_retained,
            "deleted_at": deleted.at,
        })
    });
    Ok(Answer::json(page.named("conversations.list", "conversations")))
}

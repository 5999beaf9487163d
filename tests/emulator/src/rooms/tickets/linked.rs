//! Conversations that report what a tracker ticket tracks.

use serde_json::Value;

use super::existing;
use crate::answer::Answer;
use crate::fields;
use crate::refusal::Refusal;
use crate::rooms::conversations::{self, Conversation, Display};
use crate::rooms::ticket_types;
use crate::route::Context;
use crate::workspace::Workspace;

const MAX_LINKED: usize = 2500;

pub(super) fn link(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let workspace = &*context.workspace;
    let (tracker, _) = existing(workspace, &context.id()).map_err(super::not_found)?;
    if !is_tracker(workspace, tracker) {
        return Err(Refusal::new(
            400,
            "invalid_ticket_type",
            "only tickets of the category Tracker have conversations",
        ));
    }
    let conversation_id = fields::id(&context.body, "conversation_id")
        .ok_or_else(|| Refusal::missing_parameter("conversation_id is missing"))?;
    let conversation = conversations::existing(workspace, &conversation_id).map_err(conversation_not_found)?;
    let linked = conversation.linked.iter().filter_map(|id| workspace.conversations.find(*id));
    if linked.into_iter().any(|other| is_tracker(workspace, other)) {
        return Err(Refusal::new(400, "already_linked_to_tracker", "the conversation is linked to a tracker already"));
    }
    if tracker.linked.len() >= MAX_LINKED {
        let message = format!("a tracker can be linked to {MAX_LINKED} conversations at most");
        return Err(Refusal::new(400, "linked_conversation_limit_exceeded", message));
    }
    let (tracker, conversation) = (tracker.id, conversation.id);
    context.workspace.conversations.link(tracker, conversation);
    answer(context, conversation)
}

pub(super) fn unlink(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let tracker = existing(context.workspace, &context.id()).map_err(super::not_found)?.0.id;
    let conversation_id = context.parameter("conversation_id");
    let conversation = conversations::existing(context.workspace, &conversation_id).map_err(conversation_not_found)?.id;
    if !context.workspace.conversations.unlink(tracker, conversation) {
        return Err(Refusal::new(400, "parameter_invalid", "the conversation is not linked to the ticket"));
    }
    answer(context, conversation)
}

fn is_tracker(workspace: &Workspace, conversation: &Conversation) -> bool {
    let types = &workspace.ticket_types;
    conversation.ticket.as_ref().is_some_and(|ticket| types.category_of(&ticket.type_id) == ticket_types::TRACKER)
}

fn conversation_not_found(_: Refusal) -> Refusal {
    Refusal::new(404, "conversation_not_found", "Conversation not found")
}

fn answer(context: &Context<'_>, id: u64) -> Result<Answer, Refusal> {
    let id = id.to_string();
    let conversation = conversations::existing(context.workspace, &id)?;
    let view = conversations::view(context.workspace, conversation, context.version, Display::default());
    Ok(Answer::json(Value::Object(view)).changing(id))
}

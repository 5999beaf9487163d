//! Tags on conversations and tickets.

use serde_json::Value;

use super::{admin, existing};
use crate::answer::Answer;
use crate::fields;
use crate::refusal::Refusal;
use crate::rooms::tags;
use crate::route::Context;

pub(super) fn tag_conversation(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = conversation(context)?;
    tag(context, id)
}

pub(super) fn untag_conversation(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = conversation(context)?;
    untag(context, id)
}

/// Tags a conversation or a ticket that exists.
pub(crate) fn tag(context: &mut Context<'_>, id: u64) -> Result<Answer, Refusal> {
    let id = id.to_string();
    let tag_id =
        fields::id(&context.body, "id").ok_or_else(|| Refusal::missing_parameter("id of the tag is missing"))?;
    admin(context.workspace, &context.body)?;
    let workspace = &mut *context.workspace;
    workspace.tags.find(&tag_id).ok_or_else(tag_not_found)?;
    workspace.conversation_tags.link(&id, &tag_id, context.now);
    let at = workspace.conversation_tags.linked_at(&id, &tag_id).unwrap_or(context.now);
    applied(context, &id, &tag_id, at)
}

/// Takes a tag from a conversation or a ticket that exists.
pub(crate) fn untag(context: &mut Context<'_>, id: u64) -> Result<Answer, Refusal> {
    let (id, tag_id) = (id.to_string(), context.parameter("tag_id"));
    if context.body.get("admin_id").is_some_and(|admin| !admin.is_null()) {
        admin(context.workspace, &context.body)?;
    }
    let at = context.workspace.conversation_tags.unlink(&id, &tag_id).ok_or_else(tag_not_found)?;
    applied(context, &id, &tag_id, at)
}

fn applied(context: &Context<'_>, id: &str, tag_id: &str, at: u64) -> Result<Answer, Refusal> {
    let tag = context.workspace.tags.find(tag_id).ok_or_else(tag_not_found)?;
    let mut view = tags::applied_view(context.workspace, tag, at);
    if let Some(admin) = fields::id(&context.body, "admin_id") {
        view["applied_by"]["id"] = Value::String(admin);
    }
    Ok(Answer::json(view).changing(id))
}

fn conversation(context: &Context<'_>) -> Result<u64, Refusal> {
    existing(context.workspace, &context.id())
        .map(|conversation| conversation.id)
        .map_err(|_| Refusal::new(404, "not_found", "Conversation not found"))
}

fn tag_not_found() -> Refusal {
    Refusal::new(404, "tag_not_found", "Tag not found")
}

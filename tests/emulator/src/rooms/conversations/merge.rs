//! Making one conversation of two.

use super::model::{Author, Part, State};
use super::{changed, existing, participants};
use crate::answer::Answer;
use crate::fields;
use crate::refusal::Refusal;
use crate::route::Context;

/// Closes a conversation, whose contacts and parts go on in another one. The answer is the other one.
pub(super) fn merge(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let source = existing(context.workspace, &context.id())?;
    let into = fields::id(&context.body, "merge_into_conversation_id")
        .ok_or_else(|| Refusal::missing_parameter("merge_into_conversation_id is missing"))?;
    let target = existing(context.workspace, &into)
        .map_err(|_| Refusal::new(422, "merge_failed", format!("there is no conversation {into} to merge into")))?;
    let (source_id, target_id) = (source.id, target.id);
    if source_id == target_id {
        return Err(Refusal::new(400, "invalid_merge", "a conversation cannot be merged into itself"));
    }
    if source.ticket.is_some() || target.ticket.is_some() {
        return Err(Refusal::new(422, "merge_failed", "tickets cannot be merged"));
    }
    let admin = Author::Admin(participants::token_owner(context.workspace));
    let conversations = &mut context.workspace.conversations;
    let contacts = conversations.find(source_id).map(|source| source.contacts.clone()).unwrap_or_default();
    let moved = conversations.find_mut(source_id).map(|source| {
        source.set_state(State::Closed);
        std::mem::take(&mut source.parts)
    });
    if let Some(target) = conversations.find_mut(target_id) {
        target.parts.extend(moved.into_iter().flatten());
        target.parts.sort_by_key(|part| (part.created_at, part.id));
        for contact in contacts {
            if !target.contacts.contains(&contact) {
                target.contacts.push(contact);
            }
        }
    }
    conversations.append(source_id, Part::new("merged_primary_conversation", admin.clone(), context.now));
    conversations.append(target_id, Part::new("merged_secondary_conversation", admin, context.now));
    changed(context, target_id)
}

//! What admins do with a conversation: close, snooze, open and assign it.

use super::model::{Assignee, Author, Part, State};
use super::{admin, assignee, changed, existing};
use crate::answer::Answer;
use crate::fields;
use crate::html;
use crate::refusal::Refusal;
use crate::route::Context;
use crate::workspace::Workspace;

pub(super) fn manage(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let conversation = existing(context.workspace, &context.id())?;
    let (id, was) = (conversation.id, conversation.state);
    let body = &context.body;
    let author = Author::Admin(admin(context.workspace, body)?);
    let said = fields::text(body, "body").map(html::normalized);
    let now = context.now;
    let part = |part_type| Part::new(part_type, author, now).saying(said);
    let part = match fields::text(body, "message_type") {
        Some("close") => {
            set_state(context.workspace, id, State::Closed);
            part("close")
        }
        Some("open") => {
            set_state(context.workspace, id, State::Open);
            part("open")
        }
        Some("snoozed") => {
            let until = fields::time(body, "snoozed_until")
                .ok_or_else(|| Refusal::missing_parameter("snoozed_until is missing"))?;
            if until <= context.now {
                return Err(Refusal::invalid_parameter(format!("snoozed_until must be in the future, not {until}")));
            }
            context.workspace.conversations.snooze(id, until);
            part("snoozed")
        }
        Some("assignment") => {
            let to =
                fields::id(body, "assignee_id").ok_or_else(|| Refusal::missing_parameter("assignee_id is missing"))?;
            let kind = fields::text(body, "type").unwrap_or("admin");
            let to = assignee(context.workspace, Some(kind), &to)?;
            if let Some(conversation) = context.workspace.conversations.find_mut(id) {
                conversation.assign(to);
                conversation.set_state(State::Open);
            }
            part(if was == State::Closed { "assign_and_reopen" } else { "assignment" }).assigning(to)
        }
        Some(other) => {
            return Err(Refusal::invalid_parameter(format!(
                "message_type must be \"close\", \"snoozed\", \"open\" or \"assignment\", not {other:?}"
            )));
        }
        None => return Err(Refusal::missing_parameter("message_type is missing")),
    };
    context.workspace.conversations.append(id, part);
    changed(context, id)
}

/// The rules of the emulated workspace: whoever has least to do. A conversation that is assigned stays so.
pub(super) fn run_assignment_rules(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let conversation = existing(context.workspace, &context.id())?;
    let (id, assigned) = (conversation.id, conversation.admin_assignee.is_some());
    if !assigned {
        let conversations = &context.workspace.conversations;
        let open_for = |admin: u64| {
            conversations
                .newest_first()
                .filter(|other| other.admin_assignee == Some(admin) && other.state == State::Open)
                .count()
        };
        let admins = context.workspace.admins.oldest_first().filter_map(|admin| admin.id().parse().ok());
        if let Some(admin) = admins.min_by_key(|admin| open_for(*admin)) {
            let conversations = &mut context.workspace.conversations;
            if let Some(conversation) = conversations.find_mut(id) {
                conversation.admin_assignee = Some(admin);
            }
            let part = Part::new("default_assignment", Author::Bot, context.now);
            conversations.append(id, part.assigning(Assignee::Admin(admin)));
        }
    }
    changed(context, id)
}

fn set_state(workspace: &mut Workspace, id: u64, state: State) {
    if let Some(conversation) = workspace.conversations.find_mut(id) {
        conversation.set_state(state);
    }
}

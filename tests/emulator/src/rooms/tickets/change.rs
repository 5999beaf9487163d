//! From a conversation to a ticket, and from one type of ticket to another.

use serde_json::Value;

use super::update::{named_state, set_state};
use super::{changed, existing, submitted};
use crate::answer::Answer;
use crate::fields;
use crate::refusal::Refusal;
use crate::rooms::conversations::{self, Author};
use crate::rooms::ticket_types;
use crate::route::Context;
use crate::store::Record;

pub(super) fn convert(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let conversation = conversations::existing(context.workspace, &context.id())?;
    let id = conversation.id;
    if conversation.ticket.is_some() {
        return Err(Refusal::invalid_parameter("the conversation is a ticket already"));
    }
    let types = &context.workspace.ticket_types;
    let type_id = wanted_type(context)?;
    types.find(&type_id).ok_or_else(|| Refusal::invalid_parameter(format!("there is no ticket type {type_id:?}")))?;
    if types.category_of(&type_id) != ticket_types::CUSTOMER {
        return Err(Refusal::invalid_parameter("a conversation becomes a ticket of the category Customer only"));
    }
    let attributes = attributes(&context.body, "attributes");
    ticket_types::completed(types, &type_id, &attributes)?;
    let state_id = named_state(context)?;
    let mut ticket = submitted(context.workspace, &type_id, attributes);
    ticket.from_the_start = false;
    if let Some(conversation) = context.workspace.conversations.find_mut(id) {
        conversation.ticket = Some(Box::new(ticket));
        conversation.updated_at = context.now;
    }
    if let Some(state_id) = state_id {
        let admin = Author::Admin(conversations::token_owner(context.workspace));
        set_state(context.workspace, id, &admin, state_id, context.now);
    }
    changed(context, id)
}

/// Attributes that the new type has as well keep their values.
pub(super) fn change_type(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (conversation, ticket) = existing(context.workspace, &context.id()).map_err(super::not_found)?;
    let id = conversation.id;
    let types = &context.workspace.ticket_types;
    let type_id = wanted_type(context)?;
    let invalid = || Refusal::new(400, "invalid_ticket_type", format!("there is no other ticket type {type_id:?}"));
    types.find(&type_id).filter(|_| type_id != ticket.type_id).ok_or_else(invalid)?;
    let state_id = named_state(context)?.ok_or_else(|| Refusal::missing_parameter("ticket_state_id is missing"))?;
    let mut kept: Record = ticket.attributes.clone();
    kept.retain(|name, _| types.attributes_of(&type_id).any(|attribute| attribute.text("name") == Some(name)));
    kept.extend(attributes(&context.body, "ticket_attributes"));
    ticket_types::completed(types, &type_id, &kept)?;
    let ticket = context.workspace.conversations.find_mut(id).and_then(|found| found.ticket.as_mut());
    if let Some(ticket) = ticket {
        ticket.type_id = type_id;
        ticket.attributes = kept;
    }
    let admin = Author::Admin(conversations::token_owner(context.workspace));
    set_state(context.workspace, id, &admin, state_id, context.now);
    changed(context, id)
}

fn wanted_type(context: &Context<'_>) -> Result<String, Refusal> {
    fields::id(&context.body, "ticket_type_id").ok_or_else(|| Refusal::missing_parameter("ticket_type_id is missing"))
}

fn attributes(body: &Record, name: &str) -> Record {
    body.get(name).and_then(Value::as_object).cloned().unwrap_or_default()
}

//! Who takes part in a conversation.

use serde_json::{Value, json};

use super::{admin, contact, existing};
use crate::answer::Answer;
use crate::refusal::Refusal;
use crate::rooms::contacts;
use crate::route::Context;

pub(super) fn attach(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = existing(context.workspace, &context.id())?.id;
    admin_who_acts(context)?;
    let customer = context.body.get("customer").and_then(Value::as_object);
    let customer = customer.ok_or_else(|| Refusal::missing_parameter("customer, whom to attach, is missing"))?;
    let contact_id = contact(context.workspace, customer)?;
    if let Some(conversation) = context.workspace.conversations.find_mut(id)
        && !conversation.contacts.contains(&contact_id)
    {
        conversation.contacts.push(contact_id);
        conversation.updated_at = context.now;
    }
    customers(context, id)
}

pub(super) fn detach(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = existing(context.workspace, &context.id())?.id;
    let contact_id = contacts::existing(context.workspace, &context.parameter("contact_id"))?.id().to_owned();
    admin_who_acts(context)?;
    let conversation = context.workspace.conversations.find_mut(id).ok_or_else(Refusal::resource_not_found)?;
    if !conversation.contacts.contains(&contact_id) {
        return Err(contacts::not_found());
    }
    if conversation.contacts.len() == 1 {
        return Err(Refusal::new(422, "parameter_invalid", "the last contact of a conversation cannot be removed"));
    }
    conversation.contacts.retain(|known| *known != contact_id);
    conversation.updated_at = context.now;
    customers(context, id)
}

/// `admin_id` may be left out; when it is there, it must be right.
fn admin_who_acts(context: &Context<'_>) -> Result<(), Refusal> {
    match context.body.get("admin_id") {
        None | Some(Value::Null) => Ok(()),
        Some(_) => admin(context.workspace, &context.body).map(drop),
    }
}

/// The answer is no conversation, whatever the descriptions say.
fn customers(context: &Context<'_>, id: u64) -> Result<Answer, Refusal> {
    let id = id.to_string();
    let conversation = existing(context.workspace, &id)?;
    let customers: Vec<_> = conversation
        .contacts
        .iter()
        .map(|contact_id| {
            let role = context.workspace.contacts.find(contact_id).and_then(|contact| contact.text("role"));
            json!({"type": role.unwrap_or("user"), "id": contact_id})
        })
        .collect();
    Ok(Answer::json(json!({"customers": customers})).changing(id))
}

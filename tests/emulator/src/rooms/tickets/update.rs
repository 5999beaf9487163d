//! Changes to tickets. Each of them leaves a part.

use serde_json::Value;

use super::{changed, existing};
use crate::answer::Answer;
use crate::fields;
use crate::refusal::Refusal;
use crate::rooms::conversations::{self, Assignee, Author, Detail, Part, State};
use crate::rooms::{companies, ticket_types};
use crate::route::Context;
use crate::store::Record;
use crate::version::Version;
use crate::workspace::Workspace;

pub(super) fn update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (conversation, ticket) = existing(context.workspace, &context.id())?;
    let (id, type_id) = (conversation.id, ticket.type_id.clone());
    let body = &context.body;
    let flag = |name: &str| body.get(name).and_then(Value::as_bool);

    // Everything is looked at before anything is changed.
    let (admin, assignee) = assignment(context.workspace, body)?;
    let author = Author::Admin(admin);
    let state_id = new_state(context)?;
    let nothing = Record::new();
    let attributes = body.get("ticket_attributes").and_then(Value::as_object).unwrap_or(&nothing);
    ticket_types::completed(&context.workspace.ticket_types, &type_id, attributes)?;
    let company = fields::id(body, "company_id");
    if let Some(company) = &company {
        context.workspace.companies.find(company).ok_or_else(companies::not_found)?;
    }

    for (name, value) in attributes {
        set_attribute(context.workspace, id, &author, name, value, context.now);
    }
    if let Some(state_id) = state_id {
        set_state(context.workspace, id, &author, state_id, context.now);
    }
    let conversations = &mut context.workspace.conversations;
    if let Some(assignee) = assignee {
        if let Some(conversation) = conversations.find_mut(id) {
            conversation.assign(assignee);
        }
        conversations.append(id, Part::new("assignment", author.clone(), context.now).assigning(assignee));
    }
    if let Some(open) = flag("open") {
        if let Some(conversation) = conversations.find_mut(id) {
            conversation.set_state(if open { State::Open } else { State::Closed });
        }
        conversations.append(id, Part::new(if open { "open" } else { "close" }, author.clone(), context.now));
    }
    if let Some(until) = fields::time(body, "snoozed_until").filter(|until| *until > context.now) {
        conversations.snooze(id, until);
        conversations.append(id, Part::new("snoozed", author, context.now));
    }
    if let Some(conversation) = conversations.find_mut(id) {
        conversation.company = company.or(conversation.company.take());
        conversation.updated_at = context.now;
        if let (Some(ticket), Some(shared)) = (&mut conversation.ticket, flag("is_shared")) {
            ticket.is_shared = shared;
        }
    }
    changed(context, id)
}

/// Puts a ticket into a state that exists.
pub(super) fn set_state(workspace: &mut Workspace, id: u64, author: &Author, state_id: String, now: u64) {
    let Some(ticket) = workspace.conversations.find_mut(id).and_then(|found| found.ticket.as_mut()) else {
        return;
    };
    let types = &workspace.ticket_types;
    let detail = Detail::TicketState {
        before: types.state_category(&ticket.state_id).to_owned(),
        after: types.state_category(&state_id).to_owned(),
    };
    ticket.previous_state_id = Some(std::mem::replace(&mut ticket.state_id, state_id));
    let part = Part::new("ticket_state_updated_by_admin", author.clone(), now).telling(detail);
    workspace.conversations.append(id, part);
}

/// The state a body asks for by its id, which must be there.
pub(super) fn named_state(context: &Context<'_>) -> Result<Option<String>, Refusal> {
    let id = fields::id(&context.body, "ticket_state_id");
    if let Some(unknown) = id.as_deref().filter(|id| context.workspace.ticket_types.state(id).is_none()) {
        let message = format!("{unknown:?} is not the id of a state that tickets of that type can be in");
        return Err(Refusal::new(400, "ticket_state_id_invalid", message));
    }
    Ok(id)
}

fn set_attribute(workspace: &mut Workspace, id: u64, author: &Author, name: &str, value: &Value, now: u64) {
    let Some(ticket) = workspace.conversations.find_mut(id).and_then(|found| found.ticket.as_mut()) else {
        return;
    };
    let mut of_type = workspace.ticket_types.attributes_of(&ticket.type_id);
    let attribute = of_type.find(|attribute| attribute.text("name") == Some(name)).map(|row| row.id().to_owned());
    ticket.attributes.insert(name.to_owned(), value.clone());
    let detail = Detail::Attribute { id: attribute.unwrap_or_default(), name: name.to_owned(), value: value.clone() };
    let part = Part::new("ticket_attribute_updated_by_admin", author.clone(), now).telling(detail);
    workspace.conversations.append(id, part);
}

/// The state a body asks for: by its id, and up to 2.11 by its category.
fn new_state(context: &Context<'_>) -> Result<Option<String>, Refusal> {
    let types = &context.workspace.ticket_types;
    if context.version < Version::V2_12 {
        return match fields::text(&context.body, "state") {
            None => Ok(None),
            Some(category) => {
                let state = types.state_in(category);
                let refusal = || Refusal::invalid_parameter(format!("{category:?} is not a state of tickets"));
                state.map(|state| Some(state.id().to_owned())).ok_or_else(refusal)
            }
        };
    }
    named_state(context)
}

/// Who assigns, and whom; up to 2.13 both stand in `assignment`.
fn assignment(workspace: &Workspace, body: &Record) -> Result<(u64, Option<Assignee>), Refusal> {
    let named = body.get("assignment").and_then(Value::as_object).unwrap_or(body);
    let missing = |_| Refusal::new(404, "assignee_not_found", "Assignee not found");
    let admin = match named.get("admin_id") {
        None | Some(Value::Null) => conversations::token_owner(workspace),
        Some(_) => conversations::admin(workspace, named).map_err(missing)?,
    };
    let assignee = match fields::id(named, "assignee_id") {
        None => None,
        Some(id) => Some(conversations::assignee(workspace, None, &id)?),
    };
    Ok((admin, assignee))
}

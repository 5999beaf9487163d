//! What a ticket looks like on the wire.

use serde_json::{Value, json};

use crate::rooms::conversations::{
    Conversation, Detail, PARTS_SHOWN, Part, State, Ticket, assignee_view, author_view, contacts_view, linked_view,
};
use crate::rooms::ticket_types;
use crate::version::Version;
use crate::workspace::Workspace;

pub(super) fn view(workspace: &Workspace, conversation: &Conversation, ticket: &Ticket, version: Version) -> Value {
    let types = &workspace.ticket_types;
    let attributes = ticket_types::completed(types, &ticket.type_id, &ticket.attributes);
    let parts = &conversation.parts;
    let shown = &parts[parts.len().saturating_sub(PARTS_SHOWN)..];
    let mut view = json!({
        "type": "ticket",
        "id": conversation.id.to_string(),
        "ticket_id": ticket.number.to_string(),
        "ticket_attributes": attributes.unwrap_or_else(|_| ticket.attributes.clone()),
        "ticket_type": types.find(&ticket.type_id).map(|row| ticket_types::view(types, row)),
        "contacts": contacts_view(workspace, &conversation.contacts, version),
        "admin_assignee_id": assignee_id(conversation.admin_assignee, version),
        "team_assignee_id": assignee_id(conversation.team_assignee, version),
        "created_at": conversation.created_at,
        "updated_at": conversation.updated_at,
        "ticket_parts": {
            "type": "ticket_part.list",
            "ticket_parts": shown.iter().map(|part| part_view(workspace, part)).collect::<Vec<_>>(),
            "total_count": parts.len(),
        },
        "open": conversation.state != State::Closed,
        "linked_objects": linked_view(workspace, conversation),
        "category": types.category_of(&ticket.type_id),
        "is_shared": ticket.is_shared,
        "previous_ticket_state_id": ticket.previous_state_id,
    });
    if version == Version::V2_9 {
        view["contacts"] = first_contacts_view(workspace, &conversation.contacts);
        if let Value::Object(view) = &mut view {
            view.remove("ticket_id");
            view.remove("is_shared");
        }
    }
    if let Some(until) = conversation.snoozed_until {
        view["snoozed_until"] = until.into();
    }
    let state = types.state(&ticket.state_id).map(|state| &state.record);
    if version >= Version::V2_12 {
        view["ticket_state"] = json!(state);
    } else {
        let label = |name: &str| state.and_then(|state| state.get(name)).cloned().unwrap_or_default();
        view["ticket_state"] = label("category");
        view["ticket_state_internal_label"] = label("internal_label");
        view["ticket_state_external_label"] = label("external_label");
    }
    view
}

/// The contacts of a ticket when tickets were new: by their role instead of their type.
fn first_contacts_view(workspace: &Workspace, ids: &[String]) -> Value {
    let role = |id: &str| workspace.contacts.find(id).and_then(|contact| contact.text("role"));
    let contacts: Vec<_> = ids.iter().map(|id| json!({"id": id, "role": role(id)})).collect();
    json!({"type": "contact.list", "contacts": contacts})
}

/// One part of a ticket. What does not apply to it is absent.
pub(super) fn part_view(workspace: &Workspace, part: &Part) -> Value {
    let mut view = json!({
        "type": "ticket_part",
        "id": part.id.to_string(),
        "part_type": part.kind,
        "created_at": part.created_at,
        "updated_at": part.updated_at,
        "author": author_view(workspace, &part.author),
        "attachments": part.attachments,
        "redacted": part.redacted,
    });
    if let Some(body) = &part.body {
        view["body"] = json!(body);
    }
    if let Some(assignee) = part.assigned_to {
        view["assigned_to"] = assignee_view(assignee);
    }
    match part.detail.as_deref() {
        None | Some(Detail::QuickReplies(_) | Detail::ChosenReply(_)) => {}
        Some(Detail::TicketState { before, after }) => {
            view["ticket_state"] = json!(after);
            view["previous_ticket_state"] = json!(before);
        }
        Some(Detail::Attribute { id, name, value }) => {
            view["updated_attribute_data"] = json!({
                "attribute": {"type": "attribute", "id": id, "label": name},
                "value": {"type": "value", "id": value, "label": value},
            });
        }
    }
    view
}

/// Nobody is 0, which like the other ids is a number since 2.16.
fn assignee_id(id: Option<u64>, version: Version) -> Value {
    let id = id.unwrap_or_default();
    if version >= Version::V2_16 { json!(id) } else { json!(id.to_string()) }
}

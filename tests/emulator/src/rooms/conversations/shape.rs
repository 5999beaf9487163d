//! What a conversation looks like on the wire.

use serde_json::{Map, Value, json};

use super::model::{Assignee, Author, Conversation, Detail, Part, Priority, Source, State, Text};
use super::statistics;
use crate::html;
use crate::rooms::{companies, tags};
use crate::store::Row;
use crate::version::Version;
use crate::workspace::{APP_ID, Workspace};

/// How many parts one answer shows.
pub(crate) const PARTS_SHOWN: usize = 500;
/// How many links one answer shows.
const LINKS_SHOWN: usize = 1000;

/// What a request says about how it wants to see a conversation.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Display {
    pub(crate) plain_text: bool,
    pub(crate) monitors: bool,
    pub(crate) scorecards: bool,
}

/// A conversation with its parts: the most recent ones.
pub(crate) fn view(
    workspace: &Workspace,
    conversation: &Conversation,
    version: Version,
    display: Display,
) -> Map<String, Value> {
    let mut view = list_item(workspace, conversation, version, display);
    let parts = &conversation.parts[conversation.parts.len().saturating_sub(PARTS_SHOWN)..];
    let shown: Vec<_> = parts.iter().map(|part| part_view(workspace, part, display)).collect();
    view.insert(
        "conversation_parts".into(),
        json!({
            "type": "conversation_part.list",
            "conversation_parts": shown,
            "total_count": conversation.parts.len(),
        }),
    );
    view
}

/// A conversation as lists and searches show it.
pub(crate) fn list_item(
    workspace: &Workspace,
    conversation: &Conversation,
    version: Version,
    display: Display,
) -> Map<String, Value> {
    let mut view = Map::new();
    let mut set = |name: &str, value: Value| view.insert(name.into(), value);
    set("type", "conversation".into());
    set("id", conversation.id.to_string().into());
    set("created_at", conversation.created_at.into());
    set("updated_at", conversation.updated_at.into());
    set("waiting_since", conversation.waiting_since.into());
    set("snoozed_until", conversation.snoozed_until.into());
    set("source", source_view(workspace, &conversation.source, display));
    set("contacts", contacts_view(workspace, &conversation.contacts, version));
    set("first_contact_reply", first_contact_reply(conversation));
    set("admin_assignee_id", conversation.admin_assignee.into());
    set("team_assignee_id", conversation.team_assignee.into());
    set("open", (conversation.state != State::Closed).into());
    set("state", conversation.state.name().into());
    set("read", conversation.read.into());
    set("tags", tags::list_view(workspace, "conversations", &conversation.id.to_string()));
    set("priority", priority_name(conversation.priority, version).into());
    set("sla_applied", sla_view(conversation));
    set("statistics", statistics::view(conversation));
    set("conversation_rating", rating_view(workspace, conversation));
    set("teammates", teammates_view(conversation));
    set("title", conversation.title.clone().into());
    set("custom_attributes", Value::Object(conversation.custom_attributes.clone()));
    set("topics", json!({}));
    set("linked_objects", linked_view(workspace, conversation));
    set("ai_agent", Value::Null);
    set("ai_agent_participated", false.into());
    set("sales_agent", Value::Null);
    set("sales_agent_participated", false.into());
    set("company", company_view(workspace, conversation));
    let channel = conversation.source.channel;
    set("channel", json!({"initial": channel, "current": channel}));
    set("external_references", json!([]));
    if version >= Version::V2_9 {
        let ticket = conversation.ticket.as_ref();
        set(
            "ticket",
            json!(ticket.map(|ticket| json!({
                "type": "ticket",
                "id": conversation.id,
                "ticket_type_id": ticket.type_id,
                "ticket_id": ticket.number.to_string(),
            }))),
        );
    }
    if display.monitors {
        set("monitor_evaluations", json!([]));
    }
    if display.scorecards {
        set("scorecards", json!([]));
    }
    view
}

/// One part of a conversation.
pub(crate) fn part_view(workspace: &Workspace, part: &Part, display: Display) -> Value {
    let mut metadata = json!({});
    let mut event = Value::Null;
    match part.detail.as_deref() {
        None | Some(Detail::TicketState { .. }) => {}
        Some(Detail::Attribute { name, value, .. }) => {
            event = json!({"attribute": {"name": name}, "value": {"name": value}});
        }
        Some(Detail::QuickReplies(options)) => metadata["quick_reply_options"] = json!(options),
        Some(Detail::ChosenReply(uuid)) => metadata["quick_reply_uuid"] = uuid.clone(),
    }
    json!({
        "type": "conversation_part",
        "id": part.id.to_string(),
        "part_type": part.kind,
        "body": part.body.as_ref().map(|body| shown(body, display)),
        "created_at": part.created_at,
        "updated_at": part.updated_at,
        "notified_at": part.created_at,
        "assigned_to": part.assigned_to.map_or(Value::Null, assignee_view),
        "author": author_view(workspace, &part.author),
        "attachments": part.attachments,
        "external_id": null,
        "redacted": part.redacted,
        "email_message_metadata": null,
        "metadata": metadata,
        "state": part.state.name(),
        "tags": [],
        "event_details": event,
        "app_package_code": null,
    })
}

/// Who wrote something: an admin, a user or lead, or the workspace's bot.
pub(crate) fn author_view(workspace: &Workspace, author: &Author) -> Value {
    let person = |kind: &str, id: &str, row: Option<&Row>| {
        json!({
            "type": kind,
            "id": id,
            "name": row.and_then(|row| row.text("name")),
            "email": row.and_then(|row| row.text("email")),
        })
    };
    match author {
        Author::Admin(id) => {
            let id = id.to_string();
            person("admin", &id, workspace.admins.find(&id))
        }
        Author::Contact(id) => {
            let contact = workspace.contacts.find(id);
            person(contact.and_then(|contact| contact.text("role")).unwrap_or("user"), id, contact)
        }
        Author::Bot => {
            json!({"type": "bot", "id": "0", "name": "Fin", "email": format!("operator+{APP_ID}@intercom.io")})
        }
    }
}

pub(crate) fn assignee_view(assignee: Assignee) -> Value {
    match assignee {
        Assignee::Admin(id) => json!({"type": "admin", "id": id.to_string()}),
        Assignee::Team(id) => json!({"type": "team", "id": id.to_string()}),
        Assignee::NoAdmin => json!({"type": "nobody_admin", "id": null}),
        Assignee::NoTeam => json!({"type": "team", "id": null}),
    }
}

/// Up to 2.9, without their external ids.
pub(crate) fn contacts_view(workspace: &Workspace, ids: &[String], version: Version) -> Value {
    let reference = |id: &String| {
        if version > Version::V2_9 { contact_reference(workspace, id) } else { json!({"type": "contact", "id": id}) }
    };
    let contacts: Vec<_> = ids.iter().map(reference).collect();
    json!({"type": "contact.list", "contacts": contacts})
}

/// The links of a conversation or a ticket, each with the category of a linked ticket.
pub(crate) fn linked_view(workspace: &Workspace, conversation: &Conversation) -> Value {
    let data: Vec<_> = conversation
        .linked
        .iter()
        .take(LINKS_SHOWN)
        .filter_map(|id| workspace.conversations.find(*id))
        .map(|linked| {
            let category = linked.ticket.as_ref().map(|ticket| workspace.ticket_types.category_of(&ticket.type_id));
            let kind = if category.is_some() { "ticket" } else { "conversation" };
            json!({"type": kind, "id": linked.id.to_string(), "category": category})
        })
        .collect();
    let total = conversation.linked.len();
    json!({"type": "list", "data": data, "total_count": total, "has_more": total > LINKS_SHOWN})
}

/// How a version names a priority: up to 2.15 there were only two.
pub(crate) fn priority_name(priority: Priority, version: Version) -> &'static str {
    match priority {
        _ if version >= Version::V2_16 => priority.name(),
        Priority::None => "not_priority",
        _ => "priority",
    }
}

fn source_view(workspace: &Workspace, source: &Source, display: Display) -> Value {
    json!({
        "type": source.channel,
        "id": source.id.to_string(),
        "delivered_as": source.delivered_as,
        "subject": shown(&source.subject, display),
        "body": shown(&source.body, display),
        "author": author_view(workspace, &source.author),
        "attachments": source.attachments,
        "url": null,
        "redacted": source.redacted,
        "recipients": null,
        "reply_to": null,
    })
}

fn shown(text: &Text, display: Display) -> String {
    if display.plain_text { html::plain_text(text) } else { text.to_string() }
}

fn contact_reference(workspace: &Workspace, id: &str) -> Value {
    let external_id = workspace.contacts.find(id).and_then(|contact| contact.text("external_id"));
    json!({"type": "contact", "id": id, "external_id": external_id})
}

fn first_contact_reply(conversation: &Conversation) -> Value {
    let first = conversation.contact_wrote_at();
    json!(first.map(|at| json!({"created_at": at, "type": conversation.source.channel, "url": null})))
}

fn sla_view(conversation: &Conversation) -> Value {
    json!(conversation.sla.as_ref().map(|sla| json!({
        "type": "conversation_sla_summary",
        "sla_name": sla.name,
        "sla_status": sla.status,
    })))
}

fn rating_view(workspace: &Workspace, conversation: &Conversation) -> Value {
    json!(conversation.rating.as_ref().map(|rating| json!({
        "rating": rating.score,
        "remark": rating.remark,
        "created_at": rating.created_at,
        "updated_at": rating.created_at,
        "contact": conversation.first_contact().map(|id| contact_reference(workspace, id)),
        "teammate": {"type": "admin", "id": rating.admin.to_string()},
    })))
}

/// The admins who did something in it.
fn teammates_view(conversation: &Conversation) -> Value {
    let mut admins: Vec<u64> = Vec::new();
    for part in &conversation.parts {
        if let Author::Admin(id) = part.author
            && !admins.contains(&id)
        {
            admins.push(id);
        }
    }
    if admins.is_empty() {
        return Value::Null;
    }
    let teammates: Vec<_> = admins.iter().map(|id| json!({"type": "admin", "id": id.to_string()})).collect();
    json!({"type": "admin.list", "teammates": teammates})
}

fn company_view(workspace: &Workspace, conversation: &Conversation) -> Value {
    let company = conversation.company.as_ref().and_then(|id| workspace.companies.find(id));
    json!(company.map(|company| companies::view(workspace, company)))
}

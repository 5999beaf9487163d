//! Searching tickets.

use serde_json::{Value, json};

use super::shape;
use crate::answer::Answer;
use crate::paging::{CursorPage, PageSize, Sorted};
use crate::refusal::Refusal;
use crate::rooms::conversations::{Conversation, State, Ticket};
use crate::rooms::ticket_types::{BACK_OFFICE, CUSTOMER};
use crate::route::Context;
use crate::search::{FieldTable, Kind, Missing, Query};
use crate::version::Version;
use crate::workspace::Workspace;

const PAGE_SIZE: PageSize = PageSize { default: 20, max: 150 };

/// The searchable fields after the table of Intercom's reference.
pub(crate) const FIELDS: FieldTable = FieldTable {
    attributes: "ticket_attribute.",
    rows: &[
        (
            Version::OLDEST,
            Kind::Text,
            &["id", "title", "description", "category", "ticket_type_id", "contact_ids", "teammate_ids", "state"],
        ),
        (Version::OLDEST, Kind::Text, ASSIGNEES),
        (Version::PREVIEW, Kind::InclusiveInteger, ASSIGNEES),
        (Version::OLDEST, Kind::Boolean, &["open"]),
        (Version::OLDEST, Kind::InclusiveInstant, &["updated_at", "snoozed_until"]),
        (Version::OLDEST, Kind::AnyInstant, &["created_at"]),
    ],
};

const ASSIGNEES: &[&str] = &["admin_assignee_id", "team_assignee_id"];

pub(super) fn search(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let version = context.version;
    let query = Query::parse(context.body.get("query"), &|name| FIELDS.kind_of(name, version))?;
    let page = CursorPage::from_body(context, PAGE_SIZE)?;
    let workspace = &*context.workspace;
    let found = tickets(workspace).filter(|(conversation, ticket)| {
        query.matches(&|field| value_of(workspace, conversation, ticket, field), Missing::NeverMatches)
    });
    let found = Sorted::newest_first(found.map(|(conversation, _)| conversation));
    let page = page.select(found, |conversation| match &conversation.ticket {
        Some(ticket) => shape::view(workspace, conversation, ticket, version),
        None => Value::Null,
    });
    Ok(Answer::json(page.named("ticket.list", "tickets")))
}

fn tickets(workspace: &Workspace) -> impl Iterator<Item = (&Conversation, &Ticket)> {
    workspace
        .conversations
        .newest_first()
        .filter_map(|conversation| Some((conversation, conversation.ticket.as_deref()?)))
}

fn value_of(workspace: &Workspace, conversation: &Conversation, ticket: &Ticket, field: &str) -> Value {
    let types = &workspace.ticket_types;
    let attribute = |name: &str| ticket.attributes.get(name).cloned().unwrap_or_default();
    if let Some(id) = field.strip_prefix("ticket_attribute.") {
        return types.attribute(id).and_then(|row| row.text("name")).map(attribute).unwrap_or_default();
    }
    match field {
        "id" => json!(conversation.id.to_string()),
        "title" => attribute("_default_title_"),
        "description" => attribute("_default_description_"),
        "category" => match types.category_of(&ticket.type_id) {
            CUSTOMER => json!("request"),
            BACK_OFFICE => json!("task"),
            _ => json!("tracker"),
        },
        "ticket_type_id" => json!(ticket.type_id),
        "contact_ids" => json!(conversation.contacts),
        "teammate_ids" => json!(conversation.admins_who_wrote()),
        "state" => json!(types.state_category(&ticket.state_id)),
        "admin_assignee_id" => json!(conversation.admin_assignee.unwrap_or_default()),
        "team_assignee_id" => json!(conversation.team_assignee.unwrap_or_default()),
        "open" => json!(conversation.state != State::Closed),
        "created_at" => json!(conversation.created_at),
        "updated_at" => json!(conversation.updated_at),
        "snoozed_until" => json!(conversation.snoozed_until),
        _ => Value::Null,
    }
}

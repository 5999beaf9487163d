//! Searching conversations.

use serde_json::{Value, json};

use super::model::{Conversation, State};
use super::{Display, PAGE_SIZE, listed, shape, statistics};
use crate::answer::Answer;
use crate::paging::{CursorPage, Sorted};
use crate::refusal::Refusal;
use crate::route::Context;
use crate::search::{FieldTable, Kind, Missing, Query};
use crate::version::Version;
use crate::workspace::Workspace;

/// The searchable fields after the table of Intercom's reference. `conversation_rating.admin_d` is how that table
/// spells it.
pub(crate) const FIELDS: FieldTable = FieldTable {
    attributes: "custom_attributes.",
    rows: &[
        (
            Version::OLDEST,
            Kind::Text,
            &[
                "id",
                "state",
                "priority",
                "channel_initiated",
                "contact_ids",
                "tag_ids",
                "teammate_ids",
                "source.type",
                "source.id",
                "source.delivered_as",
                "source.subject",
                "source.author.type",
                "source.author.id",
                "source.author.name",
                "source.author.email",
                "source.url",
                "conversation_rating.remark",
                "conversation_rating.contact_id",
                "conversation_rating.admin_id",
                "conversation_rating.admin_d",
                "statistics.last_closed_by_id",
                "ai_agent.source_title",
                "ai_agent.source_type",
                "ai_agent.last_answer_type",
                "ai_agent.resolution_state",
                "ai_agent.rating_remark",
            ],
        ),
        (Version::OLDEST, Kind::Words, &["source.body"]),
        (
            Version::OLDEST,
            Kind::InclusiveInteger,
            &[
                "admin_assignee_id",
                "team_assignee_id",
                "conversation_rating.score",
                "ai_agent.rating",
                "statistics.time_to_assignment",
                "statistics.time_to_admin_reply",
                "statistics.time_to_first_close",
                "statistics.time_to_last_close",
                "statistics.median_time_to_reply",
                "statistics.count_reopens",
                "statistics.count_assignments",
                "statistics.count_conversation_parts",
            ],
        ),
        (Version::OLDEST, Kind::Boolean, &["open", "read", "ai_agent_participated"]),
        (
            Version::OLDEST,
            Kind::InclusiveInstant,
            &[
                "created_at",
                "updated_at",
                "waiting_since",
                "snoozed_until",
                "conversation_rating.requested_at",
                "conversation_rating.replied_at",
                "statistics.first_contact_reply_at",
                "statistics.first_assignment_at",
                "statistics.first_admin_reply_at",
                "statistics.first_close_at",
                "statistics.last_assignment_at",
                "statistics.last_assignment_admin_reply_at",
                "statistics.last_contact_reply_at",
                "statistics.last_admin_reply_at",
                "statistics.last_close_at",
            ],
        ),
    ],
};

pub(super) fn search(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let version = context.version;
    let query = Query::parse(context.body.get("query"), &|name| FIELDS.kind_of(name, version))?;
    let page = CursorPage::from_body(context, PAGE_SIZE)?;
    let display = Display::from_query(context);
    let workspace = &*context.workspace;
    let found = listed(workspace).filter(|conversation| {
        query.matches(&|field| value_of(workspace, conversation, field, version), Missing::NeverMatches)
    });
    let page = page.select(Sorted::newest_first(found), |conversation| {
        Value::Object(shape::list_item(workspace, conversation, version, display))
    });
    Ok(Answer::json(page.named("conversation.list", "conversations")))
}

fn value_of(workspace: &Workspace, conversation: &Conversation, field: &str, version: Version) -> Value {
    if let Some(attribute) = field.strip_prefix("custom_attributes.") {
        return conversation.custom_attributes.get(attribute).cloned().unwrap_or_default();
    }
    if let Some(figure) = field.strip_prefix("statistics.") {
        return statistics::view(conversation)[figure].clone();
    }
    if let Some(of_author) = field.strip_prefix("source.author.") {
        return shape::author_view(workspace, &conversation.source.author)[of_author].clone();
    }
    let source = &conversation.source;
    let rating = conversation.rating.as_ref();
    match field {
        "id" => json!(conversation.id.to_string()),
        "state" => json!(conversation.state.name()),
        "open" => json!(conversation.state != State::Closed),
        "read" => json!(conversation.read),
        "ai_agent_participated" => json!(false),
        "priority" => json!(shape::priority_name(conversation.priority, version)),
        "created_at" => json!(conversation.created_at),
        "updated_at" => json!(conversation.updated_at),
        "waiting_since" => json!(conversation.waiting_since),
        "snoozed_until" => json!(conversation.snoozed_until),
        "admin_assignee_id" => json!(conversation.admin_assignee),
        "team_assignee_id" => json!(conversation.team_assignee),
        "contact_ids" => json!(conversation.contacts),
        "tag_ids" => workspace.conversation_tags.of(&conversation.id.to_string()).map(|(id, _)| id).collect(),
        "teammate_ids" => json!(conversation.admins_who_wrote()),
        "channel_initiated" | "source.type" => json!(source.channel),
        "source.id" => json!(source.id.to_string()),
        "source.delivered_as" => json!(source.delivered_as),
        "source.subject" => json!(source.subject),
        "source.body" => json!(source.body),
        "conversation_rating.score" => json!(rating.map(|rating| rating.score)),
        "conversation_rating.remark" => json!(rating.map(|rating| rating.remark)),
        "conversation_rating.requested_at" | "conversation_rating.replied_at" => {
            json!(rating.map(|rating| rating.created_at))
        }
        "conversation_rating.admin_id" | "conversation_rating.admin_d" => {
            json!(rating.map(|rating| rating.admin.to_string()))
        }
        "conversation_rating.contact_id" => json!(rating.and_then(|_| conversation.first_contact())),
        // No agent answers here, and no message was written on a page.
        _ => Value::Null,
    }
}

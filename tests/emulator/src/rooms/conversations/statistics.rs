//! The figures of a conversation. They follow from its parts and are not stored.

use serde_json::{Value, json};

use super::model::{Author, Conversation, Part, State};

/// The figures; `null` as long as nothing happened.
pub(crate) fn view(conversation: &Conversation) -> Value {
    let parts = &conversation.parts;
    if parts.is_empty() {
        return Value::Null;
    }
    let began = conversation.created_at;
    let since = |at: Option<u64>| at.map(|at| at.saturating_sub(began));
    let by_admin = |part: &&Part| matches!(part.author, Author::Admin(_)) && part.is_message();
    let by_contact = |part: &&Part| matches!(part.author, Author::Contact(_)) && part.is_message();
    let closing = |part: &&Part| part.kind == "close";
    let assigning = |part: &&Part| part.assigned_to.is_some();

    let first_assignment = parts.iter().find(assigning).map(at);
    let first_admin_reply = parts.iter().find(by_admin).map(at);
    let last_admin_reply = parts.iter().rfind(by_admin).map(at);
    let first_close = parts.iter().find(closing).map(at);
    let last_close = parts.iter().rfind(closing);
    let last_close_at = last_close.map(at);
    let asked = matches!(conversation.source.author, Author::Contact(_)).then_some(began);
    let last_assignment = parts.iter().rposition(|part| assigning(&part));
    let reply_after_assignment = last_assignment.and_then(|index| parts[index..].iter().find(by_admin)).map(at);
    let reopened =
        parts.windows(2).filter(|pair| pair[0].state == State::Closed && pair[1].state == State::Open).count();
    let handling_time =
        last_close_at.unwrap_or(conversation.updated_at).saturating_sub(first_admin_reply.unwrap_or(began));
    json!({
        "type": "conversation_statistics",
        "time_to_assignment": since(first_assignment),
        "time_to_admin_reply": since(first_admin_reply),
        "time_to_first_close": since(first_close),
        "time_to_last_close": since(last_close_at),
        "median_time_to_reply": median(reply_times(conversation)),
        "first_contact_reply_at": asked.or_else(|| parts.iter().find(by_contact).map(at)),
        "first_assignment_at": first_assignment,
        "first_admin_reply_at": first_admin_reply,
        "first_close_at": first_close,
        "last_assignment_at": last_assignment.map(|index| at(&parts[index])),
        "last_assignment_admin_reply_at": reply_after_assignment,
        "last_contact_reply_at": parts.iter().rfind(by_contact).map(at).or(asked),
        "last_admin_reply_at": last_admin_reply,
        "last_close_at": last_close_at,
        "last_closed_by_id": last_close.and_then(|part| match part.author {
            Author::Admin(id) => Some(id.to_string()),
            Author::Contact(_) | Author::Bot => None,
        }),
        "count_reopens": reopened,
        "count_assignments": parts.iter().filter(assigning).count(),
        "count_conversation_parts": parts.len(),
        "assigned_team_first_response_time": [],
        "assigned_team_first_response_time_in_office_hours": [],
        "handling_time": handling_time,
        "adjusted_handling_time": null,
    })
}

fn at(part: &Part) -> u64 {
    part.created_at
}

/// How long contacts waited for the answers they got.
fn reply_times(conversation: &Conversation) -> Vec<u64> {
    let mut waiting = matches!(conversation.source.author, Author::Contact(_)).then_some(conversation.created_at);
    let mut times = Vec::new();
    for part in conversation.parts.iter().filter(|part| part.is_message()) {
        match part.author {
            Author::Contact(_) => waiting = waiting.or(Some(part.created_at)),
            Author::Admin(_) => times.extend(waiting.take().map(|asked| part.created_at.saturating_sub(asked))),
            Author::Bot => {}
        }
    }
    times
}

fn median(mut times: Vec<u64>) -> Option<u64> {
    times.sort_unstable();
    times.get(times.len().checked_sub(1)? / 2).copied()
}

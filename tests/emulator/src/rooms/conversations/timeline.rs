//! When teammates were at work on a conversation, and what was said beside it.

use serde_json::{Value, json};

use super::existing;
use super::model::{Author, Part};
use super::shape;
use crate::answer::Answer;
use crate::clock;
use crate::paging::{NumberedPage, PageSize};
use crate::refusal::Refusal;
use crate::route::Context;

const PAGE_SIZE: PageSize = PageSize { default: 25, max: 50 };

/// The clock of a teammate stops when they snooze or close a conversation, and goes on when they open it.
pub(super) fn handling_events(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let conversation = existing(context.workspace, &context.id())?;
    let events: Vec<_> = conversation
        .parts
        .iter()
        .filter_map(|part| {
            let (event, reason) = match part.kind {
                "snoozed" | "close" => ("paused", Some(part.state.name())),
                "open" | "assign_and_reopen" | "timer_unsnooze" => ("resumed", None),
                _ => return None,
            };
            let teammate = teammate(context, part)?;
            Some(json!({"teammate": teammate, "type": event, "timestamp": clock::iso8601(part.created_at), "reason": reason}))
        })
        .collect();
    Ok(Answer::json(json!({"handling_events": events})))
}

/// The emulator's admins have no side conversations: the list is there, and empty.
pub(super) fn side_conversations(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    existing(context.workspace, &context.id())?;
    let nothing: [&Value; 0] = [];
    let page = NumberedPage::from_query(context, PAGE_SIZE)?.select(context, &nothing, Value::clone);
    let mut body = page.named("side_conversation.list", "side_conversations");
    if let Some(pages) = body["pages"].as_object_mut() {
        pages.remove("next");
    }
    Ok(Answer::json(body))
}

fn teammate(context: &Context<'_>, part: &Part) -> Option<Value> {
    let mut teammate = match part.author {
        Author::Contact(_) => return None,
        Author::Admin(_) | Author::Bot => shape::author_view(context.workspace, &part.author),
    };
    teammate["id"] = json!(teammate["id"].as_str().and_then(|id| id.parse::<u64>().ok()));
    Some(teammate)
}

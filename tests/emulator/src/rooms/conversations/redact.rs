//! Taking back what was said.

use serde_json::{Map, Value};

use super::changed;
use super::model::Text;
use crate::answer::Answer;
use crate::fields;
use crate::refusal::Refusal;
use crate::route::Context;

const REDACTED: &str = "<p><i>This message was deleted</i></p>";

pub(super) fn redact(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let not_found = || {
        let message = "there is no such part or message in the conversation";
        Refusal::new(404, "conversation_part_or_message_not_found", message)
    };
    let body = &context.body;
    let id = number(body, "conversation_id")?;
    let conversation = id.and_then(|id| context.workspace.conversations.find_mut(id));
    match fields::text(body, "type") {
        Some("conversation_part") => {
            let part_id = number(body, "conversation_part_id")?;
            let conversation = conversation.ok_or_else(not_found)?;
            let part = conversation.parts.iter_mut().find(|part| Some(part.id) == part_id).ok_or_else(not_found)?;
            part.body = Some(Text::Borrowed(REDACTED));
            part.attachments.clear();
            part.redacted = true;
            part.updated_at = context.now;
            conversation.updated_at = context.now;
        }
        Some("source") => {
            let source_id = number(body, "source_id")?;
            let conversation = conversation.filter(|found| Some(found.source.id) == source_id);
            let conversation = conversation.ok_or_else(not_found)?;
            conversation.source.body = Text::Borrowed(REDACTED);
            conversation.source.attachments.clear();
            conversation.source.redacted = true;
            conversation.updated_at = context.now;
        }
        _ => return Err(Refusal::invalid_parameter("type must be \"conversation_part\" or \"source\"")),
    }
    changed(context, id.ok_or_else(not_found)?)
}

/// An id that has to be there; `None` when it is the id of nothing.
fn number(body: &Map<String, Value>, name: &str) -> Result<Option<u64>, Refusal> {
    let id = fields::id(body, name).ok_or_else(|| Refusal::missing_parameter(format!("{name} is missing")))?;
    Ok(id.parse().ok())
}

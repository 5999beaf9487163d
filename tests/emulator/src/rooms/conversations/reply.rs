//! Replies of contacts and admins, and the notes admins leave for each other.

use serde_json::Value;

use super::model::{Author, Conversation, Detail, Part, State};
use super::{attachments, author, changed, existing};
use crate::answer::Answer;
use crate::fields;
use crate::html;
use crate::refusal::Refusal;
use crate::route::Context;
use crate::store::Record;
use crate::workspace::Workspace;

/// What a reply says, read and found sound.
pub(crate) struct Words {
    part_type: &'static str,
    body: Option<String>,
    attachments: Vec<Value>,
    detail: Option<Detail>,
    at: u64,
}

/// Replies to a conversation, or to the `last` one of a contact.
pub(super) fn reply(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = match (context.id().as_str(), &context.body) {
        ("last", body) => {
            let Author::Contact(contact) = author(context.workspace, body)? else {
                return Err(Refusal::invalid_parameter("only a contact can reply to the last conversation"));
            };
            last_of(context.workspace, &contact).ok_or_else(Refusal::resource_not_found)?.id
        }
        (id, _) => existing(context.workspace, id)?.id,
    };
    let author = author(context.workspace, &context.body)?;
    if let Author::Contact(contact) = &author
        && !existing(context.workspace, &id.to_string())?.contacts.contains(contact)
    {
        return Err(Refusal::resource_not_found());
    }
    let words = Words::read(&context.body, &author, context.now)?;
    write(context.workspace, id, author, words);
    changed(context, id)
}

/// Adds what somebody says to a conversation that exists, and returns the id of the part.
pub(crate) fn write(workspace: &mut Workspace, id: u64, author: Author, words: Words) -> u64 {
    let conversations = &mut workspace.conversations;
    let mut part_type = words.part_type;
    if let Some(conversation) = conversations.find_mut(id).filter(|_| part_type != "note") {
        if matches!(author, Author::Contact(_)) {
            // A contact who writes opens what was closed or asleep.
            if conversation.state != State::Open {
                part_type = "open";
                conversation.set_state(State::Open);
            }
            conversation.waiting_since = conversation.waiting_since.or(Some(words.at));
            conversation.read = false;
        } else {
            conversation.waiting_since = None;
        }
    }
    let mut part = Part::new(part_type, author, words.at).saying(words.body);
    part.attachments = words.attachments;
    part.detail = words.detail.map(Box::new);
    conversations.append(id, part)
}

impl Words {
    /// Reads `message_type` and what belongs to it.
    pub(crate) fn read(body: &Record, author: &Author, now: u64) -> Result<Self, Refusal> {
        let from_contact = matches!(author, Author::Contact(_));
        let attachments = attachments(body)?;
        let text = fields::text(body, "body").map(html::normalized);
        let at = fields::time(body, "created_at").unwrap_or(now);
        let options = body.get("reply_options").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let silent = text.is_none() && attachments.is_empty();
        let words = |part_type, body, detail| Self { part_type, body, attachments, detail, at };
        match fields::text(body, "message_type") {
            Some("note") if from_contact => Err(Refusal::invalid_parameter("a contact cannot write a note")),
            Some("quick_reply") => match options.first() {
                None => Err(Refusal::missing_parameter("reply_options of the quick reply are missing")),
                Some(chosen) if from_contact => {
                    let said = chosen["text"].as_str().map(html::normalized);
                    Ok(words("comment", said, Some(Detail::ChosenReply(chosen["uuid"].clone()))))
                }
                Some(_) => Ok(words("quick_reply", text, Some(Detail::QuickReplies(options.to_vec())))),
            },
            Some("comment" | "note") if silent => Err(Refusal::invalid_parameter("a reply needs a body")),
            Some("comment") => Ok(words("comment", text, None)),
            Some("note") => Ok(words("note", text, None)),
            Some(other) => Err(Refusal::invalid_parameter(format!(
                "message_type must be \"comment\", \"note\" or \"quick_reply\", not {other:?}"
            ))),
            None => Err(Refusal::missing_parameter("message_type is missing")),
        }
    }
}

fn last_of<'a>(workspace: &'a Workspace, contact: &str) -> Option<&'a Conversation> {
    let mine = |conversation: &&Conversation| conversation.contacts.iter().any(|id| id == contact);
    workspace
        .conversations
        .newest_first()
        .filter(mine)
        .max_by_key(|conversation| (conversation.updated_at, conversation.id))
}

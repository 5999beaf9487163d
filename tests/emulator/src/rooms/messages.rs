//! Messages: how admins write to contacts, and contacts begin conversations.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::fields;
use crate::html;
use crate::refusal::Refusal;
use crate::rooms::admins;
use crate::rooms::conversations::{self, Author, Conversation, Source};
use crate::route::{Context, Route};
use crate::store::Record;

pub(crate) const ROUTES: &[Route] = &[Route::post("/messages", create)];

fn create(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let from = context.body.get("from").and_then(Value::as_object);
    let from = from.ok_or_else(|| Refusal::missing_parameter("from, who writes, is missing"))?;
    let body = fields::text(&context.body, "body")
        .ok_or_else(|| Refusal::invalid_parameter("a message needs a body"))?
        .to_owned();
    match fields::text(from, "type") {
        Some("admin") => {
            let admin_id = fields::id(from, "id").unwrap_or_default();
            send(context, &admin_id, &body)
        }
        Some("user" | "lead" | "contact") => {
            let contact = conversations::contact(context.workspace, from)?;
            receive(context, contact, &body)
        }
        _ => Err(Refusal::invalid_parameter("from must be of the type \"admin\", \"user\" or \"lead\"")),
    }
}

/// What a contact writes begins a conversation.
fn receive(context: &mut Context<'_>, contact: String, body: &str) -> Result<Answer, Refusal> {
    let at = fields::time(&context.body, "created_at").unwrap_or(context.now);
    let source = Source::message(Author::Contact(contact.clone()), html::normalized(body));
    conversations::begin(context.workspace, source, contact, body, at)
}

/// What an admin writes becomes a conversation when a contact answers, or at once when the request says so.
fn send(context: &mut Context<'_>, admin_id: &str, body: &str) -> Result<Answer, Refusal> {
    let message_type = match fields::text(&context.body, "message_type") {
        Some(kind @ ("email" | "sms" | "whatsapp")) => kind.to_owned(),
        None | Some("inapp" | "in_app" | "conversation") => "inapp".to_owned(),
        Some(other) => {
            return Err(Refusal::invalid_parameter(format!("{other:?} is not a message_type")));
        }
    };
    let subject = fields::text(&context.body, "subject").map(str::to_owned);
    if message_type == "email" && subject.is_none() {
        return Err(Refusal::new(422, "parameter_not_found", "an email needs a subject"));
    }
    let admin = context.workspace.admins.find(admin_id);
    let admin = admin.ok_or_else(|| Refusal::new(404, "admin_not_found", "Admin not found"))?;
    let owner = admins::author_view(admin);
    let author = Author::Admin(admin_id.parse().unwrap_or_default());
    let recipients = ["to", "cc", "bcc"]
        .into_iter()
        .flat_map(|field| recipients(&context.body, field))
        .map(|recipient| {
            let named =
                recipient.as_object().ok_or_else(|| Refusal::mistyped("to", "an object that names a contact"))?;
            conversations::contact(context.workspace, named)
        })
        .collect::<Result<Vec<_>, Refusal>>()?;
    if recipients.is_empty() {
        return Err(Refusal::missing_parameter("to, who is written to, is missing"));
    }
    let at = fields::time(&context.body, "created_at").unwrap_or(context.now);
    let mut view = json!({
        "type": "admin_message",
        "created_at": at,
        "subject": subject.as_deref().unwrap_or_default(),
        "body": body,
        "message_type": message_type,
        "owner": owner,
    });
    let begins = context.body.get("create_conversation_without_contact_reply") == Some(&Value::Bool(true));
    let id = if begins {
        let mut source = Source::message(author, html::normalized(body));
        source.subject = subject.unwrap_or_default().into();
        if message_type == "email" {
            source.channel = "email";
        }
        let id = context.workspace.conversations.create(Conversation::new(source, recipients, at));
        view["conversation_id"] = id.to_string().into();
        conversations::existing(context.workspace, &id.to_string())?.source.id
    } else {
        context.workspace.conversations.message_id()
    }
    .to_string();
    view["id"] = id.clone().into();
    Ok(Answer::json(view).changing(id))
}

/// One recipient or an array of them.
fn recipients<'a>(body: &'a Record, field: &str) -> Vec<&'a Value> {
    match body.get(field) {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(several)) => several.iter().collect(),
        Some(one) => vec![one],
    }
}

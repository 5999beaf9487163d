//! Subscription types, and which of them contacts opted into or out of.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::fields;
use crate::options::Options;
use crate::random::Random;
use crate::refusal::Refusal;
use crate::rooms::contacts;
use crate::route::{Context, Route};
use crate::store::{Record, Row, record};
use crate::workspace::Workspace;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/subscription_types", list),
    Route::get("/contacts/{id}/subscriptions", list_for_contact),
    Route::post("/contacts/{id}/subscriptions", attach),
    Route::delete("/contacts/{id}/subscriptions/{subscription_id}", detach),
];

pub(crate) fn seed(workspace: &mut Workspace, _: &Options, _: &mut Random) {
    for (name, description, consent_type, content_type) in [
        ("Announcements", "What is new in the product", "opt_out", "email"),
        ("Engineering letter", "Once a month, how it is built", "opt_in", "email"),
        ("Service alerts", "A text message when something is down", "opt_in", "sms_message"),
    ] {
        let translation = json!({"name": name, "description": description, "locale": "en"});
        workspace.subscription_types.create(record(json!({
            "type": "subscription",
            "state": "live",
            "consent_type": consent_type,
            "default_translation": &translation,
            "translations": [&translation],
            "content_types": [content_type],
        })));
    }
}

fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::json(list_of(context.workspace.subscription_types.oldest_first())))
}

/// What the contact opted into and what it opted out of; each type says by its `consent_type` which of them it was.
fn list_for_contact(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    contacts::reached(context, &id)?;
    let workspace = &*context.workspace;
    let attached = workspace.contact_opt_outs.of(&id).chain(workspace.contact_opt_ins.of(&id));
    Ok(Answer::json(list_of(attached.filter_map(|(type_id, _)| workspace.subscription_types.find(type_id)))))
}

fn list_of<'a>(types: impl Iterator<Item = &'a Row>) -> Value {
    json!({"type": "list", "data": types.map(|subscription| &subscription.record).collect::<Vec<_>>()})
}

fn attach(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    contacts::reached(context, &id)?;
    let type_id = fields::id(&context.body, "id")
        .ok_or_else(|| Refusal::missing_parameter("id of the subscription type not specified"))?;
    let workspace = &mut *context.workspace;
    let view = json!(existing(workspace, &type_id)?);
    let (chosen, other) = match fields::text(&context.body, "consent_type") {
        Some("opt_in") => (&mut workspace.contact_opt_ins, &mut workspace.contact_opt_outs),
        Some("opt_out") => (&mut workspace.contact_opt_outs, &mut workspace.contact_opt_ins),
        _ => return Err(Refusal::invalid_parameter("consent_type must be opt_in or opt_out")),
    };
    other.unlink(&id, &type_id);
    chosen.link(&id, &type_id, context.now);
    Ok(Answer::json(view).changing(id))
}

fn detach(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (id, type_id) = (context.id(), context.parameter("subscription_id"));
    contacts::reached(context, &id)?;
    let workspace = &mut *context.workspace;
    let view = json!(existing(workspace, &type_id)?);
    let opted_out = workspace.contact_opt_outs.unlink(&id, &type_id);
    let opted_in = workspace.contact_opt_ins.unlink(&id, &type_id);
    opted_out.or(opted_in).ok_or_else(Refusal::resource_not_found)?;
    Ok(Answer::json(view).changing(id))
}

fn existing<'a>(workspace: &'a Workspace, id: &str) -> Result<&'a Record, Refusal> {
    workspace.subscription_types.find(id).map(|found| &found.record).ok_or_else(Refusal::resource_not_found)
}

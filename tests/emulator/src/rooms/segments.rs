//! Segments: contacts that have something in common. Theirs is the role.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::options::Options;
use crate::random::Random;
use crate::refusal::Refusal;
use crate::rooms::{companies, contacts};
use crate::route::{Context, Route};
use crate::seed::FOUNDED_AT;
use crate::store::{Row, record};
use crate::workspace::Workspace;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/segments", list),
    Route::get("/segments/{id}", find),
    Route::get("/contacts/{id}/segments", list_for_contact),
    Route::get("/companies/{id}/segments", list_for_company),
];

pub(crate) fn seed(workspace: &mut Workspace, _: &Options, _: &mut Random) {
    for (name, person_type) in [("Customers", "user"), ("Prospects", "contact")] {
        workspace.segments.create(record(json!({
            "type": "segment",
            "name": name,
            "created_at": FOUNDED_AT,
            "updated_at": FOUNDED_AT,
            "person_type": person_type,
        })));
    }
}

/// The segments a contact is in.
pub(crate) fn of<'a>(workspace: &'a Workspace, contact: &Row) -> impl Iterator<Item = &'a Row> {
    let is_user = contacts::is_user(contact);
    workspace.segments.oldest_first().filter(move |segment| is_of_users(segment) == is_user)
}

fn is_of_users(segment: &Row) -> bool {
    segment.text("person_type") == Some("user")
}

fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let segments: Vec<_> = context.workspace.segments.oldest_first().map(|segment| view(context, segment)).collect();
    Ok(Answer::json(json!({"type": "segment.list", "segments": segments})))
}

fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let segment = context.workspace.segments.find(&context.id()).ok_or_else(Refusal::resource_not_found)?;
    Ok(Answer::json(view(context, segment)))
}

/// A segment, with the number of its contacts when the query asks for it.
fn view(context: &Context<'_>, segment: &Row) -> Value {
    let mut view = segment.record.clone();
    if context.query("include_count") == Some("true") {
        let is_member = |contact: &&Row| contacts::is_user(contact) == is_of_users(segment);
        view.insert("count".into(), contacts::active(context.workspace).filter(is_member).count().into());
    }
    Value::Object(view)
}

fn list_for_contact(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let contact = contacts::reached(context, &context.id())?;
    let segments: Vec<_> = of(context.workspace, contact).map(|segment| &segment.record).collect();
    Ok(Answer::json(json!({"type": "list", "data": segments})))
}

/// The segments are all of people, so no company is in one.
fn list_for_company(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    companies::existing(context.workspace, &context.id())?;
    Ok(Answer::json(json!({"type": "list", "data": []})))
}

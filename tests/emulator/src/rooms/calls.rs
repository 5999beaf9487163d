//! Phone calls, their recordings and their transcripts.

use serde_json::{Value, json};

use crate::answer::{Answer, Body};
use crate::paging::{NumberedPage, PageSize};
use crate::refusal::Refusal;
use crate::route::{Context, Route};
use crate::store::{Row, record};
use crate::workspace::Workspace;

mod recording;
mod transcript;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/calls", list),
    Route::post("/calls/search", search),
    Route::get("/calls/{id}", find),
    Route::get("/calls/{id}/recording", find_recording),
    Route::get("/calls/{id}/transcript", find_transcript),
    Route::signed("/_storage/recordings/{id}", recording::download),
];

const PAGE_SIZE: PageSize = PageSize { default: 25, max: 25 };

const MAX_SEARCHED: usize = 20;

/// The calls that began the first conversations. Every third one was missed, and has neither recording nor transcript.
pub(crate) fn seed(workspace: &mut Workspace) {
    const CALLS: usize = 6;
    let admin = workspace.admins.oldest_first().next().map(|admin| admin.id().to_owned());
    let began: Vec<_> = workspace
        .conversations
        .oldest_from(0)
        .take(CALLS)
        .map(|conversation| (conversation.id, conversation.contacts.first().cloned(), conversation.created_at))
        .collect();
    for (number, (conversation_id, contact_id, at)) in (0_u64..).zip(began) {
        let contact = contact_id.as_deref().and_then(|id| workspace.contacts.find(id));
        let phone = contact.and_then(|contact| contact.text("phone")).map(str::to_owned);
        let answered = number % 3 != 2;
        let id = workspace.calls.create(record(json!({
            "type": "call",
            "conversation_id": conversation_id.to_string(),
            "admin_id": admin.as_deref().filter(|_| answered),
            "contact_id": contact_id,
            "state": if answered { "completed" } else { "missed" },
            "initiated_at": at,
            "answered_at": answered.then_some(at + 4),
            "ended_at": at + 90,
            "created_at": at,
            "updated_at": at + 91,
            "recording_url": null,
            "transcription_url": null,
            "call_type": "phone",
            "direction": if number.is_multiple_of(2) { "inbound" } else { "outbound" },
            "ended_reason": if answered { "answered" } else { "no_answer" },
            "phone": phone,
            "fin_recording_url": null,
            "fin_transcription_url": null,
        })));
        if answered && let Some(call) = workspace.calls.find_mut(&id) {
            for (field, file) in [("recording_url", "recording"), ("transcription_url", "transcript")] {
                call.insert(field.into(), format!("https://api.intercom.io/calls/{id}/{file}").into());
            }
        }
    }
}

fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let page = NumberedPage::from_query(context, PAGE_SIZE)?;
    let calls: Vec<_> = context.workspace.calls.newest_first().collect();
    Ok(Answer::json(page.cut(context, &calls, |call| Value::Object(call.record.clone()))))
}

fn search(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let ids = context.body.get("conversation_ids").and_then(Value::as_array);
    let limit_exceeded = || {
        let message = format!("conversation_ids must be an array of 1 to {MAX_SEARCHED} ids");
        Refusal::new(400, "conversation_id_limit_exceeded", message)
    };
    let ids = ids.filter(|ids| (1..=MAX_SEARCHED).contains(&ids.len())).ok_or_else(limit_exceeded)?;
    let wanted = |call: &&Row| call.record.get("conversation_id").is_some_and(|id| ids.contains(id));
    let workspace = &*context.workspace;
    let view = |call: &Row| {
        let mut view = call.record.clone();
        let transcript = transcript::of(workspace, call);
        view.insert("transcript_status".into(), transcript.as_ref().map(|_| "completed").into());
        let lines = transcript.unwrap_or_default();
        view.insert("transcript".into(), lines.iter().map(transcript::Line::view).collect());
        Value::Object(view)
    };
    let calls: Vec<_> = workspace.calls.oldest_first().filter(wanted).map(view).collect();
    Ok(Answer::json(json!({"type": "list", "data": calls})))
}

fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::json(Value::Object(existing(context.workspace, &context.id())?.record.clone())))
}

/// Sends the client to the file, which is kept elsewhere.
fn find_recording(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    existing(context.workspace, &id)?;
    let location = recording::signed_url(context, &id).ok_or_else(|| no_file("recording"))?;
    Ok(Answer::new(302, Body::Empty).header("location", &location))
}

fn find_transcript(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    let call = existing(context.workspace, &id)?;
    let lines = transcript::of(context.workspace, call).ok_or_else(|| no_file("transcript"))?;
    let text = lines.iter().map(transcript::Line::text).collect();
    let body = Body::Text { content_type: "text/plain; charset=utf-8", text };
    let disposition = format!("attachment; filename=\"transcript-{id}.txt\"");
    Ok(Answer::new(200, body).header("content-disposition", &disposition))
}

fn existing<'a>(workspace: &'a Workspace, id: &str) -> Result<&'a Row, Refusal> {
    workspace.calls.find(id).ok_or_else(|| Refusal::new(404, "not_found", format!("there is no call {id}")))
}

fn no_file(what: &str) -> Refusal {
    Refusal::new(404, "not_found", format!("the call has no {what}"))
}

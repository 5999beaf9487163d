//! Calls that Fin takes on somebody else's phone system, which registers each of them and collects what came of it.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::fields;
use crate::refusal::Refusal;
use crate::route::{Context, Route};
use crate::store::{Row, record};

pub(crate) const ROUTES: &[Route] = &[
    Route::post("/fin_voice/register", register),
    Route::get("/fin_voice/collect/{id}", collect),
    Route::get("/fin_voice/external_id/{external_id}", collect_by_external_id),
    Route::get("/fin_voice/phone_number/{phone_number}", collect_by_phone_number),
    Route::get("/fin_voice/conversation/{conversation_id}", collect_by_conversation),
];

fn register(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let required = |name: &str| {
        let missing = || Refusal::missing_parameter(format!("{name} is required"));
        fields::text(&context.body, name).map(str::to_owned).ok_or_else(missing)
    };
    let (phone_number, call_id) = (required("phone_number")?, required("call_id")?);
    if newest(context, "external_call_id", &call_id).is_some() {
        return Err(Refusal::new(409, "conflict", format!("the call {call_id} is registered already")));
    }
    let id = context.workspace.voice_calls.create(record(json!({
        "app_id": 1,
        "user_phone_number": phone_number,
        "status": "registered",
        "intercom_call_id": null,
        "external_call_id": call_id,
        "intercom_conversation_id": null,
        "call_transcript": [],
        "call_summary": "",
        "intent": [],
    })));
    let call = context.workspace.voice_calls.find(&id).ok_or_else(not_found)?;
    Ok(Answer::json(view(call)).changing(id))
}

fn collect(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let call = context.workspace.voice_calls.find(&context.id()).ok_or_else(not_found)?;
    Ok(Answer::json(view(call)))
}

fn collect_by_external_id(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let call = newest(context, "external_call_id", &context.parameter("external_id")).ok_or_else(not_found)?;
    Ok(Answer::json(view(call)))
}

fn collect_by_phone_number(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let call = newest(context, "user_phone_number", &context.parameter("phone_number")).ok_or_else(not_found)?;
    Ok(Answer::json(view(call)))
}

/// A bare array, unlike every other list.
fn collect_by_conversation(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.parameter("conversation_id");
    let calls = context.workspace.voice_calls.oldest_first();
    let calls = calls.filter(|call| call.text("intercom_conversation_id") == Some(&id)).map(view).collect();
    Ok(Answer::json(Value::Array(calls)))
}

fn newest<'a>(context: &'a Context<'_>, field: &str, value: &str) -> Option<&'a Row> {
    context.workspace.voice_calls.newest_first().find(|call| call.text(field) == Some(value))
}

/// The ids of these calls are numbers.
fn view(call: &Row) -> Value {
    let mut view = call.record.clone();
    view.insert("id".into(), call.id().parse::<u64>().ok().into());
    Value::Object(view)
}

fn not_found() -> Refusal {
    Refusal::new(404, "not_found", "there is no such call")
}

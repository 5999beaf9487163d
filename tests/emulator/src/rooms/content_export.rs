//! Content exports: who received what, in a file that is made in the background.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::csv::{Cell, Column, CsvFile, Selection, rows_of};
use crate::jobs::Stage;
use crate::refusal::Refusal;
use crate::route::{Context, Route};
use crate::store::{Row, record};
use crate::workspace::Workspace;

pub(crate) const ROUTES: &[Route] = &[
    Route::post("/export/content/data", create),
    Route::get("/export/content/data/{id}", find),
    Route::post("/export/cancel/{id}", cancel),
    Route::get("/download/content/data/{id}", download),
];

/// How long a finished file can be downloaded.
const LIFETIME_SECONDS: u64 = 2 * 86_400;

/// Every contact has received one thing: the greeting it was created with.
const RECEIPTS: [Column; 9] = [
    Column { id: "user_id", name: "User", cell: Cell::Field("id") },
    Column { id: "user_external_id", name: "External id", cell: Cell::Field("external_id") },
    Column { id: "email", name: "Email", cell: Cell::Field("email") },
    Column { id: "name", name: "Name", cell: Cell::Field("name") },
    Column { id: "content_id", name: "Content", cell: Cell::Text("1001") },
    Column { id: "content_type", name: "Type of content", cell: Cell::Text("Chat") },
    Column { id: "content_title", name: "Title of content", cell: Cell::Text("Greeting") },
    Column { id: "receipt_id", name: "Receipt", cell: Cell::Field("id") },
    Column { id: "received_at", name: "Received at", cell: Cell::Field("created_at") },
];

fn create(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let bound = |name: &str| {
        let missing = || Refusal::missing_parameter(format!("{name} must be a time in UNIX seconds"));
        context.body.get(name).and_then(Value::as_u64).ok_or_else(missing)
    };
    let (after, before) = (bound("created_at_after")?, bound("created_at_before")?);
    let rules = context.workspace.job_rules;
    let under_way = context.workspace.content_exports.newest_first().filter(|job| {
        let stage = rules.stage(asked_at(job), context.now);
        stage < Stage::Done && !is_canceled(job)
    });
    if under_way.count() >= rules.content_exports {
        let message = format!("quota of {} content exports under way at once is used up", rules.content_exports);
        return Err(Refusal::new(429, "rate_limit_exceeded", message));
    }
    let id = context.workspace.content_exports.create(record(json!({
        "asked_at": context.now,
        "created_at_after": after,
        "created_at_before": before,
        "canceled": false,
    })));
    let job = existing(context.workspace, &id)?;
    Ok(Answer::json(view(context, job)).changing(id))
}

fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let job = existing(context.workspace, &context.id())?;
    Ok(Answer::json(view(context, job)))
}

/// Cancels a job that is under way; another one stays as it is.
fn cancel(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    let under_way =
        context.workspace.job_rules.stage(asked_at(existing(context.workspace, &id)?), context.now) < Stage::Done;
    if under_way && let Some(job) = context.workspace.content_exports.find_mut(&id) {
        job.insert("canceled".into(), true.into());
    }
    let job = existing(context.workspace, &id)?;
    Ok(Answer::json(view(context, job)).changing(id))
}

fn download(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    let job = existing(context.workspace, &id)?;
    if status(context.workspace, job, context.now) != "completed" || has_expired(context, job) {
        return Err(Refusal::new(404, "not_found", format!("the export {id} has no file, or no longer")));
    }
    Ok(Answer::stream("application/octet-stream", CsvFile::new(RECEIPTS.into(), selection(job))))
}

fn view(context: &Context<'_>, job: &Row) -> Value {
    let status = status(context.workspace, job, context.now);
    let (url, expires_at) = if status == "completed" && !has_expired(context, job) {
        (context.url(&format!("/download/content/data/{}", job.id())), expires_at(context, job).to_string())
    } else {
        Default::default()
    };
    json!({"job_identifier": job.id(), "status": status, "download_url": url, "download_expires_at": expires_at})
}

fn status(workspace: &Workspace, job: &Row, now: u64) -> &'static str {
    match workspace.job_rules.stage(asked_at(job), now) {
        _ if is_canceled(job) => "canceled",
        Stage::Pending => "pending",
        Stage::Running => "in_progress",
        Stage::Done if selection(job).is_empty(workspace) => "no_data",
        Stage::Done => "completed",
    }
}

fn selection(job: &Row) -> Selection {
    let created = number(job, "created_at_after")..=number(job, "created_at_before");
    Selection { rows: |workspace, from| rows_of(&workspace.contacts, from), created }
}

fn expires_at(context: &Context<'_>, job: &Row) -> u64 {
    context.workspace.job_rules.done_at(asked_at(job)).saturating_add(LIFETIME_SECONDS)
}

fn has_expired(context: &Context<'_>, job: &Row) -> bool {
    context.now >= expires_at(context, job)
}

fn is_canceled(job: &Row) -> bool {
    job.record.get("canceled") == Some(&Value::Bool(true))
}

fn asked_at(job: &Row) -> u64 {
    number(job, "asked_at")
}

fn number(job: &Row, field: &str) -> u64 {
    job.record.get(field).and_then(Value::as_u64).unwrap_or_default()
}

fn existing<'a>(workspace: &'a Workspace, id: &str) -> Result<&'a Row, Refusal> {
    let unknown = || Refusal::new(404, "not_found", format!("there is no export job {id}"));
    workspace.content_exports.find(id).ok_or_else(unknown)
}

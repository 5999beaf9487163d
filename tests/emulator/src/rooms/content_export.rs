//! Content exports: who received what, in a file that is made in the background.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::csv::{Cell, Column, CsvFile, Selection, rows_of};
use crate::jobs::Stage;
use crate::refusal::Refusal;
use crate::rooms::exports;
use crate::route::{Context, Route};
use crate::store::{Row, record};
use crate::workspace::Workspace;

pub(crate) const ROUTES: &[Route] = &[
    Route::post("/export/content/data", create),
    Route::get("/export/content/data/{id}", find),
    Route::post("/export/cancel/{id}", cancel),
    Route::get("/download/content/data/{id}", download),
];

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
    let jobs = context.workspace.content_exports.newest_first().filter(|job| !is_canceled(job));
    exports::check_quota(context, "content", jobs, context.workspace.job_rules.content_exports)?;
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
    let under_way = exports::stage(context, existing(context.workspace, &id)?) < Stage::Done;
    if under_way && let Some(job) = context.workspace.content_exports.find_mut(&id) {
        job.insert("canceled".into(), true.into());
    }
    let job = existing(context.workspace, &id)?;
    Ok(Answer::json(view(context, job)).changing(id))
}

fn download(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    let job = existing(context.workspace, &id)?;
    if !has_file(context, job) {
        return Err(Refusal::new(404, "not_found", format!("the export {id} has no file, or no longer")));
    }
    Ok(Answer::stream("application/octet-stream", CsvFile::new(RECEIPTS.into(), selection(job))))
}

fn view(context: &Context<'_>, job: &Row) -> Value {
    let file = has_file(context, job).then(|| format!("/download/content/data/{}", job.id()));
    exports::view(context, job, status(context, job), file)
}

fn has_file(context: &Context<'_>, job: &Row) -> bool {
    status(context, job) == "completed" && exports::is_kept(context, job)
}

fn status(context: &Context<'_>, job: &Row) -> &'static str {
    match exports::stage(context, job) {
        _ if is_canceled(job) => "canceled",
        Stage::Pending => "pending",
        Stage::Running => "in_progress",
        Stage::Done if selection(job).is_empty(context.workspace) => "no_data",
        Stage::Done => "completed",
    }
}

fn selection(job: &Row) -> Selection {
    let created = exports::number(job, "created_at_after")..=exports::number(job, "created_at_before");
    Selection { rows: |workspace, from| rows_of(&workspace.contacts, from), created, wanted: |_| true }
}

fn is_canceled(job: &Row) -> bool {
    job.record.get("canceled") == Some(&Value::Bool(true))
}

fn existing<'a>(workspace: &'a Workspace, id: &str) -> Result<&'a Row, Refusal> {
    let unknown = || Refusal::new(404, "not_found", format!("there is no export job {id}"));
    workspace.content_exports.find(id).ok_or_else(unknown)
}

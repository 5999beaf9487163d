//! Bulk jobs: up to a hundred contacts or companies in one request, which take effect in the background.

use serde_json::{Map, Value, json};

use crate::answer::Answer;
use crate::jobs::{JobRules, Stage};
use crate::refusal::Refusal;
use crate::route::{Context, Route};
use crate::store::{Row, record};

mod task;

pub(crate) use task::{Action, Task, Tasks};

pub(crate) const ROUTES: &[Route] = &[
    Route::post("/contacts/bulk", |context| submit(context, "contacts", Action::Create)),
    Route::put("/contacts/bulk", |context| submit(context, "contacts", Action::Update)),
    Route::post("/contacts/bulk/delete", |context| submit(context, "contacts", Action::Delete)),
    Route::get("/contacts/bulk/{id}", |context| find(context, "contacts")),
    Route::post("/companies/bulk", |context| submit(context, "companies", Action::Create)),
    Route::put("/companies/bulk", |context| submit(context, "companies", Action::Update)),
    Route::post("/companies/bulk/delete", |context| submit(context, "companies", Action::Delete)),
    Route::get("/companies/bulk/{id}", |context| find(context, "companies")),
];

const MAX_ITEMS: usize = 100;

fn submit(context: &mut Context<'_>, resource: &'static str, action: Action) -> Result<Answer, Refusal> {
    let items = context.body.get(resource).and_then(Value::as_array).cloned().unwrap_or_default();
    if items.is_empty() || items.len() > MAX_ITEMS {
        let message = format!("{resource} must be an array of 1 to {MAX_ITEMS} items, not of {}", items.len());
        return Err(Refusal::new(422, "parameter_invalid", message));
    }
    let job_id = match context.body.get("job").and_then(|job| job["id"].as_str()) {
        Some(id) => open_job(context, resource, action, id)?,
        None => context.workspace.bulk_jobs.create(record(json!({
            "resource": resource,
            "action": action.name(),
            "created_at": context.now,
            "tasks": [],
        }))),
    };
    let rules = context.workspace.job_rules;
    let job = context.workspace.bulk_jobs.find_mut(&job_id).ok_or_else(|| not_found(&job_id))?;
    let Some(Value::Array(tasks)) = job.get_mut("tasks") else { unreachable!("every job is made with its tasks") };
    let number = tasks.len();
    let id = format!("{job_id}-{}", number + 1);
    tasks.push(json!({"id": id, "item_count": items.len(), "asked_at": context.now, "failed": false}));
    context.workspace.bulk_tasks.push(Task {
        due: rules.done_at(context.now),
        job_id: job_id.clone(),
        number,
        resource,
        action,
        items,
    });
    let job = existing(context, resource, &job_id)?;
    let mut answer = Answer::json(view(context, job)).changing(job_id);
    answer.status = 202;
    Ok(answer)
}

/// A job that still takes more items of the same kind.
fn open_job(context: &Context<'_>, resource: &str, action: Action, id: &str) -> Result<String, Refusal> {
    let job = existing(context, resource, id)?;
    if job.text("action") != Some(action.name()) {
        let message = format!("the job {id} does not {} {resource}", action.name());
        return Err(Refusal::new(422, "parameter_invalid", message));
    }
    if tasks(job).all(|task| stage(context.workspace.job_rules, task, context.now) == Stage::Done) {
        return Err(Refusal::new(422, "parameter_invalid", format!("the job {id} is done and takes no more items")));
    }
    Ok(id.into())
}

fn find(context: &mut Context<'_>, resource: &str) -> Result<Answer, Refusal> {
    let job = existing(context, resource, &context.id())?;
    Ok(Answer::json(view(context, job)))
}

fn view(context: &Context<'_>, job: &Row) -> Value {
    let rules = context.workspace.job_rules;
    let now = context.now;
    let stages: Vec<_> = tasks(job).map(|task| stage(rules, task, now)).collect();
    let whole = match (stages.iter().min(), stages.iter().max()) {
        (Some(Stage::Done), _) => Stage::Done,
        (_, Some(Stage::Pending)) => Stage::Pending,
        _ => Stage::Running,
    };
    let failed = tasks(job).any(|task| task["failed"] == json!(true));
    let last_asked_at = tasks(job).map(asked_at).max().unwrap_or_default();
    let resource = job.text("resource").unwrap_or_default();
    let task_view = |task: &Value| {
        let stage = stage(rules, task, now);
        json!({
            "id": task["id"],
            "item_count": task["item_count"],
            "state": state(stage, task["failed"] == json!(true)),
            "created_at": asked_at(task),
            "started_at": (stage > Stage::Pending).then(|| rules.starts_at(asked_at(task))),
            "completed_at": (stage == Stage::Done).then(|| rules.done_at(asked_at(task))),
        })
    };
    json!({
        "id": job.id(),
        "type": format!("{resource}.bulk.job"),
        "state": state(whole, failed),
        "created_at": job.record.get("created_at"),
        "updated_at": if whole == Stage::Done { rules.done_at(last_asked_at) } else { last_asked_at },
        "completed_at": (whole == Stage::Done).then(|| rules.done_at(last_asked_at)),
        "tasks": tasks(job).map(task_view).collect::<Vec<_>>(),
        "url": context.url(&format!("/{resource}/bulk/{}", job.id())),
    })
}

fn state(stage: Stage, failed: bool) -> &'static str {
    match stage {
        Stage::Pending => "pending",
        Stage::Running => "running",
        Stage::Done if failed => "completed_with_errors",
        Stage::Done => "completed",
    }
}

fn stage(rules: JobRules, task: &Value, now: u64) -> Stage {
    rules.stage(asked_at(task), now)
}

fn asked_at(task: &Value) -> u64 {
    task["asked_at"].as_u64().unwrap_or_default()
}

fn tasks(job: &Row) -> impl Iterator<Item = &Value> {
    job.record.get("tasks").and_then(Value::as_array).into_iter().flatten()
}

fn existing<'a>(context: &'a Context<'_>, resource: &str, id: &str) -> Result<&'a Row, Refusal> {
    let job = context.workspace.bulk_jobs.find(id).filter(|job| job.text("resource") == Some(resource));
    job.ok_or_else(|| not_found(id))
}

fn not_found(id: &str) -> Refusal {
    Refusal::new(404, "job_not_found", format!("there is no bulk job {id}"))
}

/// Notes that an item of a task could not be applied.
pub(crate) fn mark_failed(job: &mut Map<String, Value>, number: usize) {
    if let Some(task) = job.get_mut("tasks").and_then(|tasks| tasks.get_mut(number)) {
        task["failed"] = true.into();
    }
}

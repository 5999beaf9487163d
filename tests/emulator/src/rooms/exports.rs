//! What content exports and reporting exports have in common: each is a job, whose file is kept for two days.

use serde_json::{Value, json};

use crate::jobs::Stage;
use crate::refusal::Refusal;
use crate::route::Context;
use crate::store::Row;

const LIFETIME_SECONDS: u64 = 2 * 86_400;

/// Refuses another job of a kind when `most` of them are under way.
pub(super) fn check_quota<'a>(
    context: &Context<'_>,
    kind: &str,
    jobs: impl Iterator<Item = &'a Row>,
    most: usize,
) -> Result<(), Refusal> {
    if jobs.filter(|job| stage(context, job) < Stage::Done).count() < most {
        return Ok(());
    }
    let message = format!("quota of {most} {kind} exports under way at once is used up");
    Err(Refusal::new(429, "rate_limit_exceeded", message))
}

/// How far a job has come.
pub(super) fn stage(context: &Context<'_>, job: &Row) -> Stage {
    context.workspace.job_rules.stage(number(job, "asked_at"), context.now)
}

/// Whether what a job has made is there, and is not too old yet.
pub(super) fn is_kept(context: &Context<'_>, job: &Row) -> bool {
    stage(context, job) == Stage::Done && context.now < expires_at(context, job)
}

/// A job as the wire shows it; `file` is the path to the file, if there is one.
pub(super) fn view(context: &Context<'_>, job: &Row, status: &str, file: Option<String>) -> Value {
    let expires_at = file.as_ref().map(|_| expires_at(context, job).to_string());
    json!({
        "job_identifier": job.id(),
        "status": status,
        "download_url": file.map(|path| context.url(&path)).unwrap_or_default(),
        "download_expires_at": expires_at.unwrap_or_default(),
    })
}

pub(super) fn number(job: &Row, field: &str) -> u64 {
    job.record.get(field).and_then(Value::as_u64).unwrap_or_default()
}

fn expires_at(context: &Context<'_>, job: &Row) -> u64 {
    context.workspace.job_rules.done_at(number(job, "asked_at")).saturating_add(LIFETIME_SECONDS)
}

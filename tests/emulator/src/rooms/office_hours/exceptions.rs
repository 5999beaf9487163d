//! The days on which a schedule does not hold.

use serde_json::{Value, json};

use super::{Schedules, check_intervals, intervals, invalid};
use crate::answer::Answer;
use crate::fields;
use crate::refusal::Refusal;
use crate::rooms::standard::{self, Resource};
use crate::route::Context;
use crate::store::{Record, Row, record};
use crate::workspace::Workspace;

struct Exceptions;

const FIELDS: [&str; 5] = ["exception_date", "exception_type", "name", "time_intervals", "recurring_annually"];

impl Resource for Exceptions {
    const OBJECT: &'static str = "office_hours_exception";

    standard::kept_in!(office_hours_exceptions);
}

pub(super) fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let schedule = checked_schedule(context)?;
    let exceptions = context.workspace.office_hours_exceptions.oldest_first();
    let data: Vec<_> = exceptions.filter(|row| belongs(row, &schedule)).map(|row| &row.record).collect();
    Ok(Answer::json(json!({"type": "list", "data": data})))
}

pub(super) fn create(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let schedule = checked_schedule(context)?;
    let mut exception = record(json!({
        "type": "office_hours_exception",
        "office_hours_schedule_id": schedule,
        "name": null,
        "time_intervals": null,
        "recurring_annually": false,
    }));
    standard::assign(&mut exception, &context.body, &FIELDS);
    check(&exception)?;
    standard::create::<Exceptions>(context, exception).map(standard::created)
}

pub(super) fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = checked_exception(context)?;
    Ok(Answer::json(Exceptions::view(context, standard::existing::<Exceptions>(context.workspace, &id)?)))
}

pub(super) fn update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = checked_exception(context)?;
    let exception = standard::existing_mut::<Exceptions>(context.workspace, &id)?;
    let mut changed = exception.clone();
    standard::assign(&mut changed, &context.body, &FIELDS);
    check(&changed)?;
    changed.insert("updated_at".into(), context.now.into());
    *exception = changed;
    standard::changed::<Exceptions>(context, &id)
}

pub(super) fn delete(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = checked_exception(context)?;
    standard::remove::<Exceptions>(context, &id)?;
    Ok(standard::deleted::<Exceptions>(&id))
}

/// Drops the exceptions of a deleted schedule.
pub(super) fn forget(workspace: &mut Workspace, schedule_id: &str) {
    workspace.office_hours_exceptions.remove_where(|exception| belongs(exception, schedule_id));
}

/// Refuses a date that is none, and hours that are missing or too many.
fn check(exception: &Record) -> Result<(), Refusal> {
    let date = fields::text(exception, "exception_date").unwrap_or_default();
    if date.parse::<jiff::civil::Date>().is_err() {
        return Err(invalid(format!("exception_date must be a day like 2030-12-31, not {date:?}")));
    }
    let hours = intervals(exception).count();
    match exception.get("exception_type").and_then(Value::as_str) {
        Some("closed") if hours == 0 => Ok(()),
        Some("closed") => Err(invalid("a closed day has no time_intervals")),
        Some("custom_hours") if hours > 0 => check_intervals(exception),
        Some("custom_hours") => Err(invalid("custom_hours need time_intervals")),
        _ => Err(invalid("exception_type must be closed or custom_hours")),
    }
}

fn checked_schedule(context: &Context<'_>) -> Result<String, Refusal> {
    let id = context.id();
    standard::existing::<Schedules>(context.workspace, &id)?;
    Ok(id)
}

/// The exception of the path, which must be one of the schedule of the path.
fn checked_exception(context: &Context<'_>) -> Result<String, Refusal> {
    let (schedule, id) = (checked_schedule(context)?, context.parameter("exception_id"));
    let exception = standard::existing::<Exceptions>(context.workspace, &id)?;
    if belongs(exception, &schedule) { Ok(id) } else { Err(Refusal::resource_not_found()) }
}

fn belongs(exception: &Row, schedule_id: &str) -> bool {
    exception.text("office_hours_schedule_id") == Some(schedule_id)
}

//! The days on which a schedule does not hold.

use serde_json::{Value, json};

use super::{Schedules, check_intervals, intervals, invalid};
use crate::answer::Answer;
use crate::fields;
use crate::refusal::Refusal;
use crate::rooms::standard::{self, Part, Resource};
use crate::route::Context;
use crate::store::{Record, record};

pub(super) struct Exceptions;

const FIELDS: [&str; 5] = ["exception_date", "exception_type", "name", "time_intervals", "recurring_annually"];

impl Resource for Exceptions {
    const OBJECT: &'static str = "office_hours_exception";

    standard::kept_in!(office_hours_exceptions);
}

impl Part for Exceptions {
    type Whole = Schedules;
    const WHOLE_ID: &'static str = "office_hours_schedule_id";
    const PARAMETER: &'static str = "exception_id";
}

pub(super) fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let schedule = standard::whole_id::<Exceptions>(context)?;
    let exceptions = context.workspace.office_hours_exceptions.oldest_first();
    let data: Vec<_> =
        exceptions.filter(|row| standard::is_part_of::<Exceptions>(row, &schedule)).map(|row| &row.record).collect();
    Ok(Answer::json(json!({"type": "list", "data": data})))
}

pub(super) fn create(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let schedule = standard::whole_id::<Exceptions>(context)?;
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

pub(super) fn update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = standard::part::<Exceptions>(context)?.id().to_owned();
    let exception = standard::existing_mut::<Exceptions>(context.workspace, &id)?;
    let mut changed = exception.clone();
    standard::assign(&mut changed, &context.body, &FIELDS);
    check(&changed)?;
    changed.insert("updated_at".into(), context.now.into());
    *exception = changed;
    standard::changed::<Exceptions>(context, &id)
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

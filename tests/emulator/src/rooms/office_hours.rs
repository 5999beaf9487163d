//! Office hours: weekly schedules, and the days on which they do not hold.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::fields;
use crate::refusal::Refusal;
use crate::rooms::standard::{self, Resource};
use crate::route::{Context, Route};
use crate::store::{Record, Row, record};
use crate::workspace::Workspace;

mod exceptions;

use exceptions::Exceptions;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/office_hours_schedules", standard::list_whole::<Schedules>),
    Route::post("/office_hours_schedules", create),
    Route::get("/office_hours_schedules/{id}", standard::find::<Schedules>),
    Route::put("/office_hours_schedules/{id}", update),
    Route::delete("/office_hours_schedules/{id}", standard::delete::<Schedules>),
    Route::get("/office_hours_schedules/{id}/office_hours_exceptions", exceptions::list),
    Route::post("/office_hours_schedules/{id}/office_hours_exceptions", exceptions::create),
    Route::get(
        "/office_hours_schedules/{id}/office_hours_exceptions/{exception_id}",
        standard::find_part::<Exceptions>,
    ),
    Route::put("/office_hours_schedules/{id}/office_hours_exceptions/{exception_id}", exceptions::update),
    Route::delete(
        "/office_hours_schedules/{id}/office_hours_exceptions/{exception_id}",
        standard::delete_part::<Exceptions>,
    ),
];

const FIELDS: [&str; 3] = ["name", "time_zone_name", "time_intervals"];

const MINUTES_OF_A_DAY: u64 = 24 * 60;

struct Schedules;

impl Resource for Schedules {
    const OBJECT: &'static str = "office_hours_schedule";

    standard::kept_in!(office_hours_schedules);

    fn view(_: &Context<'_>, row: &Row) -> Value {
        let mut view = row.record.clone();
        let open: u64 = intervals(&row.record).filter_map(span).map(|(start, end)| end - start).sum();
        view.insert("twenty_four_seven".into(), (open >= 7 * MINUTES_OF_A_DAY).into());
        view.into()
    }

    fn forget(workspace: &mut Workspace, id: &str) {
        standard::forget_parts::<Exceptions>(workspace, id);
    }
}

fn create(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    check(&context.body)?;
    let mut schedule = record(json!({"type": "office_hours_schedule"}));
    standard::assign(&mut schedule, &context.body, &FIELDS);
    standard::create::<Schedules>(context, schedule).map(standard::created)
}

fn update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    standard::existing::<Schedules>(context.workspace, &context.id())?;
    check(&context.body)?;
    standard::update::<Schedules>(context, &FIELDS)
}

fn check(body: &Record) -> Result<(), Refusal> {
    if let Some(zone) = fields::text(body, "time_zone_name")
        && !zone.starts_with(|character: char| character.is_ascii_uppercase())
    {
        return Err(invalid(format!("time_zone_name must be the name of a time zone, not {zone:?}")));
    }
    check_intervals(body)
}

/// Refuses intervals outside a day or a week, and intervals that end before they begin.
fn check_intervals(body: &Record) -> Result<(), Refusal> {
    for interval in intervals(body) {
        if span(interval).is_none() {
            let message =
                format!("a time interval begins before it ends, within the {MINUTES_OF_A_DAY} minutes of a day");
            return Err(invalid(message));
        }
        if interval["day_of_week"].as_u64().is_some_and(|day| day > 6) {
            return Err(invalid("day_of_week must be from 0 to 6"));
        }
    }
    Ok(())
}

fn intervals(schedule: &Record) -> impl Iterator<Item = &Value> {
    schedule.get("time_intervals").and_then(Value::as_array).into_iter().flatten()
}

fn span(interval: &Value) -> Option<(u64, u64)> {
    let span = (interval["start_minute"].as_u64()?, interval["end_minute"].as_u64()?);
    (span.0 < span.1 && span.1 <= MINUTES_OF_A_DAY).then_some(span)
}

fn invalid(message: impl Into<String>) -> Refusal {
    Refusal::new(422, "validation_error", message)
}

/// Office hours from nine to five on weekdays, but for one day of the year.
pub(crate) fn seed(workspace: &mut Workspace, now: u64) {
    let weekdays: Vec<_> =
        (0..5).map(|day| json!({"start_minute": 540, "end_minute": 1020, "day_of_week": day})).collect();
    let id = workspace.office_hours_schedules.create(record(json!({
        "type": "office_hours_schedule",
        "name": "Weekdays",
        "time_zone_name": "Europe/Dublin",
        "time_intervals": weekdays,
        "created_at": now,
        "updated_at": now,
    })));
    workspace.office_hours_exceptions.create(record(json!({
        "type": "office_hours_exception",
        "office_hours_schedule_id": id,
        "exception_date": "2024-12-25",
        "exception_type": "closed",
        "name": "Nobody is here",
        "time_intervals": null,
        "recurring_annually": true,
        "created_at": now,
        "updated_at": now,
    })));
}

//! Reporting exports: columns of a dataset, in a file that is made in the background.

use serde_json::{Value, json};

use self::datasets::{DATASETS, Dataset};
use crate::answer::Answer;
use crate::csv::{Column, CsvFile, Selection};
use crate::fields;
use crate::jobs::Stage;
use crate::refusal::Refusal;
use crate::rooms::exports;
use crate::route::{Context, Route};
use crate::store::{Record, Row, record};
use crate::version::Version;

mod datasets;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/export/reporting_data/get_datasets", list_datasets),
    Route::post("/export/reporting_data/enqueue", enqueue),
    Route::get("/export/reporting_data/{id}", find),
    Route::get("/download/reporting_data/{id}", download),
];

fn list_datasets(_: &mut Context<'_>) -> Result<Answer, Refusal> {
    let datasets: Vec<_> = DATASETS.iter().map(Dataset::view).collect();
    Ok(Answer::json(json!({"type": "list", "data": datasets})))
}

fn enqueue(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let missing = |name: &str| Refusal::bad_request(format!("{name} is required"));
    let dataset_id = fields::text(&context.body, "dataset_id").ok_or_else(|| missing("dataset_id"))?;
    let unknown = || Refusal::bad_request(format!("there is no dataset {dataset_id:?}"));
    let dataset = Dataset::named(dataset_id).ok_or_else(unknown)?;
    let attribute_ids = context.body.get("attribute_ids").and_then(Value::as_array).filter(|ids| !ids.is_empty());
    let none = || Refusal::bad_request("attribute_ids must name at least one attribute");
    let attribute_ids = attribute_ids.ok_or_else(none)?;
    columns(dataset, attribute_ids)?;
    let time = |name: &str| context.body.get(name).and_then(Value::as_u64).ok_or_else(|| missing(name));
    let (start_time, end_time) = (time("start_time")?, time("end_time")?);
    if start_time > end_time {
        return Err(Refusal::bad_request("start_time must not be later than end_time"));
    }
    let jobs = context.workspace.reporting_exports.newest_first();
    exports::check_quota(context, "reporting", jobs, context.workspace.job_rules.reporting_exports)?;
    let id = context.workspace.reporting_exports.create(record(json!({
        "asked_at": context.now,
        "dataset_id": dataset_id,
        "attribute_ids": attribute_ids,
        "start_time": start_time,
        "end_time": end_time,
        "with_unanswered": context.version >= Version::V2_16,
    })));
    let job = existing(context, &id)?;
    Ok(Answer::json(view(context, job)).changing(id))
}

fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    require(context, &["app_id", "client_id", "job_identifier"])?;
    let job = existing(context, &context.id())?;
    Ok(Answer::json(view(context, job)))
}

fn download(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    require(context, &["app_id", "job_identifier"])?;
    let job = existing(context, &context.id())?;
    if !exports::is_kept(context, job) {
        return Err(not_found(job.id()));
    }
    let dataset = job.text("dataset_id").and_then(Dataset::named).ok_or_else(|| not_found(job.id()))?;
    let attribute_ids = job.record.get("attribute_ids").and_then(Value::as_array);
    let columns = columns(dataset, attribute_ids.map(Vec::as_slice).unwrap_or_default())?;
    let created = exports::number(job, "start_time")..=exports::number(job, "end_time");
    let wanted = if job.record["with_unanswered"] == true { |_: &Record| true } else { datasets::has_user_reply };
    let file = CsvFile::new(columns, Selection { rows: dataset.rows, created, wanted });
    Ok(Answer::stream("application/octet-stream", file))
}

fn columns(dataset: &Dataset, attribute_ids: &[Value]) -> Result<Vec<Column>, Refusal> {
    let column = |id: &Value| {
        let unknown = || Refusal::bad_request(format!("the dataset {} has no attribute {id}", dataset.id));
        id.as_str().and_then(|id| dataset.column(id)).ok_or_else(unknown)
    };
    attribute_ids.iter().map(column).collect()
}

fn view(context: &Context<'_>, job: &Row) -> Value {
    let status = if exports::stage(context, job) == Stage::Done { "complete" } else { "pending" };
    let file = exports::is_kept(context, job).then(|| format!("/download/reporting_data/{}", job.id()));
    exports::view(context, job, status, file)
}

fn require(context: &Context<'_>, names: &[&str]) -> Result<(), Refusal> {
    match names.iter().find(|name| context.query(name).is_none()) {
        Some(missing) => Err(Refusal::missing_parameter(format!("the query must have {missing}"))),
        None => Ok(()),
    }
}

fn existing<'a>(context: &'a Context<'_>, id: &str) -> Result<&'a Row, Refusal> {
    context.workspace.reporting_exports.find(id).ok_or_else(|| not_found(id))
}

fn not_found(id: &str) -> Refusal {
    Refusal::new(404, "not_found", format!("there is no export {id}, or it has no file"))
}

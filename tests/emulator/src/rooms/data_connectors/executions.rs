//! What came of the calls of a connector.

use serde_json::{Value, json};

use super::DataConnectors;
use crate::answer::Answer;
use crate::paging::{CursorPage, PageSize, Sorted};
use crate::refusal::Refusal;
use crate::rooms::standard::{self, Part, Resource};
use crate::route::Context;
use crate::store::{Row, record};
use crate::workspace::Workspace;

/// How far back the list looks when nobody says how far.
const DEFAULT_WINDOW: u64 = 3600;

/// What only the single execution, and the list on demand, shows of the call.
const BODIES: [&str; 4] = ["request_url", "request_body", "response_body", "raw_response_body"];

pub(super) struct Executions;

impl Resource for Executions {
    const OBJECT: &'static str = "data_connector.execution";
    const PAGE_SIZE: PageSize = PageSize { default: 10, max: 30 };

    standard::kept_in!(data_connector_executions);

    fn not_found() -> Refusal {
        Refusal::new(404, "execution_result_not_found", "Execution result not found")
    }
}

impl Part for Executions {
    type Whole = DataConnectors;
    const WHOLE_ID: &'static str = "data_connector_id";
    const PARAMETER: &'static str = "execution_id";
}

pub(super) fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let context = &*context;
    let id = standard::whole_id::<Executions>(context)?;
    let (start, end) = window(context)?;
    let success = context.query("success").map(|success| success == "true");
    let with_bodies = context.query("include_bodies") == Some("true");
    let error_type = context.query("error_type");
    let results = context
        .workspace
        .data_connector_executions
        .newest_first()
        .filter(|row| standard::is_part_of::<Executions>(row, &id))
        .filter(|row| row.record["created_at"].as_u64().is_some_and(|at| (start..=end).contains(&at)))
        .filter(|row| success.is_none_or(|success| row.record["success"] == success))
        .filter(|row| error_type.is_none_or(|error_type| row.text("error_type") == Some(error_type)));
    let page = CursorPage::from_query(context, Executions::PAGE_SIZE)?;
    Ok(Answer::json(page.select(Sorted::newest_first(results), |row| view(row, with_bodies)).unnumbered("data")))
}

pub(super) fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::json(view(standard::part::<Executions>(context)?, true)))
}

/// From when until when the query looks, in UNIX seconds.
fn window(context: &Context<'_>) -> Result<(u64, u64), Refusal> {
    let time = |name| context.query(name).and_then(|seconds| seconds.parse::<u64>().ok());
    let end = time("end_ts").unwrap_or(context.now);
    let start = time("start_ts").unwrap_or_else(|| end.saturating_sub(DEFAULT_WINDOW));
    if start > end {
        return Err(Refusal::invalid_parameter("start_ts must not be after end_ts"));
    }
    Ok((start, end))
}

fn view(execution: &Row, with_bodies: bool) -> Value {
    let mut view = execution.record.clone();
    standard::spell_times(&mut view);
    if !with_bodies {
        for body in BODIES {
            view.remove(body);
        }
    }
    view.into()
}

/// Three calls of a connector a minute apart, the last of which failed.
pub(super) fn seed(workspace: &mut Workspace, connector_id: &str, now: u64) {
    for (minute, (status, error)) in [(200, None), (200, None), (503, Some("3rd_party_error"))].into_iter().enumerate()
    {
        let minute = u64::try_from(minute).unwrap_or_default();
        workspace.data_connector_executions.create(record(json!({
            "type": "data_connector.execution",
            "data_connector_id": connector_id,
            "success": error.is_none(),
            "http_status": status,
            "http_method": "get",
            "error_type": error,
            "error_message": error.map(|_| "the other side is out for lunch"),
            "execution_time_ms": 120 + 40 * minute,
            "source_type": "fin",
            "source_id": null,
            "conversation_id": null,
            "created_at": now + 60 * minute,
            "request_url": "https://orders.example.com/status",
            "request_body": null,
            "response_body": if error.is_none() { "{\"status\":\"shipped\"}" } else { "" },
            "raw_response_body": if error.is_none() { "{\"status\":\"shipped\"}" } else { "" },
        })));
    }
}

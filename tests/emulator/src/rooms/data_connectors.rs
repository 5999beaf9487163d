//! Data connectors: calls that the workspace makes to other services, and what came of them.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::paging::{CursorPage, PageSize, Sorted};
use crate::refusal::Refusal;
use crate::rooms::admins;
use crate::rooms::standard::{self, Resource};
use crate::route::{Context, Route};
use crate::store::{Record, Row, record};
use crate::workspace::Workspace;

mod executions;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/data_connectors", list),
    Route::post("/data_connectors", create),
    Route::get("/data_connectors/{id}", standard::find::<DataConnectors>),
    Route::patch("/data_connectors/{id}", update),
    Route::delete("/data_connectors/{id}", standard::delete::<DataConnectors>),
    Route::get("/data_connectors/{id}/execution_results", executions::list),
    Route::get("/data_connectors/{id}/execution_results/{execution_id}", executions::find),
];

const FIELDS: [&str; 15] = [
    "name",
    "description",
    "state",
    "http_method",
    "url",
    "body",
    "direct_fin_usage",
    "audiences",
    "headers",
    "data_inputs",
    "customer_authentication",
    "bypass_authentication",
    "validate_missing_attributes",
    "mock_response",
    "token_ids",
];

/// What a list shows of a connector.
const SUMMARY: [&str; 12] = [
    "type",
    "id",
    "name",
    "description",
    "state",
    "http_method",
    "direct_fin_usage",
    "created_by_admin_id",
    "updated_by_admin_id",
    "created_at",
    "updated_at",
    "execution_results_url",
];

struct DataConnectors;

impl Resource for DataConnectors {
    const OBJECT: &'static str = "data_connector";
    const PAGE_SIZE: PageSize = PageSize { default: 20, max: 50 };

    standard::kept_in!(data_connectors);

    fn not_found() -> Refusal {
        Refusal::new(404, "data_connector_not_found", "Data connector not found")
    }

    fn view(_: &Context<'_>, row: &Row) -> Value {
        let mut view = row.record.clone();
        standard::spell_times(&mut view);
        let url = format!("/data_connectors/{}/execution_results", row.id());
        view.insert("execution_results_url".into(), url.into());
        let mocked = view.remove("mock_response").is_some_and(|response| !response.is_null());
        let response_type = if mocked { "mock_response_type" } else { "test_response_type" };
        view.insert("configuration_response_type".into(), response_type.into());
        view.into()
    }

    /// The AI agent goes on calling a live connector that it may use by itself.
    fn check_deletion(_: &Context<'_>, row: &Row) -> Result<(), Refusal> {
        if row.text("state") == Some("live") && row.record.get("direct_fin_usage") == Some(&Value::Bool(true)) {
            let message = "the connector is in use: set it to draft before you delete it";
            return Err(Refusal::new(409, "data_connector_in_use", message));
        }
        Ok(())
    }

    fn forget(workspace: &mut Workspace, id: &str) {
        standard::forget_parts::<executions::Executions>(workspace, id);
    }
}

fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let context = &*context;
    let connectors = Sorted::newest_first(DataConnectors::table(context.workspace).newest_first());
    let page = CursorPage::from_query(context, DataConnectors::PAGE_SIZE)?;
    let page = page.select(connectors, |row| {
        SUMMARY.iter().map(|name| ((*name).to_owned(), DataConnectors::view(context, row)[name].take())).collect()
    });
    Ok(Answer::json(page.unnumbered("data")))
}

fn create(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let mut connector = blank(context.workspace);
    standard::assign(&mut connector, &context.body, &FIELDS);
    check(&connector)?;
    standard::create::<DataConnectors>(context, connector).map(standard::created)
}

fn update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    let mut changed = standard::existing::<DataConnectors>(context.workspace, &id)?.record.clone();
    standard::assign(&mut changed, &context.body, &FIELDS);
    check(&changed)?;
    let admin = admins::token_owner(context.workspace).map(|admin| admin.id().to_owned());
    context.body.insert("updated_by_admin_id".into(), json!(admin));
    standard::update::<DataConnectors>(context, &[&FIELDS[..], &["updated_by_admin_id"]].concat())
}

/// Refuses words that say nothing, and to let a connector go live that has nowhere to call.
fn check(connector: &Record) -> Result<(), Refusal> {
    standard::check_choice(422, connector, "state", &["draft", "live"])?;
    standard::check_choice(422, connector, "http_method", &["get", "post", "put", "delete", "patch"])?;
    if connector["state"] == "live" && connector["url"].is_null() {
        return Err(Refusal::new(422, "parameter_invalid", "a connector needs a url before it can go live"));
    }
    Ok(())
}

fn blank(workspace: &Workspace) -> Record {
    let admin = admins::token_owner(workspace).map(Row::id);
    record(json!({
        "type": "data_connector",
        "name": "",
        "description": null,
        "state": "draft",
        "http_method": "get",
        "url": null,
        "body": "",
        "direct_fin_usage": false,
        "audiences": [],
        "headers": [],
        "data_inputs": [],
        "execution_type": "server_side",
        "data_transformation_type": null,
        "client_function_name": null,
        "client_function_timeout_ms": null,
        "response_fields": [],
        "object_mappings": [],
        "token_ids": [],
        "customer_authentication": false,
        "bypass_authentication": false,
        "validate_missing_attributes": false,
        "created_by_admin_id": admin,
        "updated_by_admin_id": admin,
    }))
}

/// A live connector that was called three times, and a draft that never was.
pub(crate) fn seed(workspace: &mut Workspace, now: u64) {
    for (name, url, state) in
        [("Order status", Some("https://orders.example.com/status"), "live"), ("Weather", None, "draft")]
    {
        let mut connector = blank(workspace);
        connector.extend(record(json!({
            "name": name,
            "url": url,
            "state": state,
            "direct_fin_usage": state == "live",
            "created_at": now,
            "updated_at": now,
        })));
        let id = workspace.data_connectors.create(connector);
        if state == "live" {
            executions::seed(workspace, &id, now);
        }
    }
}

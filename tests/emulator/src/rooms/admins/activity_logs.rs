//! Activity logs: what admins did to the workspace.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::fields;
use crate::paging::{NumberedPage, PageSize};
use crate::refusal::Refusal;
use crate::route::Context;
use crate::store::{Record, Row, record as to_record};
use crate::workspace::Workspace;

const PAGE_SIZE: PageSize = PageSize { default: 20, max: 250 };

/// The kinds of things this workspace logs, and some more that the API knows.
const EVENT_TYPES: [&str; 8] = [
    "admin_away_mode_change",
    "admin_deletion",
    "admin_invite_creation",
    "admin_login_failure",
    "admin_login_success",
    "admin_logout",
    "app_name_change",
    "bulk_export",
];

/// What an admin did.
pub(super) fn log(admin: &Row, activity_type: &str, metadata: &Value, description: &str) -> Record {
    to_record(json!({
        "performed_by": {"type": "admin", "id": admin.id(), "email": admin.text("email"), "ip": "127.0.0.1"},
        "metadata": metadata,
        "activity_type": activity_type,
        "activity_description": description,
    }))
}

pub(super) fn record(workspace: &mut Workspace, mut log: Record, now: u64) {
    log.insert("created_at".into(), now.into());
    workspace.activity_logs.create(log);
}

pub(super) fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let page = NumberedPage::from_query(context, PAGE_SIZE)?.null_at_the_end();
    let seconds = |name: &str| {
        let read = |text: &str| text.parse().map_err(|_| mistimed(name));
        context.query(name).map(read).transpose()
    };
    let (after, before) = (seconds("created_at_after")?, seconds("created_at_before")?);
    let after = after.ok_or_else(|| Refusal::missing_parameter("created_at_after not specified"))?;
    Ok(cut(context, page, after, before, |_| true))
}

pub(super) fn search(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let page = NumberedPage::from_body(context, PAGE_SIZE)?.null_at_the_end();
    let after = fields::time(&context.body, "created_at_after").ok_or_else(|| mistimed("created_at_after"))?;
    let before = fields::time(&context.body, "created_at_before");
    let wanted = context.body.get("event_types").and_then(Value::as_array);
    let is_wanted = |log: &Row| wanted.is_none_or(|wanted| wanted.contains(&log.record["activity_type"]));
    Ok(cut(context, page, after, before, is_wanted))
}

fn cut(
    context: &Context<'_>,
    page: NumberedPage,
    after: u64,
    before: Option<u64>,
    is_wanted: impl Fn(&Row) -> bool,
) -> Answer {
    let in_time = |log: &&Row| {
        let at = log.record["created_at"].as_u64().unwrap_or_default();
        at >= after && before.is_none_or(|before| at <= before)
    };
    let logs = context.workspace.activity_logs.newest_first().filter(in_time).filter(|log| is_wanted(log));
    let logs: Vec<_> = logs.collect();
    let page = page.select(context, &logs, |log| Value::Object(log.record.clone()));
    let mut list = page.named("activity_log.list", "activity_logs");
    if let Some(list) = list.as_object_mut() {
        list.remove("total_count");
    }
    Answer::json(list)
}

pub(super) fn list_event_types(_: &mut Context<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::json(json!({"type": "activity_log_event_type.list", "event_types": EVENT_TYPES})))
}

fn mistimed(name: &str) -> Refusal {
    Refusal::invalid_parameter(format!("{name} must be a time in UNIX seconds"))
}

//! What happened to contacts, for the list of their activities.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::paging::{CursorPage, PageSize, SortKey, Sorted};
use crate::refusal::Refusal;
use crate::route::Context;
use crate::store::{Record, Row, record as to_record};
use crate::workspace::Workspace;

const PAGE_SIZE: PageSize = PageSize { default: 50, max: 150 };

/// Notes that something happened to a contact.
pub(crate) fn record(workspace: &mut Workspace, event_type: &str, contact: &Record, now: u64) {
    workspace.contact_activities.create(activity(event_type, contact, now));
}

/// Notes that a contact became a part of another one.
pub(super) fn record_merge(workspace: &mut Workspace, from: &Record, into: &Record, now: u64) {
    let mut merge = activity("contact.merged", into, now);
    for (name, contact) in [("merge_source_id", from), ("merge_target_id", into)] {
        merge.insert(name.into(), json!(contact.get("id")));
    }
    workspace.contact_activities.create(merge);
}

fn activity(event_type: &str, contact: &Record, now: u64) -> Record {
    to_record(json!({
        "type": "contact_activity",
        "event_type": event_type,
        "contact_id": contact.get("id"),
        "external_id": contact.get("external_id"),
        "role": contact.get("role").unwrap_or(&"user".into()),
        "merge_source_id": null,
        "merge_target_id": null,
        "failure_reason": null,
        "created_at": now,
    }))
}

pub(super) fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let page = CursorPage::from_query(context, PAGE_SIZE)?;
    let rows = context.workspace.contact_activities.oldest_first().map(|activity| (SortKey::None, activity)).collect();
    let view = |activity: &Row| Value::Object(activity.record.clone());
    Ok(Answer::json(page.select(Sorted { rows, descending: false }, view).unnumbered("data")))
}

//! What a company looks like, in the store and on the wire.

use serde_json::{Value, json};

use crate::fields;
use crate::paging;
use crate::rooms::notes;
use crate::store::{Record, Row, record};
use crate::workspace::{APP_ID, Workspace};

/// A company nothing is known about yet. Unlike a contact, it leaves unknown fields out.
pub(super) fn blank(now: u64) -> Record {
    record(json!({
        "type": "company",
        "app_id": APP_ID,
        "remote_created_at": now,
        "created_at": now,
        "updated_at": now,
        "monthly_spend": 0,
        "session_count": 0,
        "plan": {},
        "custom_attributes": {},
    }))
}

/// Takes over the fields of a request. `null` leaves a field as it is.
pub(super) fn assign(company: &mut Record, body: &Record, now: u64) {
    for (name, value) in body {
        let stored = match (name.as_str(), value) {
            (_, Value::Null) => continue,
            ("custom_attributes", _) => {
                fields::merge_custom_attributes(company, body);
                continue;
            }
            ("plan", plan) => json!({"type": "plan", "id": plan_id(plan), "name": plan}),
            ("update_last_request_at", _) => {
                if fields::is_true(body, name) {
                    company.insert("last_request_at".into(), now.into());
                }
                continue;
            }
            (_, value) => value.clone(),
        };
        company.insert(name.clone(), stored);
    }
}

/// A company as the wire shows it.
pub(crate) fn view(workspace: &Workspace, company: &Row) -> Value {
    let id = company.id();
    let mut view = company.record.clone();
    let tags: Vec<_> =
        workspace.company_tags.of(id).filter_map(|(tag_id, _)| Some(&workspace.tags.find(tag_id)?.record)).collect();
    view.insert("tags".into(), json!({"type": "tag.list", "tags": tags}));
    let notes: Vec<_> = workspace
        .company_notes
        .of(id)
        .filter_map(|(note_id, _)| Some(notes::view(workspace, workspace.notes.find(note_id)?)))
        .collect();
    view.insert("notes".into(), notes_view(notes, id));
    view.insert("segments".into(), json!({"type": "segment.list", "segments": []}));
    view.insert("user_count".into(), workspace.contact_companies.count_to(id).into());
    Value::Object(view)
}

/// All notes of a company, and a preview of them as contacts have it, which came later.
fn notes_view(notes: Vec<Value>, id: &str) -> Value {
    let mut view = paging::preview(notes.clone(), &format!("/companies/{id}/notes"));
    view["type"] = "note.list".into();
    view["notes"] = notes.into();
    view
}

/// Plans are made on the fly by naming them; the same name is the same plan.
fn plan_id(name: &Value) -> String {
    let text = name.as_str().unwrap_or_default();
    let sum = text.bytes().fold(17_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    (sum % 900_000 + 100_000).to_string()
}

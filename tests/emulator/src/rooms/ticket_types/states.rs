//! The states tickets go through. Every type of the emulator has the four standard ones.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::refusal::Refusal;
use crate::route::Context;
use crate::store::{Row, Table, record};

pub(super) fn standard() -> Table {
    let mut states = Table::with_numeric_ids(7493);
    for (category, internal, external) in [
        ("submitted", "Submitted", "Submitted"),
        ("in_progress", "In progress", "In progress"),
        ("waiting_on_customer", "Waiting on customer", "Waiting on you"),
        ("resolved", "Resolved", "Resolved"),
    ] {
        states.create(record(json!({
            "type": "ticket_state",
            "category": category,
            "internal_label": internal,
            "external_label": external,
        })));
    }
    states
}

pub(super) fn view(state: &Row) -> Value {
    Value::Object(state.record.clone())
}

pub(super) fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    const SHOWN: [&str; 6] = ["type", "id", "name", "description", "icon", "archived"];
    let types = &context.workspace.ticket_types;
    let of_types: Vec<_> = types
        .types
        .oldest_first()
        .map(|row| {
            let mut view = super::view(types, row);
            view.retain(|name, _| {
                SHOWN.contains(&name.as_str()) || matches!(name.as_str(), "is_internal" | "category")
            });
            Value::Object(view)
        })
        .collect();
    let data: Vec<_> = types
        .states
        .oldest_first()
        .map(|state| {
            let mut view = view(state);
            view["archived"] = false.into();
            view["ticket_types"] = json!({"type": "list", "data": of_types});
            view
        })
        .collect();
    Ok(Answer::json(json!({"type": "list", "data": data})))
}

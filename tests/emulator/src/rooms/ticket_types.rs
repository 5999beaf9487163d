//! Ticket types, their attributes, and the states tickets go through.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::fields;
use crate::refusal::Refusal;
use crate::route::{Context, Route};
use crate::store::{Record, Row, Table, record};
use crate::version::Version;
use crate::workspace::APP_ID;

mod attributes;
mod states;

pub(crate) use attributes::{completed, missing};

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/ticket_states", states::list),
    Route::get("/ticket_types", list),
    Route::post("/ticket_types", create),
    Route::get("/ticket_types/{id}", find),
    Route::put("/ticket_types/{id}", update),
    Route::post("/ticket_types/{id}/attributes", attributes::create),
    Route::put("/ticket_types/{id}/attributes/{attribute_id}", attributes::update),
];

pub(crate) const CUSTOMER: &str = "Customer";
pub(crate) const BACK_OFFICE: &str = "Back-office";
pub(crate) const TRACKER: &str = "Tracker";

const CATEGORIES: [&str; 3] = [CUSTOMER, BACK_OFFICE, TRACKER];

/// What a workspace knows about the kinds of its tickets.
#[derive(Debug)]
pub(crate) struct TicketTypes {
    types: Table,
    attributes: Table,
    states: Table,
}

impl Default for TicketTypes {
    fn default() -> Self {
        Self {
            types: Table::with_numeric_ids(53),
            attributes: Table::with_numeric_ids(157),
            states: states::standard(),
        }
    }
}

impl TicketTypes {
    /// Makes a type that has a title and a description, and returns its id.
    pub(crate) fn create(&mut self, name: &str, description: &str, icon: &str, category: &str, now: u64) -> String {
        let id = self.types.create(record(json!({
            "type": "ticket_type",
            "name": name,
            "description": description,
            "icon": icon,
            "workspace_id": APP_ID,
            "archived": false,
            "category": category,
            "created_at": now,
            "updated_at": now,
        })));
        for (order, (name, multiline)) in
            [("_default_title_", false), ("_default_description_", true)].iter().enumerate()
        {
            self.attributes.create(attributes::default(&id, name, *multiline, order, now));
        }
        id
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Row> {
        self.types.find(id)
    }

    /// The category of a type, which is what decides who may see its tickets.
    pub(crate) fn category_of(&self, id: &str) -> &str {
        self.types.find(id).and_then(|row| row.text("category")).unwrap_or(CUSTOMER)
    }

    /// The attributes of a type in their order, without those that were archived.
    pub(crate) fn attributes_of(&self, type_id: &str) -> impl Iterator<Item = &Row> + use<'_> {
        let type_id = type_id.parse::<u64>().ok();
        self.attributes.oldest_first().filter(move |row| {
            row.record["ticket_type_id"].as_u64() == type_id && row.record["archived"] == json!(false)
        })
    }

    pub(crate) fn attribute(&self, id: &str) -> Option<&Row> {
        self.attributes.find(id)
    }

    pub(crate) fn state(&self, id: &str) -> Option<&Row> {
        self.states.find(id)
    }

    /// The first state of a category, such as `submitted`.
    pub(crate) fn state_in(&self, category: &str) -> Option<&Row> {
        self.states.oldest_first().find(|state| state.text("category") == Some(category))
    }

    /// The category of a state, which is all that older versions show of it.
    pub(crate) fn state_category(&self, id: &str) -> &str {
        self.states.find(id).and_then(|state| state.text("category")).unwrap_or("submitted")
    }
}

/// A ticket type as its tickets show it.
pub(crate) fn view(types: &TicketTypes, row: &Row) -> Record {
    let mut view = row.record.clone();
    let attributes: Vec<_> = types.attributes_of(row.id()).map(|attribute| &attribute.record).collect();
    view.insert("is_internal".into(), (row.text("category") != Some(CUSTOMER)).into());
    view.insert("ticket_type_attributes".into(), json!({"type": "list", "data": attributes}));
    view
}

/// A ticket type as it shows itself, with its states.
fn own_view(types: &TicketTypes, row: &Row, version: Version) -> Value {
    let mut view = view(types, row);
    if version >= Version::V2_12 {
        let states: Vec<_> = types.states.oldest_first().map(states::view).collect();
        view.insert("ticket_states".into(), json!({"type": "list", "data": states}));
    }
    Value::Object(view)
}

fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let types = &context.workspace.ticket_types;
    let data: Vec<_> = types.types.oldest_first().map(|row| own_view(types, row, context.version)).collect();
    Ok(Answer::json(json!({"type": "list", "data": data})))
}

fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    shown(context, &context.id())
}

fn create(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let text = |name: &str| fields::text(&context.body, name);
    let name = text("name").ok_or_else(|| Refusal::missing_parameter("name is missing"))?;
    let category = category(&context.body)?.unwrap_or(CUSTOMER);
    let (description, icon) = (text("description").unwrap_or_default(), text("icon").unwrap_or("🎟️"));
    let id = context.workspace.ticket_types.create(name, description, icon, category, context.now);
    Ok(shown(context, &id)?.changing(id))
}

fn update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    let category = category(&context.body)?;
    let row = context.workspace.ticket_types.types.find_mut(&id).ok_or_else(Refusal::resource_not_found)?;
    for name in ["name", "description", "icon", "archived"] {
        if let Some(value) = context.body.get(name).filter(|value| !value.is_null()) {
            row.insert(name.into(), value.clone());
        }
    }
    if let Some(category) = category {
        row.insert("category".into(), category.into());
    }
    row.insert("updated_at".into(), context.now.into());
    Ok(shown(context, &id)?.changing(id))
}

fn shown(context: &Context<'_>, id: &str) -> Result<Answer, Refusal> {
    let types = &context.workspace.ticket_types;
    let row = types.find(id).ok_or_else(Refusal::resource_not_found)?;
    Ok(Answer::json(own_view(types, row, context.version)))
}

/// The category a body asks for, which up to 2.9 was only whether the type is internal.
fn category(body: &Record) -> Result<Option<&str>, Refusal> {
    match (fields::text(body, "category"), body.get("is_internal").and_then(Value::as_bool)) {
        (Some(category), _) if CATEGORIES.contains(&category) => Ok(Some(category)),
        (Some(other), _) => Err(Refusal::invalid_parameter(format!(
            "category must be \"Customer\", \"Back-office\" or \"Tracker\", not {other:?}"
        ))),
        (None, Some(true)) => Ok(Some(BACK_OFFICE)),
        (None, Some(false)) => Ok(Some(CUSTOMER)),
        (None, None) => Ok(None),
    }
}

//! Data attributes: what contacts and companies can be known by, and what the workspace adds to it.

use serde_json::{Map, Value, json};

use crate::answer::Answer;
use crate::fields;
use crate::refusal::Refusal;
use crate::rooms::admins;
use crate::route::{Context, Route};
use crate::store::{Row, record};
use crate::version::Version;
use crate::workspace::Workspace;

mod standard;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/data_attributes", list),
    Route::post("/data_attributes", create),
    Route::put("/data_attributes/{id}", update),
];

const MODELS: [&str; 2] = ["contact", "company"];

const DATA_TYPES: [&str; 7] = ["string", "integer", "float", "boolean", "datetime", "date", "options"];

fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    // Until 2.15 conversations have a model too, of which this workspace has no attributes.
    let model = context.query("model");
    let archived = context.query("include_archived") == Some("true");
    let custom = context.workspace.data_attributes.oldest_first().map(view);
    let data: Vec<_> = standard::attributes()
        .chain(custom)
        .filter(|attribute| model.is_none_or(|model| attribute["model"] == model))
        .filter(|attribute| archived || attribute["archived"] == false)
        .collect();
    Ok(Answer::json(json!({"type": "list", "data": data})))
}

fn create(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let text = |name: &str| fields::text(&context.body, name).unwrap_or_default();
    let (name, model, data_type) = (text("name"), text("model"), text("data_type"));
    if !MODELS.contains(&model) {
        return Err(Refusal::invalid_parameter(format!("model must be contact or company, not {model:?}")));
    }
    check_name(context.workspace, name, model)?;
    if !DATA_TYPES.contains(&data_type) {
        return Err(Refusal::invalid_parameter(format!("{data_type:?} is not a data type")));
    }
    let options = options(&context.body)?;
    if data_type == "options" && options.is_none() {
        return Err(Refusal::invalid_parameter("a list needs at least two options"));
    }
    let mut attribute = record(json!({
        "name": name,
        "model": model,
        // A list is a string that has options.
        "data_type": if data_type == "options" { "string" } else { data_type },
        "archived": false,
        "messenger_writable": context.version < Version::V2_11,
        "admin_id": admins::token_owner(context.workspace).map(Row::id),
        "created_at": context.now,
    }));
    assign(&mut attribute, &context.body, options);
    attribute.insert("updated_at".into(), context.now.into());
    let id = context.workspace.data_attributes.create(attribute);
    changed(context, &id)
}

fn update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    if context.workspace.data_attributes.find(&id).is_none() {
        return Err(not_found());
    }
    let options = options(&context.body)?;
    let attribute = context.workspace.data_attributes.find_mut(&id).ok_or_else(not_found)?;
    assign(attribute, &context.body, options);
    attribute.insert("updated_at".into(), context.now.into());
    changed(context, &id)
}

fn assign(attribute: &mut Map<String, Value>, body: &Map<String, Value>, options: Option<Vec<Value>>) {
    for name in ["archived", "description", "messenger_writable"] {
        if let Some(value) = body.get(name).filter(|value| !value.is_null()) {
            attribute.insert(name.into(), value.clone());
        }
    }
    if let Some(options) = options {
        attribute.insert("options".into(), options.into());
    }
}

/// The values of the `options` of a request, which come bare or each in an object.
fn options(body: &Map<String, Value>) -> Result<Option<Vec<Value>>, Refusal> {
    let Some(Value::Array(given)) = body.get("options") else { return Ok(None) };
    if given.len() < 2 {
        return Err(Refusal::invalid_parameter(format!("a list needs at least two options, not {}", given.len())));
    }
    let value = |option: &Value| option.get("value").unwrap_or(option).clone();
    Ok(Some(given.iter().map(value).collect()))
}

/// A name is free when neither contacts nor companies have it.
fn check_name(workspace: &Workspace, name: &str, model: &str) -> Result<(), Refusal> {
    let is_allowed = |letter: char| letter.is_alphanumeric() || " -_$€£¥".contains(letter);
    if name.is_empty() || !name.chars().all(is_allowed) {
        return Err(Refusal::invalid_parameter(format!(
            "name must consist of letters, digits, spaces, hyphens, underscores and currency symbols, not {name:?}"
        )));
    }
    let Some(taken) = workspace.data_attributes.find_by("name", name).find(|other| other.text("name") == Some(name))
    else {
        return Ok(());
    };
    let other = taken.text("model").unwrap_or_default();
    Err(Refusal::invalid_parameter(format!(
        "{other} data has an attribute {name:?} already; {model} data needs another name"
    )))
}

fn changed(context: &Context<'_>, id: &str) -> Result<Answer, Refusal> {
    let attribute = context.workspace.data_attributes.find(id).ok_or_else(not_found)?;
    Ok(Answer::json(view(attribute)).changing(id))
}

fn view(attribute: &Row) -> Value {
    let mut view = attribute.record.clone();
    let name = attribute.text("name").unwrap_or_default();
    for (field, value) in [
        ("type", json!("data_attribute")),
        // Attributes are the only objects here whose id is written as a number.
        ("id", json!(attribute.id().parse::<u64>().ok())),
        ("full_name", json!(format!("custom_attributes.{name}"))),
        ("label", json!(name)),
        ("api_writable", json!(true)),
        ("ui_writable", json!(false)),
        ("custom", json!(true)),
    ] {
        view.insert(field.into(), value);
    }
    Value::Object(view)
}

fn not_found() -> Refusal {
    Refusal::new(404, "field_not_found", "there is no data attribute with this id")
}

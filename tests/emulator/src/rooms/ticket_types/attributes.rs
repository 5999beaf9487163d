//! What the tickets of a type are asked for.

use serde_json::{Map, Value, json};

use super::TicketTypes;
use crate::answer::{Answer, Body};
use crate::fields;
use crate::refusal::Refusal;
use crate::route::Context;
use crate::store::{Record, Row, record};
use crate::workspace::APP_ID;

const DATA_TYPES: [&str; 7] = ["string", "list", "integer", "decimal", "boolean", "datetime", "files"];

/// One of the attributes every type begins with.
pub(super) fn default(type_id: &str, name: &str, multiline: bool, order: usize, now: u64) -> Record {
    let mut attribute = blank(type_id, name, "string", order, now);
    attribute.insert("input_options".into(), json!({"multiline": multiline}));
    attribute.insert("default".into(), true.into());
    attribute
}

pub(super) fn create(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let type_id = context.id();
    let types = &context.workspace.ticket_types;
    types.find(&type_id).ok_or_else(Refusal::resource_not_found)?;
    let required = |name: &str| {
        fields::text(&context.body, name).ok_or_else(|| Refusal::missing_parameter(format!("{name} is missing")))
    };
    let (name, description, data_type) = (required("name")?, required("description")?, required("data_type")?);
    if !DATA_TYPES.contains(&data_type) {
        return Err(Refusal::invalid_parameter(format!("data_type must be one of {DATA_TYPES:?}, not {data_type:?}")));
    }
    if types.attributes_of(&type_id).any(|attribute| attribute.text("name") == Some(name)) {
        return Err(Refusal::invalid_parameter(format!("the ticket type already has an attribute {name:?}")));
    }
    if data_type == "list" && fields::text(&context.body, "list_items").is_none() {
        return Err(Refusal::missing_parameter("list_items, separated by commas, are missing"));
    }
    let order = types.attributes_of(&type_id).count();
    let mut attribute = blank(&type_id, name, data_type, order, context.now);
    attribute.insert("description".into(), description.into());
    assign(&mut attribute, &context.body);
    let id = context.workspace.ticket_types.attributes.create(attribute);
    answer(context, id)
}

pub(super) fn update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (type_id, id) = (context.id(), context.parameter("attribute_id"));
    let attributes = &mut context.workspace.ticket_types.attributes;
    let attribute = attributes
        .find_mut(&id)
        .filter(|attribute| attribute["ticket_type_id"].as_u64() == type_id.parse().ok())
        .ok_or_else(Refusal::resource_not_found)?;
    for name in ["name", "description", "archived"] {
        if let Some(value) = context.body.get(name).filter(|value| !value.is_null()) {
            attribute.insert(name.into(), value.clone());
        }
    }
    assign(attribute, &context.body);
    attribute.insert("updated_at".into(), context.now.into());
    let mut answer = answer(context, id)?;
    // After an update alone, only a list shows its options.
    if let Body::Json(Value::Object(view)) = &mut answer.body
        && view.get("data_type").is_some_and(|data_type| data_type != "list")
    {
        view.remove("input_options");
    }
    Ok(answer)
}

/// The attributes of a ticket of that type: `given` ones, and `null` for the rest. Refuses what the type does not
/// know, and values that are not of the attribute's type.
pub(crate) fn completed(types: &TicketTypes, type_id: &str, given: &Record) -> Result<Record, Refusal> {
    for (name, value) in given {
        let attribute = types
            .attributes_of(type_id)
            .find(|attribute| attribute.text("name") == Some(name))
            .ok_or_else(|| Refusal::invalid_parameter(format!("the ticket type has no attribute {name:?}")))?;
        if !fits(attribute, value) {
            let data_type = attribute.text("data_type").unwrap_or_default();
            return Err(Refusal::invalid_parameter(format!("{value} does not fit the {data_type} attribute {name:?}")));
        }
    }
    let name_of = |attribute: &Row| attribute.text("name").unwrap_or_default().to_owned();
    Ok(types
        .attributes_of(type_id)
        .map(|attribute| (name_of(attribute), given.get(&name_of(attribute)).cloned().unwrap_or_default()))
        .collect())
}

/// The first attribute that a new ticket has to have and that `given` lacks.
pub(crate) fn missing<'a>(types: &'a TicketTypes, type_id: &str, given: &Record) -> Option<&'a str> {
    types
        .attributes_of(type_id)
        .filter(|attribute| attribute.record["required_to_create"] == json!(true))
        .filter_map(|attribute| attribute.text("name"))
        .find(|name| given.get(*name).is_none_or(Value::is_null))
}

fn blank(type_id: &str, name: &str, data_type: &str, order: usize, now: u64) -> Record {
    record(json!({
        "type": "ticket_type_attribute",
        "workspace_id": APP_ID,
        "name": name,
        "description": "",
        "data_type": data_type,
        "input_options": null,
        "order": order,
        "required_to_create": false,
        "required_to_create_for_contacts": false,
        "visible_on_create": true,
        "visible_to_contacts": true,
        "default": false,
        "ticket_type_id": type_id.parse::<u64>().ok(),
        "archived": false,
        "created_at": now,
        "updated_at": now,
    }))
}

fn assign(attribute: &mut Record, body: &Record) {
    for name in ["required_to_create", "required_to_create_for_contacts", "visible_on_create", "visible_to_contacts"] {
        if let Some(given) = body.get(name).filter(|given| given.is_boolean()) {
            attribute.insert(name.into(), given.clone());
        }
    }
    let mut options = match attribute.get("input_options") {
        Some(Value::Object(options)) => options.clone(),
        _ => Map::new(),
    };
    let of_type = |data_type: &str| attribute.get("data_type").and_then(Value::as_str) == Some(data_type);
    if of_type("string") {
        let multiline = body.get("multiline").or(options.get("multiline")).cloned();
        options.insert("multiline".into(), multiline.unwrap_or(Value::Bool(false)));
    }
    if of_type("list") {
        if let Some(items) = fields::text(body, "list_items") {
            let items: Vec<_> = items.split(',').map(str::trim).filter(|item| !item.is_empty()).collect();
            let items: Vec<_> = items
                .iter()
                .enumerate()
                .map(|(at, label)| json!({"id": (at + 1).to_string(), "label": label}))
                .collect();
            options.insert("list_items".into(), items.into());
        }
        let several = body.get("allow_multiple_values").or(options.get("allow_multiple_values")).cloned();
        options.insert("allow_multiple_values".into(), several.unwrap_or(Value::Bool(false)));
    }
    let options = if options.is_empty() { Value::Null } else { Value::Object(options) };
    attribute.insert("input_options".into(), options);
}

fn fits(attribute: &Row, value: &Value) -> bool {
    let options = &attribute.record["input_options"];
    let is_listed = |value: &Value| {
        let items = options["list_items"].as_array().map(Vec::as_slice).unwrap_or_default();
        items.iter().any(|item| item["label"] == *value || item["id"] == *value)
    };
    match attribute.text("data_type") {
        _ if value.is_null() => true,
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("decimal") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("datetime") => value.is_string() || value.is_u64(),
        Some("files") => value.is_array(),
        Some("list") => match value {
            Value::Array(values) => options["allow_multiple_values"] == json!(true) && values.iter().all(is_listed),
            value => is_listed(value),
        },
        _ => true,
    }
}

fn answer(context: &Context<'_>, id: String) -> Result<Answer, Refusal> {
    let attribute = context.workspace.ticket_types.attribute(&id).ok_or_else(Refusal::resource_not_found)?;
    Ok(Answer::json(Value::Object(attribute.record.clone())).changing(id))
}

//! Instances of custom objects. The types are made in the workspace's settings, which the API cannot reach, so they are
//! given here.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::fields;
use crate::paging::{NumberedPage, PageSize};
use crate::refusal::Refusal;
use crate::rooms::standard;
use crate::route::{Context, Route};
use crate::store::{Record, Row, record};
use crate::version::Version;
use crate::workspace::Workspace;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/custom_object_instances/{id}", list_or_find),
    Route::post("/custom_object_instances/{id}", create_or_update),
    Route::delete("/custom_object_instances/{id}", delete_by_external_id),
    Route::get("/custom_object_instances/{id}/{instance_id}", find),
    Route::delete("/custom_object_instances/{id}/{instance_id}", delete),
];

const PAGE_SIZE: PageSize = PageSize { default: 20, max: 150 };

/// A type of custom object: its identifier and its attributes.
struct ObjectType {
    identifier: &'static str,
    attributes: &'static [(&'static str, Attribute)],
}

/// What an attribute holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Attribute {
    Text,
    Integer,
    Decimal,
    Boolean,
    /// The id of a contact.
    Contact,
    /// The id of a conversation.
    Conversation,
    /// The external id of an instance of another type.
    Instance(&'static str),
}

const TYPES: [ObjectType; 2] = [
    ObjectType {
        identifier: "Order",
        attributes: &[
            ("order_number", Attribute::Text),
            ("total_amount", Attribute::Decimal),
            ("items", Attribute::Integer),
            ("shipped", Attribute::Boolean),
            ("customer", Attribute::Contact),
            ("complaint", Attribute::Conversation),
        ],
    },
    ObjectType {
        identifier: "Delivery",
        attributes: &[("carrier", Attribute::Text), ("order", Attribute::Instance("Order"))],
    },
];

impl Attribute {
    fn expected(self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Integer => "an integer",
            Self::Decimal => "a number",
            Self::Boolean => "a boolean",
            Self::Contact => "the id of a contact",
            Self::Conversation => "the id of a conversation",
            Self::Instance(_) => "the external id of an instance",
        }
    }

    fn takes(self, workspace: &Workspace, value: &Value) -> bool {
        match self {
            _ if value.is_null() => true,
            Self::Text | Self::Conversation => value.is_string(),
            Self::Integer => value.is_i64() || value.is_u64(),
            Self::Decimal => value.is_number(),
            Self::Boolean => value.is_boolean(),
            Self::Contact => value.as_str().is_some_and(|id| workspace.contacts.find(id).is_some()),
            Self::Instance(kind) => value.as_str().is_some_and(|id| with_external_id(workspace, kind, id).is_some()),
        }
    }
}

/// One instance by its external id; the whole list without one, which there is since 2.16.
fn list_or_find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let context = &*context;
    let kind = checked_type(context)?;
    if let Some(external_id) = context.query("external_id") {
        let instance = with_external_id(context.workspace, kind.identifier, external_id).ok_or_else(not_found)?;
        return Ok(Answer::json(json!(instance.record)));
    }
    if context.version < Version::V2_16 {
        return Err(Refusal::missing_parameter("external_id is a required parameter"));
    }
    let filters =
        [("references_contact_id", Attribute::Contact), ("references_conversation_id", Attribute::Conversation)];
    let instances: Vec<_> = of_type(context.workspace, kind.identifier)
        .filter(|instance| {
            filters.iter().all(|(name, attribute)| {
                context.query(name).is_none_or(|id| references(kind, instance, *attribute, id))
            })
        })
        .collect();
    let page = NumberedPage::from_query(context, PAGE_SIZE)?;
    Ok(Answer::json(page.cut(context, &instances, |instance| json!(instance.record))))
}

/// Creates an instance, or updates the one with that external id.
fn create_or_update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let identifier = context.id();
    let kind = checked_type(context)
        .map_err(|_| Refusal::new(404, "not_found", format!("Custom object type `{identifier}` not found")))?;
    let external_id = fields::id(&context.body, "external_id")
        .ok_or_else(|| Refusal::missing_parameter("external_id is a required parameter"))?;
    check_attributes(context.workspace, kind, &context.body)?;
    let known = with_external_id(context.workspace, kind.identifier, &external_id).map(|row| row.id().to_owned());
    let id = known.unwrap_or_else(|| {
        let attributes: Record = kind.attributes.iter().map(|(name, _)| ((*name).to_owned(), Value::Null)).collect();
        context.workspace.custom_object_instances.create(record(json!({
            "type": kind.identifier,
            "external_id": external_id,
            "external_created_at": null,
            "external_updated_at": null,
            "custom_attributes": attributes,
            "created_at": context.now,
        })))
    });
    let instance = context.workspace.custom_object_instances.find_mut(&id).ok_or_else(not_found)?;
    standard::assign(instance, &context.body, &["external_created_at", "external_updated_at"]);
    fields::merge_custom_attributes(instance, &context.body);
    instance.insert("updated_at".into(), context.now.into());
    Ok(Answer::json(json!(instance)).changing(id))
}

fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let instance = checked_instance(context)?;
    Ok(Answer::json(json!(instance.record)))
}

fn delete(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = checked_instance(context)?.id().to_owned();
    remove(context, &id)
}

fn delete_by_external_id(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let kind = checked_type(context)?;
    let external_id = context
        .query("external_id")
        .ok_or_else(|| Refusal::missing_parameter("external_id is a required parameter"))?;
    let instance = with_external_id(context.workspace, kind.identifier, external_id).ok_or_else(not_found)?;
    let id = instance.id().to_owned();
    remove(context, &id)
}

fn remove(context: &mut Context<'_>, id: &str) -> Result<Answer, Refusal> {
    let instance = context.workspace.custom_object_instances.remove(id).ok_or_else(not_found)?;
    Ok(Answer::json(json!({"id": id, "object": instance.get("type"), "deleted": true})).changing(id))
}

/// The type the path names.
fn checked_type(context: &Context<'_>) -> Result<&'static ObjectType, Refusal> {
    let identifier = context.id();
    let missing = || Refusal::new(404, "not_found", "Object not found");
    TYPES.iter().find(|kind| kind.identifier == identifier).ok_or_else(missing)
}

/// The instance the path names, which must be of the type the path names.
fn checked_instance<'a>(context: &'a Context<'_>) -> Result<&'a Row, Refusal> {
    let kind = checked_type(context)?;
    let instance = context.workspace.custom_object_instances.find(&context.parameter("instance_id"));
    instance.filter(|row| row.text("type") == Some(kind.identifier)).ok_or_else(not_found)
}

/// Refuses attributes the type does not have, and values they do not take.
fn check_attributes(workspace: &Workspace, kind: &ObjectType, body: &Record) -> Result<(), Refusal> {
    for (name, value) in body.get("custom_attributes").and_then(Value::as_object).into_iter().flatten() {
        let Some((_, attribute)) = kind.attributes.iter().find(|(known, _)| known == name) else {
            return Err(Refusal::invalid_parameter(format!("{} has no attribute {name:?}", kind.identifier)));
        };
        if !attribute.takes(workspace, value) {
            let expected = attribute.expected();
            return Err(Refusal::invalid_parameter(format!("{name} must be {expected}, not {value}")));
        }
    }
    Ok(())
}

/// Whether an attribute of that kind holds the id.
fn references(kind: &ObjectType, instance: &Row, wanted: Attribute, id: &str) -> bool {
    let mut holders = kind.attributes.iter().filter(|(_, attribute)| *attribute == wanted);
    holders.any(|(name, _)| instance.record["custom_attributes"][name] == id)
}

fn of_type<'a>(workspace: &'a Workspace, identifier: &str) -> impl Iterator<Item = &'a Row> {
    workspace.custom_object_instances.newest_first().filter(move |row| row.text("type") == Some(identifier))
}

fn with_external_id<'a>(workspace: &'a Workspace, identifier: &str, external_id: &str) -> Option<&'a Row> {
    let mut instances = workspace.custom_object_instances.find_by("external_id", external_id);
    instances.find(|row| row.text("type") == Some(identifier) && row.text("external_id") == Some(external_id))
}

fn not_found() -> Refusal {
    Refusal::new(404, "not_found", "Custom object instance not found")
}

/// Two orders of the first contact, if there is one, and the delivery of the first of them.
pub(crate) fn seed(workspace: &mut Workspace, now: u64) {
    let customer = workspace.contacts.oldest_first().next().map(|contact| contact.id().to_owned());
    let instances = [
        (
            "Order",
            "order-1",
            json!({"order_number": "A-1001", "total_amount": 49.5, "items": 3, "shipped": true, "customer": customer, "complaint": null}),
        ),
        (
            "Order",
            "order-2",
            json!({"order_number": "A-1002", "total_amount": 12, "items": 1, "shipped": false, "customer": customer, "complaint": null}),
        ),
        ("Delivery", "delivery-1", json!({"carrier": "Pigeon Post", "order": "order-1"})),
    ];
    for (kind, external_id, attributes) in instances {
        workspace.custom_object_instances.create(record(json!({
            "type": kind,
            "external_id": external_id,
            "external_created_at": now,
            "external_updated_at": now,
            "custom_attributes": attributes,
            "created_at": now,
            "updated_at": now,
        })));
    }
}

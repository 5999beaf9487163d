//! What tickets can be searched by. The facts stand in `core/catalog/search_fields.toml`; a test compares the two.

use super::field::{ANY, BOOLEAN, FieldType, PREVIEW, STRING, SearchField, V2_10, field};
use super::operator::Operator::{Equal, Greater, GreaterOrEqual, In, Less, LessOrEqual, NotEqual, NotIn};

pub(super) static FIELDS: &[SearchField] = &[
    field("admin_assignee_id", STRING).since(V2_10),
    field("admin_assignee_id", INTEGER).since(PREVIEW),
    field("category", STRING),
    field("contact_ids", STRING),
    field("created_at", CREATED_AT),
    field("description", STRING),
    field("id", STRING),
    field("open", BOOLEAN),
    field("snoozed_until", DATE),
    field("state", STRING),
    field("team_assignee_id", STRING).since(V2_10),
    field("team_assignee_id", INTEGER).since(PREVIEW),
    field("teammate_ids", STRING),
    field("ticket_type_id", STRING),
    field("title", STRING),
    field("updated_at", DATE),
    field("ticket_attribute.{id}", ANY),
];

const INTEGER: FieldType = FieldType { name: "integer", operators: &[Equal, NotEqual, In, NotIn, Greater, Less] };

const DATE: FieldType = FieldType { name: "date", operators: &[Equal, NotEqual, In, NotIn, Greater, Less] };

const CREATED_AT: FieldType = FieldType {
    name: "created_at",
    operators: &[Equal, NotEqual, In, NotIn, Greater, Less, GreaterOrEqual, LessOrEqual],
};

//! What companies can be searched by. The facts stand in `core/catalog/search_fields.toml`; a test compares the two.

use super::field::{ANY, FieldType, STRING, SearchField, TAG, field};
use super::operator::Operator::{Equal, Greater, In, Less, NotEqual, NotIn};

pub(super) static FIELDS: &[SearchField] = &[
    field("company_id", STRING),
    field("created_at", DATE),
    field("last_request_at", DATE),
    field("monthly_spend", INTEGER),
    field("name", STRING),
    field("remote_created_at", DATE),
    field("session_count", INTEGER),
    field("tag_id", TAG),
    field("updated_at", DATE),
    field("user_count", INTEGER),
    field("custom_attributes.{name}", ANY),
];

const INTEGER: FieldType = FieldType { name: "integer", operators: &[Equal, NotEqual, In, NotIn, Greater, Less] };

const DATE: FieldType = FieldType { name: "date", operators: &[Equal, NotEqual, Greater, Less] };

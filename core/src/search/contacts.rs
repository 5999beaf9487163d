//! What contacts can be searched by. The facts stand in `core/catalog/search_fields.toml`; a test compares the two.

use super::field::{ANY, BOOLEAN, FieldType, PREVIEW, STRING, SearchField, TAG, V2_16, field};
use super::operator::Operator::{Equal, Greater, GreaterOrEqual, In, Less, LessOrEqual, NotEqual, NotIn};

pub(super) static FIELDS: &[SearchField] = &[
    field("andoid_sdk_version", STRING),
    field("android_app_name", STRING),
    field("android_app_version", STRING),
    field("android_device", STRING),
    field("android_last_seen_at", DAY),
    field("android_last_seen_at", INSTANT).since(PREVIEW),
    field("android_sdk_version", STRING),
    field("avatar", STRING),
    field("browser", STRING),
    field("browser_language", STRING),
    field("created_at", DAY),
    field("created_at", INSTANT).since(PREVIEW),
    field("email", STRING),
    field("email_domain", STRING),
    field("external_id", STRING),
    field("formatted_phone", STRING).since(V2_16),
    field("has_hard_bounced", BOOLEAN),
    field("id", STRING),
    field("ios_app_device", STRING),
    field("ios_app_name", STRING),
    field("ios_app_version", STRING),
    field("ios_device", STRING),
    field("ios_last_seen_at", DAY),
    field("ios_last_seen_at", INSTANT).since(PREVIEW),
    field("ios_os_version", STRING),
    field("ios_sdk_version", STRING),
    field("language_override", STRING),
    field("last_contacted_at", DAY),
    field("last_contacted_at", INSTANT).since(PREVIEW),
    field("last_email_clicked_at", DAY),
    field("last_email_clicked_at", INSTANT).since(PREVIEW),
    field("last_email_opened_at", DAY),
    field("last_email_opened_at", INSTANT).since(PREVIEW),
    field("last_replied_at", DAY),
    field("last_replied_at", INSTANT).since(PREVIEW),
    field("last_seen_at", DAY),
    field("last_seen_at", INSTANT).since(PREVIEW),
    field("location.city", STRING),
    field("location.country", STRING),
    field("location.region", STRING),
    field("marked_email_as_spam", BOOLEAN),
    field("name", STRING),
    field("os", STRING),
    field("owner_id", INTEGER),
    field("owner_id", STRING).since(V2_16),
    field("owner_id", INTEGER).since(PREVIEW),
    field("phone", STRING),
    field("role", STRING),
    field("segment_id", STRING),
    field("signed_up_at", DAY),
    field("signed_up_at", INSTANT).since(PREVIEW),
    field("tag_id", TAG),
    field("unsubscribed_from_emails", BOOLEAN),
    field("updated_at", DAY),
    field("updated_at", INSTANT).since(PREVIEW),
    field("custom_attributes.{name}", ANY),
];

const INTEGER: FieldType =
    FieldType { name: "integer", operators: &[Equal, NotEqual, In, NotIn, Greater, Less, GreaterOrEqual, LessOrEqual] };

const DAY: FieldType = FieldType { name: "day", operators: &[Equal, Greater, Less] };

const INSTANT: FieldType =
    FieldType { name: "instant", operators: &[Equal, NotEqual, Greater, Less, GreaterOrEqual, LessOrEqual] };

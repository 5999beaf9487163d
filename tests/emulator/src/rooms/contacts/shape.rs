//! What a contact looks like, in the store and on the wire.

use serde_json::{Value, json};

use crate::paging;
use crate::store::{Record, Row, record};
use crate::version::Version;
use crate::workspace::{APP_ID, Workspace};

/// The field of the store that hides a contact from lists. The wire shows it only in the answers to archiving.
pub(super) const ARCHIVED: &str = "archived";

/// A contact nothing is known about yet. The API spells every unknown field out as `null`.
pub(super) fn blank(now: u64) -> Record {
    const UNKNOWN: &[&str] = &[
        "external_id",
        "email",
        "phone",
        "name",
        "avatar",
        "owner_id",
        "signed_up_at",
        "last_seen_at",
        "last_replied_at",
        "last_contacted_at",
        "last_email_opened_at",
        "last_email_clicked_at",
        "language_override",
        "browser",
        "browser_version",
        "browser_language",
        "os",
        "android_app_name",
        "android_app_version",
        "android_device",
        "android_os_version",
        "android_sdk_version",
        "android_last_seen_at",
        "ios_app_name",
        "ios_app_version",
        "ios_device",
        "ios_os_version",
        "ios_sdk_version",
        "ios_last_seen_at",
        "utm_campaign",
        "utm_content",
        "utm_medium",
        "utm_source",
        "utm_term",
        "referrer",
        "enabled_push_messaging",
    ];
    let known = record(json!({
        "type": "contact",
        "workspace_id": APP_ID,
        "role": "user",
        "social_profiles": {"type": "list", "data": []},
        "has_hard_bounced": false,
        "marked_email_as_spam": false,
        "unsubscribed_from_emails": false,
        "created_at": now,
        "updated_at": now,
        "location": {
            "type": "location",
            "country": null,
            "region": null,
            "city": null,
            "country_code": null,
            "continent_code": null,
        },
        "custom_attributes": {},
        ARCHIVED: false,
    }));
    UNKNOWN.iter().map(|name| ((*name).into(), Value::Null)).chain(known).collect()
}

pub(super) fn is_archived(contact: &Row) -> bool {
    contact.record.get(ARCHIVED) == Some(&Value::Bool(true))
}

/// A contact as a version shows it.
pub(crate) fn view(workspace: &Workspace, contact: &Row, version: Version) -> Value {
    let id = contact.id();
    let mut view = contact.record.clone();
    view.remove(ARCHIVED);
    if version < Version::V2_12 {
        view.remove("enabled_push_messaging");
    }
    if version >= Version::V2_16
        && let Some(owner) = view.get("owner_id").and_then(Value::as_u64)
    {
        view.insert("owner_id".into(), owner.to_string().into());
    }
    let none: &[Value] = &[];
    let tags = references("tag", "tags", workspace.contact_tags.of(id));
    let notes = references("note", "notes", workspace.contact_notes.of(id));
    let companies = references("company", "companies", workspace.contact_companies.of(id));
    for (field, items, last) in [
        ("tags", tags.as_slice(), "tags"),
        ("notes", &notes, "notes"),
        ("companies", &companies, "companies"),
        ("opted_in_subscription_types", none, "subscriptions"),
        ("opted_out_subscription_types", none, "subscriptions"),
    ] {
        let url = format!("/contacts/{id}/{last}");
        view.insert(field.into(), paging::preview(items, &url));
    }
    Value::Object(view)
}

/// The short form in which deleting and archiving answer. Up to 2.9 its type stands in `object`.
pub(super) fn reference(contact: &Record, version: Version, done: &str, value: bool) -> Value {
    let mut reference = if version <= Version::V2_9 {
        json!({"object": "contact"})
    } else {
        json!({"type": "contact", "external_id": contact.get("external_id")})
    };
    reference["id"] = json!(contact.get("id"));
    reference[done] = value.into();
    reference
}

fn references<'a>(kind: &str, collection: &str, ids: impl Iterator<Item = (&'a str, u64)>) -> Vec<Value> {
    ids.map(|(id, _)| json!({"type": kind, "id": id, "url": format!("/{collection}/{id}")})).collect()
}

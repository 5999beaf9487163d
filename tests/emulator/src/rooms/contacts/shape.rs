//! What a contact looks like, in the store and on the wire.

use serde_json::{Value, json};
use std::sync::LazyLock;

use super::location;
use crate::paging;
use crate::store::{Record, Row, record};
use crate::version::Version;
use crate::workspace::{APP_ID, Workspace};

/// What the API spells out as `null` when nothing is known about it.
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

/// What is known of every contact, also when the store does not keep it.
const DERIVED: &[&str] = &[
    "role",
    "updated_at",
    "has_hard_bounced",
    "marked_email_as_spam",
    "unsubscribed_from_emails",
    "location",
    "custom_attributes",
];

/// A contact nothing is known about, as the wire shows it.
static BLANK: LazyLock<Record> = LazyLock::new(|| {
    let unknown = UNKNOWN.iter().map(|name| ((*name).to_owned(), Value::Null));
    let known = json!({
        "type": "contact",
        "workspace_id": APP_ID,
        "social_profiles": {"type": "list", "data": []},
    });
    unknown.chain(record(known)).collect()
});

/// A contact nothing is known about yet. The store keeps only what differs from that: `field` and `view` fill it in.
pub(super) fn blank(now: u64) -> Record {
    record(json!({"created_at": now}))
}

/// A field of a contact, whether the store keeps it or not; `null` when nothing is known.
pub(crate) fn field(contact: &Row, name: &str) -> Value {
    match (name, contact.record.get(name)) {
        ("location", place) => location::view(place),
        (_, Some(value)) => value.clone(),
        ("role", None) => "user".into(),
        ("updated_at", None) => json!(contact.record.get("created_at")),
        ("has_hard_bounced" | "marked_email_as_spam" | "unsubscribed_from_emails", None) => false.into(),
        ("custom_attributes", None) => json!({}),
        (_, None) => Value::Null,
    }
}

pub(crate) fn is_user(contact: &Row) -> bool {
    contact.text("role").is_none_or(|role| role == "user")
}

/// A contact as a version shows it.
pub(crate) fn view(workspace: &Workspace, contact: &Row, version: Version) -> Value {
    let id = contact.id();
    let previews = [
        ("tags", references("tag", "tags", workspace.contact_tags.of(id)), "tags"),
        ("notes", references("note", "notes", workspace.contact_notes.of(id)), "notes"),
        ("companies", references("company", "companies", workspace.contact_companies.of(id)), "companies"),
        (
            "opted_in_subscription_types",
            references("subscription", "subscriptions", workspace.contact_opt_ins.of(id)),
            "subscriptions",
        ),
        (
            "opted_out_subscription_types",
            references("subscription", "subscriptions", workspace.contact_opt_outs.of(id)),
            "subscriptions",
        ),
    ];
    let mut view = BLANK.clone();
    let mut set = |name: &str, value: Value| match view.get_mut(name) {
        Some(unknown) => *unknown = value,
        None => drop(view.insert(name.to_owned(), value)),
    };
    for (name, value) in &contact.record {
        set(name, value.clone());
    }
    for name in DERIVED {
        set(name, field(contact, name));
    }
    for (name, items, last) in previews {
        set(name, paging::preview(items, &format!("/contacts/{id}/{last}")));
    }
    set("formatted_phone", json!(contact.text("phone")));
    if version < Version::V2_12 {
        view.remove("enabled_push_messaging");
    }
    if version >= Version::V2_16 {
        view.insert("email_domain".into(), json!(email_domain(contact)));
    }
    if version >= Version::V2_16
        && let Some(owner) = view.get("owner_id").and_then(Value::as_u64)
    {
        view.insert("owner_id".into(), owner.to_string().into());
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

/// What stands behind the `@` of a contact's address.
pub(super) fn email_domain(contact: &Row) -> Option<&str> {
    Some(contact.text("email")?.rsplit_once('@')?.1)
}

fn references<'a>(kind: &str, collection: &str, ids: impl Iterator<Item = (&'a str, u64)>) -> Vec<Value> {
    ids.map(|(id, _)| json!({"type": kind, "id": id, "url": format!("/{collection}/{id}")})).collect()
}

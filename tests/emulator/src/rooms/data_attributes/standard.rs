//! The attributes every workspace has.

use serde_json::{Value, json};

/// Full name, label, type, and whether the API writes it.
type Attribute = (&'static str, &'static str, &'static str, bool);

const OF_COMPANIES: [Attribute; 14] = [
    ("name", "Company name", "string", true),
    ("company_id", "Company ID", "string", false),
    ("last_request_at", "Company last seen", "date", false),
    ("remote_created_at", "Company created at", "date", true),
    ("user_count", "People", "integer", false),
    ("session_count", "Company web sessions", "integer", false),
    ("plan.name", "Plan", "string", false),
    ("monthly_spend", "Monthly spend", "float", true),
    ("size", "Company size", "integer", true),
    ("industry", "Company industry", "string", true),
    ("website", "Company website", "string", true),
    ("id", "ID", "string", false),
    ("created_at", "Created at", "date", false),
    ("updated_at", "Updated at", "date", false),
];

const OF_CONTACTS: [Attribute; 16] = [
    ("id", "ID", "string", false),
    ("role", "Role", "string", true),
    ("name", "Name", "string", true),
    ("email", "Email", "string", true),
    ("phone", "Phone", "string", true),
    ("external_id", "User ID", "string", true),
    ("owner_id", "Owner", "integer", true),
    ("signed_up_at", "Signed up", "date", true),
    ("last_seen_at", "Last seen", "date", true),
    ("last_replied_at", "Last replied", "date", false),
    ("unsubscribed_from_emails", "Unsubscribed from emails", "boolean", true),
    ("has_hard_bounced", "Has hard bounced", "boolean", false),
    ("language_override", "Language override", "string", true),
    ("location.country", "Country", "string", false),
    ("location.city", "City", "string", false),
    ("browser", "Browser", "string", false),
];

/// All of them as the wire shows them; they have no ids.
pub(super) fn attributes() -> impl Iterator<Item = Value> {
    let companies = OF_COMPANIES.iter().map(|attribute| view("company", attribute));
    companies.chain(OF_CONTACTS.iter().map(|attribute| view("contact", attribute)))
}

fn view(model: &str, (full_name, label, data_type, api_writable): &Attribute) -> Value {
    json!({
        "type": "data_attribute",
        "name": full_name.rsplit('.').next(),
        "full_name": full_name,
        "label": label,
        "description": format!("{label} of the {model}"),
        "data_type": data_type,
        "api_writable": api_writable,
        "ui_writable": false,
        "messenger_writable": true,
        "custom": false,
        "archived": false,
        "model": model,
    })
}

//! Visitors: people on a website of whom nothing is known yet but where they clicked.

use serde_json::{Map, Value, json};

use crate::answer::Answer;
use crate::fields;
use crate::options::Options;
use crate::random::Random;
use crate::refusal::Refusal;
use crate::rooms::contacts;
use crate::route::{Context, Route};
use crate::seed::day;
use crate::store::{Record, Row, record};
use crate::workspace::{APP_ID, Workspace};

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/visitors", find_by_user_id),
    Route::put("/visitors", update),
    Route::post("/visitors/convert", convert),
    Route::get("/visitors/{id}", find),
    Route::delete("/visitors/{id}", delete),
];

const PSEUDONYMS: [&str; 3] = ["Violet Suitcase", "Amber Lantern", "Teal Compass"];

pub(crate) fn seed(workspace: &mut Workspace, _: &Options, _: &mut Random) {
    for (number, pseudonym) in PSEUDONYMS.into_iter().enumerate() {
        workspace.visitors.create(record(json!({
            "user_id": format!("visitor-{}", number + 1),
            "pseudonym": pseudonym,
            "created_at": day(number),
            "updated_at": day(number),
        })));
    }
}

fn find_by_user_id(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let user_id = context.query("user_id").unwrap_or_default();
    let found = context.workspace.visitors.find_by("user_id", user_id).next();
    Ok(Answer::json(view(found.ok_or_else(not_found)?)))
}

fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::json(view(context.workspace.visitors.find(&context.id()).ok_or_else(not_found)?)))
}

fn delete(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    let visitor = context.workspace.visitors.remove(&id).ok_or_else(not_found)?;
    Ok(Answer::json(json!({"id": id, "type": "visitor", "user_id": visitor.get("user_id")})).changing(id))
}

fn update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = named_by(context.workspace, &context.body).ok_or_else(not_found)?.id().to_owned();
    let visitor = context.workspace.visitors.find_mut(&id).ok_or_else(not_found)?;
    if let Some(name) = context.body.get("name") {
        visitor.insert("name".into(), name.clone());
    }
    fields::merge_custom_attributes(visitor, &context.body);
    visitor.insert("updated_at".into(), context.now.into());
    let visitor = context.workspace.visitors.find(&id).ok_or_else(not_found)?;
    Ok(Answer::json(view(visitor)).changing(id))
}

/// Makes a visitor a part of the contact the body names, or a contact of its own when there is none.
fn convert(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let named = |name: &str| context.body.get(name).and_then(Value::as_object);
    let Some(role @ ("user" | "lead")) = fields::text(&context.body, "type") else {
        return Err(Refusal::invalid_parameter("type must be user or lead"));
    };
    let visitor = named("visitor").ok_or_else(|| Refusal::missing_parameter("visitor not specified"))?;
    let visitor_id = named_by(context.workspace, visitor).ok_or_else(not_found)?.id().to_owned();
    let nobody = Map::new();
    let user = named("user").unwrap_or(&nobody);
    let known = contact_named_by(context.workspace, user, role);
    if known.is_none() && fields::text(user, "id").is_some() {
        return Err(contacts::not_found());
    }
    let wanted = record(json!({
        "role": role,
        "email": fields::text(user, "email"),
        "external_id": fields::id(user, "user_id").filter(|_| role == "user"),
    }));
    let workspace = &mut *context.workspace;
    let visitor = workspace.visitors.remove(&visitor_id).ok_or_else(not_found)?;
    let id = known.unwrap_or_else(|| contacts::create(workspace, &wanted, context.now));
    if let Some(contact) = workspace.contacts.find_mut(&id) {
        if let Some(name) = visitor.get("name") {
            contact.entry("name").or_insert_with(|| name.clone());
        }
        fields::merge_custom_attributes(contact, &visitor);
        contact.insert("updated_at".into(), context.now.into());
    }
    contacts::changed_contact(context, &id)
}

fn contact_named_by(workspace: &Workspace, user: &Record, role: &str) -> Option<String> {
    let contacts = &workspace.contacts;
    let found = if let Some(id) = fields::text(user, "id") {
        contacts.find(id)
    } else if let Some(user_id) = fields::id(user, "user_id") {
        contacts.find_by("external_id", &user_id).next()
    } else {
        let email = fields::text(user, "email")?;
        contacts.find_by("email", email).find(|contact| contacts::is_user(contact) == (role == "user"))
    };
    found.map(|contact| contact.id().to_owned())
}

fn named_by<'a>(workspace: &'a Workspace, reference: &Record) -> Option<&'a Row> {
    let visitors = &workspace.visitors;
    if let Some(id) = fields::text(reference, "id") {
        return visitors.find(id);
    }
    match fields::text(reference, "user_id") {
        Some(user_id) => visitors.find_by("user_id", user_id).next(),
        None => visitors.find_by("email", fields::text(reference, "email")?).next(),
    }
}

fn view(visitor: &Row) -> Value {
    const UNKNOWN: &[&str] = &[
        "phone",
        "name",
        "pseudonym",
        "last_request_at",
        "owner_id",
        "referrer",
        "utm_campaign",
        "utm_content",
        "utm_medium",
        "utm_source",
        "utm_term",
        "do_not_track",
    ];
    let first_seen = visitor.record.get("created_at");
    let known = record(json!({
        "type": "visitor",
        "anonymous": true,
        "email": "",
        "avatar": {"type": "avatar", "image_url": null},
        "app_id": APP_ID,
        "companies": {"type": "company.list", "companies": []},
        "location_data": {},
        "remote_created_at": first_seen,
        "signed_up_at": first_seen,
        "session_count": 0,
        "social_profiles": {"type": "social_profile.list", "social_profiles": []},
        "unsubscribed_from_emails": false,
        "marked_email_as_spam": false,
        "has_hard_bounced": false,
        "tags": {"type": "tag.list", "tags": []},
        "segments": {"type": "segment.list", "segments": []},
        "custom_attributes": {},
    }));
    let unknown = UNKNOWN.iter().map(|name| ((*name).to_owned(), Value::Null));
    Value::Object(unknown.chain(known).chain(visitor.record.clone()).collect())
}

fn not_found() -> Refusal {
    Refusal::new(404, "not_found", "Visitor Not Found")
}

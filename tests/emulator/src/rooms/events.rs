//! Data events: what contacts did.

use serde_json::{Value, json};
use std::collections::BTreeMap;

use crate::answer::{Answer, Body};
use crate::clock;
use crate::fields;
use crate::paging::{LinkedPage, PageSize};
use crate::refusal::Refusal;
use crate::rooms::contacts;
use crate::route::{Context, Route};
use crate::store::{Row, record};
use crate::workspace::Workspace;

pub(crate) const ROUTES: &[Route] =
    &[Route::get("/events", list), Route::post("/events", create), Route::post("/events/summaries", summarize)];

const PAGE_SIZE: PageSize = PageSize { default: 50, max: 150 };

const MAX_METADATA: usize = 10;

/// How long events are listed.
const LISTED_SECONDS: u64 = 90 * 24 * 60 * 60;

/// Records an event; the same event of the same contact at the same time is one event.
fn create(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let name = fields::text(&context.body, "event_name")
        .ok_or_else(|| Refusal::missing_parameter("event_name not specified"))?
        .to_owned();
    let created_at = match context.body.get("created_at") {
        None | Some(Value::Null) => return Err(Refusal::missing_parameter("created_at not specified")),
        Some(given) => number(given).ok_or_else(|| Refusal::mistyped("created_at", "a time in UNIX seconds"))?,
    };
    let metadata = context.body.get("metadata").cloned().unwrap_or_else(|| json!({}));
    check_metadata(&metadata)?;
    let contact_id = match contact_of(context, |name| fields::id(&context.body, name), "id")? {
        Some(contact) => contact.id().to_owned(),
        None => return Err(Refusal::missing_parameter("one of user_id, id and email must be specified")),
    };
    let workspace = &mut *context.workspace;
    let same = |event: &Row| event.text("event_name") == Some(&name) && event.record["created_at"] == created_at;
    let known = workspace.events.find_by("contact_id", &contact_id).find(|event| same(event));
    let id = match known {
        Some(event) => event.id().to_owned(),
        None => workspace.events.create(record(json!({
            "contact_id": contact_id,
            "event_name": name,
            "created_at": created_at,
            "metadata": metadata,
        }))),
    };
    Ok(Answer::new(202, Body::Empty).changing(id))
}

fn check_metadata(metadata: &Value) -> Result<(), Refusal> {
    let Some(metadata) = metadata.as_object() else {
        return Ok(());
    };
    if metadata.len() > MAX_METADATA {
        let message = format!("metadata has {} keys, at most {MAX_METADATA}", metadata.len());
        return Err(Refusal::invalid_parameter(message));
    }
    // Rich values, such as a link or an amount of money, are flat objects.
    let is_nested = |value: &Value| match value {
        Value::Array(_) => true,
        Value::Object(rich) => rich.values().any(|inner| inner.is_array() || inner.is_object()),
        _ => false,
    };
    match metadata.iter().find(|(_, value)| is_nested(value)) {
        Some((name, _)) => Err(Refusal::invalid_parameter(format!("metadata.{name} must not be nested"))),
        None => Ok(()),
    }
}

/// Counts events that nobody records one by one.
fn summarize(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let user_id = fields::id(&context.body, "user_id");
    let contact = contact_of(context, |name| user_id.clone().filter(|_| name == "user_id"), "id")?;
    let contact_id = contact.ok_or_else(|| Refusal::missing_parameter("user_id not specified"))?.id().to_owned();
    let given = context.body.get("event_summaries").cloned().unwrap_or_default();
    let summaries = match given {
        Value::Array(summaries) => summaries,
        Value::Object(_) => vec![given],
        _ => return Err(Refusal::missing_parameter("event_summaries not specified")),
    };
    for summary in summaries {
        let mut stored = record(json!({"contact_id": contact_id}));
        for name in ["event_name", "count", "first", "last"] {
            stored.insert(name.into(), summary[name].clone());
        }
        context.workspace.event_summaries.create(stored);
    }
    Ok(Answer::empty().changing(contact_id))
}

fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    if context.query("type") != Some("user") {
        return Err(Refusal::invalid_parameter("type must be user"));
    }
    let contact = contact_of(context, |name| context.query(name).map(str::to_owned), "intercom_user_id")?;
    let contact = contact
        .ok_or_else(|| Refusal::missing_parameter("one of user_id, intercom_user_id and email must be specified"))?;
    let mut body = json!({
        "type": "event.list",
        "email": contact.text("email"),
        "intercom_user_id": contact.id(),
        "user_id": contact.text("external_id"),
    });
    if context.query("summary") == Some("true") {
        body["type"] = "event.summary".into();
        body["events"] = summaries(context.workspace, contact).into();
        body["pages"] = json!({});
        return Ok(Answer::json(body));
    }
    let page = LinkedPage::from_query(context, PAGE_SIZE)?;
    let since = match context.query("since").map(str::parse::<u64>) {
        None => 0,
        Some(Ok(since)) => since,
        Some(Err(_)) => return Err(Refusal::invalid_parameter("since must be a time in milliseconds")),
    };
    let oldest = context.now.saturating_sub(LISTED_SECONDS);
    let of_contact = context.workspace.events.find_by("contact_id", contact.id());
    let mut events: Vec<_> = of_contact.map(|event| (moment(event), event)).filter(|(at, _)| *at >= oldest).collect();
    events.sort_by_key(|(at, event)| std::cmp::Reverse((*at, event.sequence)));
    let events = events.into_iter().map(|(at, event)| (at * 1000, event)).filter(|(at, _)| *at > since);
    let (events, pages) = page.cut(context, events, |event| view(event, contact));
    body["events"] = events.into();
    body["pages"] = pages;
    Ok(Answer::json(body))
}

fn view(event: &Row, contact: &Row) -> Value {
    json!({
        "type": "event",
        "id": event.id(),
        "event_name": event.text("event_name"),
        "created_at": event.record.get("created_at"),
        "user_id": contact.text("external_id"),
        "intercom_user_id": contact.id(),
        "email": contact.text("email"),
        "metadata": event.record.get("metadata"),
    })
}

/// How often each event happened, first and last when: those recorded one by one and those that were only counted.
fn summaries(workspace: &Workspace, contact: &Row) -> Vec<Value> {
    let mut by_name: BTreeMap<&str, (u64, u64, u64)> = BTreeMap::new();
    let mut add = |name, count, first: u64, last: u64| {
        let summary = by_name.entry(name).or_insert((0, u64::MAX, 0));
        *summary = (summary.0 + count, summary.1.min(first), summary.2.max(last));
    };
    for event in workspace.events.find_by("contact_id", contact.id()) {
        add(event.text("event_name").unwrap_or_default(), 1, moment(event), moment(event));
    }
    for counted in workspace.event_summaries.find_by("contact_id", contact.id()) {
        let [count, first, last] =
            ["count", "first", "last"].map(|name| number(&counted.record[name]).unwrap_or_default());
        add(counted.text("event_name").unwrap_or_default(), count, first, last);
    }
    let view = |(name, (count, first, last)): (&str, (u64, u64, u64))| json!({"name": name, "first": clock::iso8601(first), "last": clock::iso8601(last), "count": count, "description": ""});
    by_name.into_iter().map(view).collect()
}

/// The contact that is named by `user_id`, by `email` or by its own id. `None` when nothing names one.
fn contact_of<'a>(
    context: &'a Context<'_>,
    given: impl Fn(&str) -> Option<String>,
    own_id: &str,
) -> Result<Option<&'a Row>, Refusal> {
    let contacts = &context.workspace.contacts;
    for (name, field) in [(own_id, "id"), ("user_id", "external_id"), ("email", "email")] {
        let Some(wanted) = given(name) else {
            continue;
        };
        let found = match field {
            "id" => contacts.find(&wanted),
            _ => contacts.find_by(field, &wanted).find(|contact| contact.is_listed()),
        };
        return found.map(Some).ok_or_else(contacts::not_found);
    }
    Ok(None)
}

fn moment(event: &Row) -> u64 {
    number(&event.record["created_at"]).unwrap_or_default()
}

fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

//! The search in all content.

use serde_json::{Value, json};

use super::{KINDS, Kind};
use crate::answer::Answer;
use crate::paging::{NumberedPage, PageSize};
use crate::refusal::Refusal;
use crate::rooms::{articles, folders, tags};
use crate::route::Context;
use crate::search::mentions;
use crate::store::{Record, Row};

const PAGE_SIZE: PageSize = PageSize { default: 10, max: 50 };

const LONGEST_QUERY: usize = 500;

/// The filters by which AI may read a content, and the fields that say so.
const AGENTS: [(&str, &[&str]); 3] = [
    ("copilot_state", &["ai_copilot_availability"]),
    ("fin_service_state", &["ai_chatbot_availability", "ai_agent_availability"]),
    ("fin_sales_state", &["ai_sales_agent_availability"]),
];

/// The filters by who wrote, and the fields that say so.
const WRITERS: [(&str, &[&str]); 2] =
    [("created_by_ids", &["created_by_id", "author_id"]), ("last_updated_by_ids", &["updated_by_id"])];

/// The filters by time, the fields they look at, and whether they are lower bounds.
const BOUNDS: [(&str, &str, bool); 4] = [
    ("created_at_after", "created_at", true),
    ("created_at_before", "created_at", false),
    ("updated_at_after", "updated_at", true),
    ("updated_at_before", "updated_at", false),
];

/// Finds what every filter of the query holds for. Kinds come one after the other, each newest first.
pub(super) fn search(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let context = &*context;
    let length = context.query("query").unwrap_or_default().chars().count();
    if length > LONGEST_QUERY {
        let message = format!("query may have {LONGEST_QUERY} characters at most, not {length}");
        return Err(Refusal::new(422, "validation_error", message));
    }
    let found: Vec<_> = KINDS
        .iter()
        .filter(|kind| {
            values(context, "content_types").is_none_or(|mut kinds| kinds.any(|wanted| wanted == kind.filter))
        })
        .flat_map(|kind| (kind.table)(context.workspace).newest_first().map(move |row| (kind, row)))
        .filter(|(kind, row)| {
            speaks_of(context, kind, row)
                && is_tagged(context, kind, row)
                && values(context, "folder_ids").is_none_or(|mut ids| ids.any(|id| folders::holds(id, row)))
                && has_availability(context, row)
                && is_written_by(context, row)
                && is_of_time(context, row)
        })
        .collect();
    let page = NumberedPage::from_query(context, PAGE_SIZE)?.null_at_the_end();
    Ok(Answer::json(page.select(context, &found, |(kind, row)| view(kind, row)).list_both_ways(context)))
}

/// Whether one and the same of its contents has the words, the state and the locale that are looked for.
fn speaks_of(context: &Context<'_>, kind: &Kind, row: &Row) -> bool {
    contents(kind, row).iter().any(|(locale, content)| {
        let state = content.get("state").and_then(Value::as_str).unwrap_or("published");
        let texts: Vec<_> = kind.texts.iter().filter_map(|field| content.get(*field)?.as_str()).collect();
        context.query("query").is_none_or(|query| mentions(&texts.join(" "), query))
            && values(context, "states").is_none_or(|mut states| states.any(|wanted| wanted == state))
            && values(context, "locales").is_none_or(|mut locales| locales.any(|wanted| wanted == *locale))
    })
}

/// `tag_ids` wants all of its tags or, with `NIN`, none of them; `any_tag_ids` wants one.
fn is_tagged(context: &Context<'_>, kind: &Kind, row: &Row) -> bool {
    let links = tags::links(context.workspace, kind.taggable);
    let has = |tag_id: &str| links.is_some_and(|links| links.of(row.id()).any(|(id, _)| id == tag_id));
    values(context, "tag_ids").is_none_or(|mut ids| match context.query("tag_operator") {
        Some("NIN") => !ids.any(has),
        _ => ids.all(has),
    }) && values(context, "any_tag_ids").is_none_or(|mut ids| ids.any(has))
}

fn has_availability(context: &Context<'_>, row: &Row) -> bool {
    AGENTS.iter().all(|(name, fields)| {
        let on = fields.iter().any(|field| row.record.get(*field) == Some(&Value::Bool(true)));
        context.query(name).is_none_or(|state| on == (state == "on"))
    })
}

fn is_written_by(context: &Context<'_>, row: &Row) -> bool {
    WRITERS.iter().all(|(name, fields)| {
        let writer = fields.iter().find_map(|field| row.record.get(*field)).map(Value::to_string);
        values(context, name).is_none_or(|mut ids| ids.any(|id| writer.as_deref() == Some(id)))
    })
}

fn is_of_time(context: &Context<'_>, row: &Row) -> bool {
    BOUNDS.iter().all(|(name, field, is_lower)| {
        let bound: Option<u64> = context.query(name).and_then(|bound| bound.parse().ok());
        let time = row.record.get(*field).and_then(Value::as_u64).unwrap_or_default();
        bound.is_none_or(|bound| if *is_lower { time > bound } else { time < bound })
    })
}

/// What a content says in each of its locales.
fn contents<'a>(kind: &Kind, row: &'a Row) -> Vec<(&'a str, &'a Record)> {
    match kind.name {
        "article" => articles::contents(row).collect(),
        _ => vec![(row.text("locale").unwrap_or("en"), &row.record)],
    }
}

fn view(kind: &Kind, row: &Row) -> Value {
    let mut view = json!({"type": kind.name, "id": row.id(), "title": row.text("title")});
    if kind.name == "article" {
        view["contents"] = articles::contents(row)
            .map(|(locale, content)| {
                json!({
                    "type": "article_content",
                    "id": articles::content_id(row.id(), locale),
                    "title": content["title"],
                    "locale": locale,
                })
            })
            .collect();
    }
    view
}

/// The values of a parameter that takes several, joined by commas.
fn values<'a>(context: &'a Context<'_>, name: &str) -> Option<impl Iterator<Item = &'a str>> {
    Some(context.query(name)?.split(',').map(str::trim))
}

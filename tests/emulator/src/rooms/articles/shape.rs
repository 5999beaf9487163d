//! What an article looks like, in the store and on the wire.

use serde_json::{Map, Value, json};

use crate::html;
use crate::rooms::{rich_text, standard, tags};
use crate::store::{Record, Row, record};
use crate::workspace::{APP_ID, Workspace};

/// The fields of the store that the wire does not show, or shows otherwise: contents by locale without that of the
/// default one, and the contents of the draft beside the live ones.
pub(super) const TRANSLATIONS: &str = "translations";
pub(super) const DRAFT: &str = "draft";

/// The locale whose content stands in the article itself.
pub(super) const DEFAULT_LOCALE: &str = "en";

/// Times that are written in ISO 8601 and read in UNIX seconds.
pub(super) const SCHEDULES: [&str; 2] = ["scheduled_publish_at", "scheduled_unpublish_at"];

/// What a translation has of its own.
const CONTENT: [&str; 4] = ["title", "description", "author_id", "state"];

pub(super) fn blank(author_id: Option<&Value>, now: u64) -> Record {
    record(json!({
        "type": "article",
        "workspace_id": APP_ID,
        "parent_ids": [],
        "title": "",
        "description": "",
        "body": "",
        "body_markdown": "",
        "author_id": author_id,
        "state": "draft",
        "created_at": now,
        "updated_at": now,
        "has_unpublished_changes": false,
        "draft_updated_at": null,
        "default_locale": DEFAULT_LOCALE,
        "folder_id": null,
        "audience_ids": [],
        "ai_chatbot_availability": true,
        "ai_copilot_availability": true,
        "ai_sales_agent_availability": true,
        "created_by_id": author_id,
        "updated_by_id": author_id,
        "exclude_from_article_suggestions": false,
        "help_center_audience": "everyone",
        "scheduled_publish_at": null,
        "scheduled_unpublish_at": null,
        TRANSLATIONS: {},
    }))
}

/// Lays what a request says over an article.
pub(super) fn assign(article: &mut Record, body: &Record, now: u64) {
    assign_content(article, body);
    standard::assign(article, body, &["folder_id", "audience_ids"]);
    standard::assign(article, body, &standard::AVAILABILITY);
    for field in SCHEDULES {
        if let Some(time) = body.get(field) {
            let seconds = time.as_str().and_then(|time| time.parse::<jiff::Timestamp>().ok());
            article.insert(field.into(), json!(seconds.map(jiff::Timestamp::as_second)));
        }
    }
    if ["parent_id", "parent_ids"].iter().any(|name| body.contains_key(*name)) {
        article.insert("parent_ids".into(), json!(given_parents(body).collect::<Vec<_>>()));
    }
    for (locale, content) in given_translations(body) {
        let Some(Value::Object(translations)) = article.get_mut(TRANSLATIONS) else { continue };
        let known = translations.entry(locale.clone()).or_insert_with(|| {
            json!({
                "type": "article_content",
                "title": "",
                "description": "",
                "body": "",
                "body_markdown": "",
                "author_id": null,
                "state": "draft",
                "created_at": now,
            })
        });
        if let Value::Object(known) = known {
            assign_content(known, content);
            known.insert("updated_at".into(), now.into());
        }
    }
    article.insert("updated_at".into(), now.into());
}

/// Lays the fields that are a locale's own over the content of one.
pub(super) fn assign_content(content: &mut Record, body: &Record) {
    standard::assign(content, body, &CONTENT);
    if let Some(author_id) = standard::number(body, "author_id") {
        content.insert("author_id".into(), author_id.into());
    }
    if let Some(markdown) = body.get("body_markdown").and_then(Value::as_str) {
        content.insert("body".into(), rich_text::from_markdown(markdown).into());
        content.insert("body_markdown".into(), markdown.into());
    }
    if let Some(text) = body.get("body").and_then(Value::as_str) {
        content.insert("body".into(), rich_text::normalized(text).into());
        content.insert("body_markdown".into(), html::plain_text(text).into());
    }
}

/// The parents a request names, by the one field or by the other.
pub(super) fn given_parents(body: &Record) -> impl Iterator<Item = u64> {
    let several = body.get("parent_ids").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_u64);
    standard::number(body, "parent_id").into_iter().chain(several)
}

fn given_translations(body: &Record) -> impl Iterator<Item = (&String, &Record)> {
    let translations = body.get("translated_content").and_then(Value::as_object).into_iter().flatten();
    translations.filter_map(|(locale, content)| Some((locale, content.as_object()?)))
}

/// An article with its statistics.
pub(super) fn view(workspace: &Workspace, article: &Record) -> Value {
    let mut view = list_view(workspace, article);
    view["statistics"] = json!({
        "type": "article_statistics",
        "views": 0,
        "conversations": 0,
        "conversions": 0,
        "reactions": 0,
        "happy_reaction_percentage": 0,
        "neutral_reaction_percentage": 0,
        "sad_reaction_percentage": 0,
        "fin_involvements": 0,
        "fin_resolutions": 0,
        "fin_resolution_rate": 0,
    });
    view
}

/// An article in a list. Only one that is translated spells out its contents by locale.
pub(super) fn list_view(workspace: &Workspace, article: &Record) -> Value {
    let id = article["id"].as_str().unwrap_or_default();
    let mut view = article.clone();
    view.remove(DRAFT);
    view.remove("audience_ids");
    let parent = view["parent_ids"].get(0).cloned().unwrap_or_default();
    view.insert("parent_type".into(), if parent.is_null() { Value::Null } else { "collection".into() });
    view.insert("parent_id".into(), parent);
    view.insert("url".into(), url(article, id, DEFAULT_LOCALE));
    view.insert("tags".into(), tags::list_view(workspace, "articles", id));
    match view.remove(TRANSLATIONS) {
        Some(Value::Object(translations)) if !translations.is_empty() => {
            view.insert("translated_content".into(), translated_content(article, id, translations));
        }
        _ => {
            view.remove("default_locale");
        }
    }
    Value::Object(view)
}

fn translated_content(article: &Record, id: &str, translations: Map<String, Value>) -> Value {
    let mut default = record(json!({"type": "article_content"}));
    let shared = ["title", "description", "body", "body_markdown", "author_id", "state", "created_at", "updated_at"];
    standard::assign(&mut default, article, &shared);
    let mut contents = record(json!({"type": "article_translated_content"}));
    for (locale, content) in std::iter::once((DEFAULT_LOCALE.to_owned(), Value::Object(default))).chain(translations) {
        if let Value::Object(mut content) = content {
            content.insert("url".into(), url(&content, id, &locale));
            content.insert("has_unpublished_changes".into(), article["has_unpublished_changes"].clone());
            contents.insert(locale, content.into());
        }
    }
    contents.into()
}

/// Sets the state of one locale, or of all when none is named.
pub(super) fn set_state(article: &mut Record, locale: Option<&str>, state: &str, now: u64) {
    if locale.is_none_or(|locale| locale == DEFAULT_LOCALE) {
        article.insert("state".into(), state.into());
    }
    if let Some(Value::Object(translations)) = article.get_mut(TRANSLATIONS) {
        for (_, content) in translations.iter_mut().filter(|(known, _)| locale.is_none_or(|locale| locale == *known)) {
            content["state"] = state.into();
        }
    }
    article.insert("updated_at".into(), now.into());
}

/// Where the help center shows a content; nowhere as long as it is a draft.
fn url(content: &Record, id: &str, locale: &str) -> Value {
    if content["state"] != "published" {
        return Value::Null;
    }
    let title = content["title"].as_str().unwrap_or_default();
    format!("https://help.example.com/{locale}/articles/{id}-{}", rich_text::slug(title)).into()
}

/// The contents of an article by locale, the default one first.
pub(crate) fn contents(article: &Row) -> impl Iterator<Item = (&str, &Record)> {
    let translations = article.record[TRANSLATIONS].as_object().into_iter().flatten();
    std::iter::once((DEFAULT_LOCALE, &article.record))
        .chain(translations.filter_map(|(locale, content)| Some((locale.as_str(), content.as_object()?))))
}

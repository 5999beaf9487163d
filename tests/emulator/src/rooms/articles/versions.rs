//! What an article was after each of its changes.

use serde_json::{Value, json};

use super::Articles;
use super::shape::{self, DEFAULT_LOCALE};
use crate::answer::Answer;
use crate::paging::{NumberedPage, PageSize};
use crate::refusal::Refusal;
use crate::rooms::standard;
use crate::route::Context;
use crate::store::{Row, record};
use crate::workspace::Workspace;

const PAGE_SIZE: PageSize = PageSize { default: 25, max: 150 };

/// How many versions of one article are kept, so that a program that changes it without end does not fill the memory.
const MOST_KEPT: usize = 100;

/// Notes the live contents of an article, one version for each locale whose content is not the one noted last.
pub(super) fn keep(workspace: &mut Workspace, id: &str, now: u64) {
    let Some(article) = workspace.articles.find(id) else { return };
    let mut snapshots = Vec::new();
    for (locale, content) in shape::contents(article) {
        let author = content["author_id"].as_u64().or(article.record["author_id"].as_u64()).map(|id| id.to_string());
        let mut snapshot = json!({
            "type": "article_version",
            "article_id": id,
            "author_id": author,
            "created_by_id": author,
            "created_via": "api",
            "locale": locale,
        });
        for field in ["title", "description", "body", "body_markdown", "state"] {
            snapshot[field] = content[field].clone();
        }
        let last = of(workspace, id, locale).next();
        if last.is_none_or(|last| {
            last.record.iter().any(|(name, value)| snapshot.get(name).is_some_and(|new| new != value))
        }) {
            snapshot["from_version_id"] = json!(last.map(Row::id));
            snapshot["created_at"] = now.into();
            snapshot["updated_at"] = now.into();
            snapshots.push(record(snapshot));
        }
    }
    for snapshot in snapshots {
        let version_id = workspace.article_versions.create(snapshot);
        workspace.versions_of_articles.link(id, &version_id, now);
    }
    let kept: Vec<_> = workspace.versions_of_articles.of(id).map(|(version_id, _)| version_id.to_owned()).collect();
    for version_id in &kept[..kept.len().saturating_sub(MOST_KEPT)] {
        workspace.versions_of_articles.unlink(id, version_id);
        workspace.article_versions.remove(version_id);
    }
}

/// Drops the versions of a deleted article.
pub(super) fn forget(workspace: &mut Workspace, id: &str) {
    let kept: Vec<_> = workspace.versions_of_articles.of(id).map(|(version_id, _)| version_id.to_owned()).collect();
    for version_id in kept {
        workspace.article_versions.remove(&version_id);
    }
    workspace.versions_of_articles.forget_from(id);
}

pub(super) fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    let locale = checked_locale(context, &id)?;
    let versions: Vec<_> = of(context.workspace, &id, locale).collect();
    let page = NumberedPage::from_query(context, PAGE_SIZE)?;
    Ok(Answer::json(page.cut(context, &versions, |version| {
        let mut summary = view(version);
        if let Value::Object(summary) = &mut summary {
            for detail in ["body", "body_markdown", "updated_at"] {
                summary.remove(detail);
            }
        }
        summary
    })))
}

pub(super) fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (id, version_id) = (context.id(), context.parameter("version_id"));
    let locale = checked_locale(context, &id)?;
    let version = of(context.workspace, &id, locale).find(|version| version.id() == version_id);
    Ok(Answer::json(view(version.ok_or_else(Refusal::resource_not_found)?)))
}

/// The locale the query names, which must be one of the article's.
fn checked_locale<'a>(context: &'a Context<'_>, id: &str) -> Result<&'a str, Refusal> {
    let article = standard::existing::<Articles>(context.workspace, id)?;
    let locale = context.query("locale").unwrap_or(DEFAULT_LOCALE);
    if shape::contents(article).all(|(known, _)| known != locale) {
        return Err(Refusal::invalid_parameter(format!("the article has no content in the locale {locale:?}")));
    }
    Ok(locale)
}

/// The versions of an article in one locale, newest first.
fn of<'a>(workspace: &'a Workspace, id: &str, locale: &str) -> impl Iterator<Item = &'a Row> {
    let versions: Vec<_> = workspace
        .versions_of_articles
        .of(id)
        .filter_map(|(version_id, _)| workspace.article_versions.find(version_id))
        .filter(|version| version.text("locale") == Some(locale))
        .collect();
    versions.into_iter().rev()
}

fn view(version: &Row) -> Value {
    let mut view = version.record.clone();
    view.remove("locale");
    view.into()
}

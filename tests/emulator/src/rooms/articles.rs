//! Articles of the help center, with their translations, drafts and versions.

use serde_json::Value;

use crate::answer::Answer;
use crate::paging::{NumberedPage, PageSize};
use crate::refusal::Refusal;
use crate::rooms::help_center;
use crate::rooms::standard::{self, Resource};
use crate::route::{Context, Route};
use crate::store::{Record, Row};
use crate::workspace::Workspace;

mod draft;
mod schedule;
mod search;
mod seed;
mod shape;
mod versions;

pub(crate) use schedule::{Schedule, settle};
pub(crate) use seed::seed;
pub(crate) use shape::contents;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/articles", list),
    Route::post("/articles", create),
    Route::get("/articles/search", search::search),
    Route::get("/articles/{id}", standard::find::<Articles>),
    Route::put("/articles/{id}", update),
    Route::delete("/articles/{id}", standard::delete::<Articles>),
    Route::get("/articles/{id}/draft", draft::find),
    Route::put("/articles/{id}/draft", draft::stage),
    Route::post("/articles/{id}/draft/publish", draft::publish),
    Route::get("/articles/{id}/versions", versions::list),
    Route::get("/articles/{id}/versions/{version_id}", versions::find),
];

pub(crate) struct Articles;

impl Resource for Articles {
    const OBJECT: &'static str = "article";
    const PAGE_SIZE: PageSize = PageSize { default: 25, max: 150 };

    standard::kept_in!(articles);

    fn view(context: &Context<'_>, row: &Row) -> Value {
        shape::view(context.workspace, &row.record)
    }

    fn forget(workspace: &mut Workspace, id: &str) {
        workspace.article_tags.forget_from(id);
        versions::forget(workspace, id);
    }
}

/// Writes an article from the fields of a request that was found sound.
fn store(workspace: &mut Workspace, body: &Record, now: u64) -> String {
    let mut article = shape::blank(body.get("author_id"), now);
    shape::assign(&mut article, body, now);
    let id = workspace.articles.create(article);
    versions::keep(workspace, &id, now);
    schedule::note(workspace, &id);
    id
}

fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let workspace = &*context.workspace;
    let page = NumberedPage::from_query(context, Articles::PAGE_SIZE)?;
    let articles: Vec<_> = workspace.articles.newest_first().collect();
    Ok(Answer::json(page.cut(context, &articles, |article| shape::list_view(workspace, &article.record))))
}

fn create(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    check(context)?;
    let id = store(context.workspace, &context.body, context.now);
    standard::changed::<Articles>(context, &id)
}

fn update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    standard::existing::<Articles>(context.workspace, &id)?;
    check(context)?;
    let article = standard::existing_mut::<Articles>(context.workspace, &id)?;
    shape::assign(article, &context.body, context.now);
    versions::keep(context.workspace, &id, context.now);
    schedule::note(context.workspace, &id);
    standard::changed::<Articles>(context, &id)
}

/// Refuses a body whose author is no admin, whose parents are no collections, or whose state or dates are none.
fn check(context: &Context<'_>) -> Result<(), Refusal> {
    standard::check_admin(context.workspace, &context.body, "author_id")?;
    standard::check_choice(400, &context.body, "state", &["published", "draft"])?;
    for parent in shape::given_parents(&context.body) {
        help_center::check_parent(context.workspace, parent)?;
    }
    for field in shape::SCHEDULES {
        if let Some(Value::String(time)) = context.body.get(field)
            && time.parse::<jiff::Timestamp>().is_err()
        {
            return Err(Refusal::invalid_parameter(format!("{field} must be a time in ISO 8601, not {time:?}")));
        }
    }
    Ok(())
}

/// The id of the content of one locale, for the places where contents are named one by one.
pub(crate) fn content_id(id: &str, locale: &str) -> String {
    format!("{id}-{locale}")
}

/// The article and the locale a content id stands for.
pub(crate) fn split_content_id(content_id: &str) -> (&str, Option<&str>) {
    content_id.split_once('-').map_or((content_id, None), |(id, locale)| (id, Some(locale)))
}

/// Publishes or withdraws the content of one locale, or of all when none is named.
pub(crate) fn set_state(workspace: &mut Workspace, id: &str, locale: Option<&str>, state: &str, now: u64) {
    if let Some(article) = workspace.articles.find_mut(id) {
        shape::set_state(article, locale, state, now);
    }
}

/// Takes the articles of deleted collections out of them.
pub(crate) fn leave_collections(workspace: &mut Workspace, collection_ids: &[String]) {
    let ids: Vec<_> = workspace.articles.oldest_first().map(|article| article.id().to_owned()).collect();
    for id in ids {
        if let Some(article) = workspace.articles.find_mut(&id)
            && let Some(Value::Array(parents)) = article.get_mut("parent_ids")
        {
            parents.retain(|parent| !collection_ids.contains(&parent.to_string()));
        }
    }
}

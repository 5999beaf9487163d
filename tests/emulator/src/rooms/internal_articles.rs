//! Internal articles: what teammates and the AI may read, and customers may not.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::fields;
use crate::html;
use crate::paging::{NumberedPage, PageSize};
use crate::refusal::Refusal;
use crate::rooms::standard::{self, Resource};
use crate::rooms::{admins, folders, rich_text, tags};
use crate::route::{Context, Route};
use crate::store::{Record, Row, record};
use crate::workspace::Workspace;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/internal_articles", standard::list::<InternalArticles>),
    Route::post("/internal_articles", create),
    Route::get("/internal_articles/search", search),
    Route::get("/internal_articles/{id}", standard::find::<InternalArticles>),
    Route::put("/internal_articles/{id}", update),
    Route::delete("/internal_articles/{id}", standard::delete::<InternalArticles>),
];

const SEARCH_PAGE_SIZE: PageSize = PageSize { default: 10, max: 150 };

pub(crate) struct InternalArticles;

impl Resource for InternalArticles {
    const OBJECT: &'static str = "internal_article";
    const PAGE_SIZE: PageSize = PageSize { default: 25, max: 150 };

    standard::kept_in!(internal_articles);

    fn view(context: &Context<'_>, row: &Row) -> Value {
        let mut view = row.record.clone();
        view.insert("tags".into(), tags::list_view(context.workspace, "internal_articles", row.id()));
        view.into()
    }

    fn forget(workspace: &mut Workspace, id: &str) {
        workspace.internal_article_tags.forget_from(id);
    }
}

fn create(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    check(context)?;
    let article = new(&context.body);
    standard::create::<InternalArticles>(context, article)
}

fn update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    standard::existing::<InternalArticles>(context.workspace, &id)?;
    check(context)?;
    let article = standard::existing_mut::<InternalArticles>(context.workspace, &id)?;
    assign(article, &context.body);
    standard::update::<InternalArticles>(context, &[])
}

fn check(context: &Context<'_>) -> Result<(), Refusal> {
    for field in ["author_id", "owner_id"] {
        standard::check_admin(context.workspace, &context.body, field)?;
    }
    folders::check_folder(context.workspace, &context.body)
}

fn new(body: &Record) -> Record {
    let mut article = record(json!({
        "type": "internal_article",
        "title": "",
        "body": "",
        "body_markdown": "",
        "locale": "en",
        "folder_id": null,
        "audience_ids": [],
        "ai_chatbot_availability": false,
        "ai_copilot_availability": false,
        "ai_sales_agent_availability": false,
    }));
    assign(&mut article, body);
    article
}

fn assign(article: &mut Record, body: &Record) {
    standard::assign(article, body, &["title", "locale", "folder_id", "audience_ids"]);
    standard::assign(article, body, &standard::AVAILABILITY);
    for field in ["author_id", "owner_id"] {
        if let Some(id) = standard::number(body, field) {
            article.insert(field.into(), id.into());
        }
    }
    if let Some(markdown) = fields::text(body, "body_markdown") {
        article.insert("body".into(), rich_text::from_markdown(markdown).into());
        article.insert("body_markdown".into(), markdown.into());
    }
    if let Some(text) = fields::text(body, "body") {
        article.insert("body".into(), text.into());
        article.insert("body_markdown".into(), html::plain_text(text).into());
    }
}

/// The internal articles of a folder, or all.
fn search(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let context = &*context;
    let folder = context.query("folder_id");
    let articles: Vec<_> = InternalArticles::table(context.workspace)
        .newest_first()
        .filter(|article| folder.is_none_or(|id| folders::holds(id, article)))
        .collect();
    let page = NumberedPage::from_query(context, SEARCH_PAGE_SIZE)?;
    let mut body = page.cut(context, &articles, |article| InternalArticles::view(context, article));
    body["data"] = json!({"internal_articles": body["data"].take()});
    Ok(Answer::json(body))
}

pub(crate) fn seed(workspace: &mut Workspace, now: u64) {
    let owner = admins::token_owner(workspace).map(Row::id);
    let articles = [
        ("How we refund", "Ask twice, then refund. Nobody ever regretted it."),
        ("When the pager rings", "Look at the graphs first, at the logs second, at the clock never."),
    ]
    .map(|(title, body)| new(&record(json!({"title": title, "body": body, "author_id": owner, "owner_id": owner}))));
    for mut article in articles {
        article.extend(record(json!({"created_at": now, "updated_at": now})));
        workspace.internal_articles.create(article);
    }
}

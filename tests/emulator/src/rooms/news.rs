//! News items, and the newsfeeds that show them.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::fields;
use crate::paging::{NumberedPage, PageSize};
use crate::refusal::Refusal;
use crate::rooms::admins;
use crate::rooms::standard::{self, Resource};
use crate::route::{Context, Route};
use crate::store::{Record, Row, record};
use crate::workspace::{APP_ID, Workspace};

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/news/news_items", standard::list::<NewsItems>),
    Route::post("/news/news_items", create),
    Route::get("/news/news_items/{id}", standard::find::<NewsItems>),
    Route::put("/news/news_items/{id}", update),
    Route::delete("/news/news_items/{id}", standard::delete::<NewsItems>),
    Route::get("/news/newsfeeds", standard::list::<Newsfeeds>),
    Route::get("/news/newsfeeds/{id}", standard::find::<Newsfeeds>),
    Route::get("/news/newsfeeds/{id}/items", list_live),
];

const LIVE_PAGE_SIZE: PageSize = PageSize { default: 20, max: 150 };

struct NewsItems;

struct Newsfeeds;

impl Resource for NewsItems {
    const OBJECT: &'static str = "news-item";
    const PAGE_SIZE: PageSize = PageSize { default: 10, max: 150 };

    standard::kept_in!(news_items);
}

impl Resource for Newsfeeds {
    const OBJECT: &'static str = "newsfeed";
    const PAGE_SIZE: PageSize = PageSize { default: 10, max: 150 };

    standard::kept_in!(newsfeeds);
}

fn create(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    check(context)?;
    let item = new(&context.body, context.now);
    standard::create::<NewsItems>(context, item)
}

fn update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    standard::existing::<NewsItems>(context.workspace, &id)?;
    check(context)?;
    let item = standard::existing_mut::<NewsItems>(context.workspace, &id)?;
    assign(item, &context.body, context.now);
    standard::update::<NewsItems>(context, &[])
}

/// The live items that are assigned to a newsfeed and whose time has come.
fn list_live(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let context = &*context;
    let id = context.id();
    standard::existing::<Newsfeeds>(context.workspace, &id)?;
    let items: Vec<_> = NewsItems::table(context.workspace)
        .newest_first()
        .filter(|item| item.text("state") == Some("live"))
        .filter(|item| assignments(&item.record).any(|assignment| is_shown(assignment, &id, context.now)))
        .collect();
    let page = NumberedPage::from_query(context, LIVE_PAGE_SIZE)?;
    Ok(Answer::json(page.cut(context, &items, |item| NewsItems::view(context, item))))
}

fn is_shown(assignment: &Value, newsfeed_id: &str, now: u64) -> bool {
    assignment.as_object().is_some_and(|assignment| standard::names(assignment, "newsfeed_id", newsfeed_id))
        && assignment["published_at"].as_u64().is_none_or(|published_at| published_at <= now)
}

/// Refuses a sender that is no admin, a state that is none, and a newsfeed that is not there.
fn check(context: &Context<'_>) -> Result<(), Refusal> {
    standard::check_admin(context.workspace, &context.body, "sender_id")?;
    standard::check_choice(400, &context.body, "state", &["draft", "live"])?;
    for assignment in assignments(&context.body) {
        let id =
            assignment.as_object().and_then(|assignment| fields::id(assignment, "newsfeed_id")).unwrap_or_default();
        if context.workspace.newsfeeds.find(&id).is_none() {
            return Err(Refusal::invalid_parameter(format!("newsfeed_id must be a newsfeed, and {id:?} is none")));
        }
    }
    Ok(())
}

fn new(body: &Record, now: u64) -> Record {
    let mut item = record(json!({
        "type": "news-item",
        "workspace_id": APP_ID,
        "title": "",
        "body": "",
        "sender_id": null,
        "state": "draft",
        "labels": [],
        "cover_image_url": null,
        "reactions": [null, null, null, null],
        "deliver_silently": false,
        "newsfeed_assignments": [],
    }));
    assign(&mut item, body, now);
    item
}

fn assign(item: &mut Record, body: &Record, now: u64) {
    standard::assign(item, body, &["title", "body", "state", "labels", "reactions", "deliver_silently"]);
    if let Some(sender_id) = standard::number(body, "sender_id") {
        item.insert("sender_id".into(), sender_id.into());
    }
    if body.contains_key("newsfeed_assignments") {
        let assignments: Vec<_> = assignments(body)
            .filter_map(Value::as_object)
            .map(|assignment| {
                json!({
                    "newsfeed_id": standard::number(assignment, "newsfeed_id"),
                    "published_at": standard::number(assignment, "published_at").unwrap_or(now),
                })
            })
            .collect();
        item.insert("newsfeed_assignments".into(), assignments.into());
    }
}

fn assignments(item: &Record) -> impl Iterator<Item = &Value> {
    item.get("newsfeed_assignments").and_then(Value::as_array).into_iter().flatten()
}

pub(crate) fn seed(workspace: &mut Workspace, now: u64) {
    let [visitors, _] = ["Visitors", "Customers"].map(|name| {
        workspace.newsfeeds.create(record(json!({
            "type": "newsfeed",
            "name": name,
            "created_at": now,
            "updated_at": now,
        })))
    });
    let sender_id = admins::token_owner(workspace).map(Row::id);
    let live = json!([{"newsfeed_id": visitors, "published_at": now}]);
    let items = [
        ("Dark mode is here", "<p>Easier on the eyes, at last.</p>", "live", live),
        ("Something is coming", "<p>We cannot say what.</p>", "draft", json!([])),
    ]
    .map(|(title, body, state, assignments)| {
        let body = json!({
            "title": title,
            "body": body,
            "state": state,
            "sender_id": sender_id,
            "newsfeed_assignments": assignments,
        });
        new(&record(body), now)
    });
    for mut item in items {
        item.extend(record(json!({"created_at": now, "updated_at": now})));
        workspace.news_items.create(item);
    }
}

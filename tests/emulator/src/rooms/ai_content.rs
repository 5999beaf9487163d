//! What the AI may read from elsewhere: import sources, and the external pages that come from them.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::fields;
use crate::refusal::Refusal;
use crate::rooms::standard::{self, Resource};
use crate::route::{Context, Route};
use crate::store::{Record, Row, record};
use crate::workspace::Workspace;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/ai/content_import_sources", standard::list::<ImportSources>),
    Route::post("/ai/content_import_sources", create_source),
    Route::get("/ai/content_import_sources/{id}", standard::find::<ImportSources>),
    Route::put("/ai/content_import_sources/{id}", update_source),
    Route::delete("/ai/content_import_sources/{id}", standard::delete_silently::<ImportSources>),
    Route::get("/ai/external_pages", standard::list::<ExternalPages>),
    Route::post("/ai/external_pages", create_or_update_page),
    Route::get("/ai/external_pages/{id}", standard::find::<ExternalPages>),
    Route::put("/ai/external_pages/{id}", update_page),
    Route::delete("/ai/external_pages/{id}", delete_page),
];

struct ImportSources;

pub(crate) struct ExternalPages;

impl Resource for ImportSources {
    const OBJECT: &'static str = "content_import_source";

    standard::kept_in!(import_sources);

    fn not_found() -> Refusal {
        Refusal::new(404, "import_source_not_found", "Content Import Source not found")
    }

    fn view(_: &Context<'_>, row: &Row) -> Value {
        standard::with_numeric_id(row).into()
    }

    /// The pages of a source go with it.
    fn forget(workspace: &mut Workspace, id: &str) {
        workspace.external_pages.remove_where(|page| comes_from(page, id));
    }
}

impl Resource for ExternalPages {
    const OBJECT: &'static str = "external_page";

    standard::kept_in!(external_pages);

    /// The older name of a field is shown beside the newer one.
    fn view(_: &Context<'_>, row: &Row) -> Value {
        let mut view = row.record.clone();
        let available = view.get("ai_agent_availability").cloned();
        view.insert("fin_availability".into(), available.into());
        view.into()
    }
}

const SOURCE_FIELDS: [&str; 4] = ["sync_behavior", "status", "url", "audience_ids"];

fn create_source(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    if fields::text(&context.body, "sync_behavior") != Some("api") {
        return Err(Refusal::invalid_parameter("sync_behavior must be api for a source made over the API"));
    }
    check_source(&context.body)?;
    let mut source = record(json!({
        "type": "content_import_source",
        "status": "active",
        "last_synced_at": context.now,
        "audience_ids": [],
    }));
    standard::assign(&mut source, &context.body, &SOURCE_FIELDS);
    list_audiences(&mut source);
    standard::create::<ImportSources>(context, source)
}

fn update_source(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    standard::existing::<ImportSources>(context.workspace, &context.id())?;
    check_source(&context.body)?;
    list_audiences(&mut context.body);
    standard::update::<ImportSources>(context, &SOURCE_FIELDS)
}

/// Refuses words that say nothing. Requests and answers do not spell the automatic synchronisation alike.
fn check_source(body: &Record) -> Result<(), Refusal> {
    standard::check_choice(400, body, "sync_behavior", &["api", "automatic", "automated", "manual"])?;
    standard::check_choice(400, body, "status", &["active", "deactivated"])
}

/// One audience may be given without a list around it.
fn list_audiences(source: &mut Record) {
    if let Some(one @ Value::Number(_)) = source.get("audience_ids").cloned() {
        source.insert("audience_ids".into(), json!([one]));
    }
}

const PAGE_FIELDS: [&str; 7] =
    ["title", "html", "url", "locale", "external_id", "ai_copilot_availability", "ai_sales_agent_availability"];

/// Creates a page, or updates the one the source has under that external id.
fn create_or_update_page(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let source_id = checked_source(context)?.unwrap_or_default();
    let external_id = fields::text(&context.body, "external_id");
    let known = context
        .workspace
        .external_pages
        .oldest_first()
        .find(|page| comes_from(page, &source_id) && page.text("external_id") == external_id)
        .map(|page| page.id().to_owned());
    if let Some(id) = known {
        return change_page(context, &id);
    }
    let mut page = record(json!({
        "type": "external_page",
        "url": null,
        "locale": "en",
        "ai_agent_availability": true,
        "ai_copilot_availability": true,
        "ai_sales_agent_availability": true,
        "last_ingested_at": context.now,
    }));
    assign_page(&mut page, &context.body);
    standard::create::<ExternalPages>(context, page)
}

fn update_page(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    standard::existing::<ExternalPages>(context.workspace, &id)?;
    checked_source(context)?;
    change_page(context, &id)
}

/// The answer to a deletion is the page itself, emptied.
fn delete_page(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    let context = &mut *context;
    let mut view = ExternalPages::view(context, standard::existing::<ExternalPages>(context.workspace, &id)?);
    standard::remove::<ExternalPages>(context, &id)?;
    view["html"] = "".into();
    Ok(Answer::json(view).changing(id))
}

fn change_page(context: &mut Context<'_>, id: &str) -> Result<Answer, Refusal> {
    let page = standard::existing_mut::<ExternalPages>(context.workspace, id)?;
    assign_page(page, &context.body);
    for time in ["updated_at", "last_ingested_at"] {
        page.insert(time.into(), context.now.into());
    }
    standard::changed::<ExternalPages>(context, id)
}

fn assign_page(page: &mut Record, body: &Record) {
    standard::assign(page, body, &PAGE_FIELDS);
    for name in ["fin_availability", "ai_agent_availability"] {
        if let Some(available @ Value::Bool(_)) = body.get(name) {
            page.insert("ai_agent_availability".into(), available.clone());
        }
    }
    if let Some(source_id) = standard::number(body, "source_id") {
        page.insert("source_id".into(), source_id.into());
    }
}

/// The source the body names, which must be there.
fn checked_source(context: &Context<'_>) -> Result<Option<String>, Refusal> {
    let id = fields::id(&context.body, "source_id");
    if let Some(id) = &id {
        standard::existing::<ImportSources>(context.workspace, id)?;
    }
    Ok(id)
}

fn comes_from(page: &Row, source_id: &str) -> bool {
    standard::names(&page.record, "source_id", source_id)
}

pub(crate) fn seed(workspace: &mut Workspace, now: u64) {
    let source_id = workspace.import_sources.create(record(json!({
        "type": "content_import_source",
        "status": "active",
        "last_synced_at": now,
        "sync_behavior": "api",
        "url": "https://docs.example.com",
        "audience_ids": [],
        "created_at": now,
        "updated_at": now,
    })));
    for (number, title) in ["Installation", "Upgrading"].into_iter().enumerate() {
        workspace.external_pages.create(record(json!({
            "type": "external_page",
            "title": title,
            "html": format!("<h1>{title}</h1><p>It takes a minute.</p>"),
            "url": format!("https://docs.example.com/{}", title.to_lowercase()),
            "ai_agent_availability": true,
            "ai_copilot_availability": true,
            "ai_sales_agent_availability": true,
            "locale": "en",
            "source_id": source_id.parse::<u64>().ok(),
            "external_id": format!("page-{}", number + 1),
            "created_at": now,
            "updated_at": now,
            "last_ingested_at": now,
        })));
    }
}

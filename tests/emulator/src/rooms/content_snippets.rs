//! Content snippets: short texts for the AI and for teammates.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::fields;
use crate::html;
use crate::paging::PageSize;
use crate::refusal::Refusal;
use crate::rooms::standard::{self, Resource};
use crate::rooms::{audiences, rich_text};
use crate::route::{Context, Route};
use crate::store::{Record, Row, record};
use crate::workspace::Workspace;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/content_snippets", standard::list_flat::<ContentSnippets>),
    Route::post("/content_snippets", create),
    Route::get("/content_snippets/{id}", standard::find::<ContentSnippets>),
    Route::put("/content_snippets/{id}", update),
    Route::delete("/content_snippets/{id}", standard::delete_silently::<ContentSnippets>),
];

const LONGEST_TITLE: usize = 255;

pub(crate) struct ContentSnippets;

impl Resource for ContentSnippets {
    const OBJECT: &'static str = "content_snippet";
    const PAGE_SIZE: PageSize = PageSize { default: 50, max: 50 };

    standard::kept_in!(content_snippets);

    fn not_found() -> Refusal {
        Refusal::new(404, "content_snippet_not_found", "Content Snippet not found")
    }

    /// The two older fields say the same as two of the newer ones, in numbers.
    fn view(_: &Context<'_>, row: &Row) -> Value {
        let mut view = row.record.clone();
        for (older, newer) in
            [("chatbot_availability", "ai_chatbot_availability"), ("copilot_availability", "ai_copilot_availability")]
        {
            let available = view.get(newer) == Some(&Value::Bool(true));
            view.insert(older.into(), u8::from(available).into());
        }
        view.into()
    }

    fn forget(workspace: &mut Workspace, id: &str) {
        workspace.content_snippet_tags.forget_from(id);
    }
}

fn create(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    check(context)?;
    let snippet = new(&context.body);
    standard::create::<ContentSnippets>(context, snippet).map(standard::created)
}

fn update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    standard::existing::<ContentSnippets>(context.workspace, &id)?;
    check(context)?;
    let snippet = standard::existing_mut::<ContentSnippets>(context.workspace, &id)?;
    assign(snippet, &context.body);
    standard::update::<ContentSnippets>(context, &[])
}

fn check(context: &Context<'_>) -> Result<(), Refusal> {
    let title = fields::text(&context.body, "title").unwrap_or_default().chars().count();
    if title > LONGEST_TITLE {
        let message = format!("title may have {LONGEST_TITLE} characters at most, not {title}");
        return Err(Refusal::new(422, "parameter_invalid", message));
    }
    audiences::check(context.workspace, &context.body)
}

fn new(body: &Record) -> Record {
    let mut snippet = record(json!({
        "type": "content_snippet",
        "title": null,
        "locale": "en",
        "json_blocks": [],
        "body_markdown": null,
        "ai_chatbot_availability": false,
        "ai_copilot_availability": false,
        "ai_sales_agent_availability": false,
        "audience_ids": [],
    }));
    assign(&mut snippet, body);
    snippet
}

/// The text comes as Markdown or as blocks, and each is made from the other.
fn assign(snippet: &mut Record, body: &Record) {
    standard::assign(snippet, body, &["title", "locale", "audience_ids"]);
    standard::assign(snippet, body, &standard::AVAILABILITY);
    if let Some(Value::Array(blocks)) = body.get("json_blocks") {
        let texts: Vec<_> = blocks.iter().filter_map(|block| block["text"].as_str()).map(html::plain_text).collect();
        snippet.insert("body_markdown".into(), texts.join("\n\n").into());
        snippet.insert("json_blocks".into(), blocks.clone().into());
    }
    if let Some(markdown) = fields::text(body, "body_markdown") {
        let blocks: Value =
            rich_text::paragraphs(markdown).map(|text| json!({"type": "paragraph", "text": text})).collect();
        snippet.insert("json_blocks".into(), blocks);
        snippet.insert("body_markdown".into(), markdown.into());
    }
}

pub(crate) fn seed(workspace: &mut Workspace, now: u64) {
    for (title, text) in [
        ("Opening hours", "We answer from nine to five, and dream of it at night."),
        ("Where we are", "In a cellar without windows, on the first floor."),
    ] {
        let body = json!({"title": title, "body_markdown": text, "ai_copilot_availability": true});
        let mut snippet = new(&record(body));
        snippet.extend(record(json!({"created_at": now, "updated_at": now})));
        workspace.content_snippets.create(snippet);
    }
}

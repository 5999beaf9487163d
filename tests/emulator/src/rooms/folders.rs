//! Folders, in which teammates keep content.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::fields;
use crate::paging::PageSize;
use crate::refusal::Refusal;
use crate::rooms::standard::{self, Resource};
use crate::route::{Context, Route};
use crate::store::{Record, Row, record};
use crate::workspace::Workspace;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/folders", list),
    Route::post("/folders", create),
    Route::get("/folders/{id}", standard::find::<Folders>),
    Route::put("/folders/{id}", update),
    Route::delete("/folders/{id}", delete),
];

const FIELDS: [&str; 4] = ["name", "description", "emoji", "parent_folder_id"];

struct Folders;

impl Resource for Folders {
    const OBJECT: &'static str = "folder";
    const PAGE_SIZE: PageSize = PageSize { default: 50, max: 150 };

    standard::kept_in!(folders);

    fn view(context: &Context<'_>, row: &Row) -> Value {
        let mut view = standard::with_numeric_id(row);
        view.insert("content_count".into(), content_count(context.workspace, row.id()).into());
        view.into()
    }

    fn check_deletion(context: &Context<'_>, row: &Row) -> Result<(), Refusal> {
        let mut inside = context.workspace.folders.oldest_first().filter(|folder| is_inside(folder, row.id()));
        if content_count(context.workspace, row.id()) == 0 && inside.next().is_none() {
            return Ok(());
        }
        Err(Refusal::new(422, "validation_error", "the folder is not empty"))
    }
}

/// Refuses a body whose folder is not there.
pub(crate) fn check_folder(workspace: &Workspace, body: &Record) -> Result<(), Refusal> {
    match fields::id(body, "folder_id") {
        Some(id) if workspace.folders.find(&id).is_none() => Err(Refusal::resource_not_found()),
        _ => Ok(()),
    }
}

/// Whether an article is kept in a folder.
pub(crate) fn holds(id: &str, article: &Row) -> bool {
    standard::names(&article.record, "folder_id", id)
}

fn content_count(workspace: &Workspace, id: &str) -> usize {
    [&workspace.articles, &workspace.internal_articles]
        .iter()
        .map(|table| table.oldest_first().filter(|article| holds(id, article)).count())
        .sum()
}

fn is_inside(folder: &Row, id: &str) -> bool {
    standard::names(&folder.record, "parent_folder_id", id)
}

fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let parent = context.query("parent_folder_id");
    let page = standard::page::<Folders>(context, |folder| parent.is_none_or(|id| is_inside(folder, id)))?;
    Ok(Answer::json(page.list()))
}

fn create(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let given = given(context);
    check_parent(context.workspace, &given, None)?;
    let mut folder = record(json!({"description": null, "emoji": null, "parent_folder_id": null}));
    standard::assign(&mut folder, &given, &FIELDS);
    standard::create::<Folders>(context, folder)
}

fn update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    standard::existing::<Folders>(context.workspace, &id)?;
    let given = given(context);
    check_parent(context.workspace, &given, Some(&id))?;
    context.body = given;
    standard::update::<Folders>(context, &FIELDS)
}

fn delete(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let mut folder = standard::with_numeric_id(standard::existing::<Folders>(context.workspace, &context.id())?);
    standard::delete::<Folders>(context).map(|answer| {
        let changed = answer.changed.unwrap_or_default();
        let body = json!({"id": folder.remove("id"), "object": Folders::OBJECT, "deleted": true});
        Answer::json(body).changing(changed)
    })
}

/// The folder of a request, which stands in an object of its own.
fn given(context: &mut Context<'_>) -> Record {
    match context.body.remove("folder") {
        Some(Value::Object(folder)) => folder,
        _ => Record::new(),
    }
}

/// Refuses a parent that is not there, or that stands in the folder at hand.
fn check_parent(workspace: &Workspace, given: &Record, id: Option<&str>) -> Result<(), Refusal> {
    let Some(parent) = fields::id(given, "parent_folder_id") else { return Ok(()) };
    let folder = workspace.folders.find(&parent);
    if folder.is_none() {
        return Err(Refusal::invalid_parameter(format!("parent_folder_id must be a folder, and {parent} is none")));
    }
    let mut above = std::iter::successors(folder, |folder| {
        workspace.folders.find(&fields::id(&folder.record, "parent_folder_id")?)
    });
    if id.is_some_and(|id| above.any(|folder| folder.id() == id)) {
        return Err(Refusal::invalid_parameter("a folder cannot stand in itself"));
    }
    Ok(())
}

pub(crate) fn seed(workspace: &mut Workspace, now: u64) {
    for (name, emoji) in [("Onboarding", "🚪"), ("Policies", "📜")] {
        workspace.folders.create(record(json!({
            "name": name,
            "description": null,
            "emoji": emoji,
            "parent_folder_id": null,
            "created_at": now,
            "updated_at": now,
        })));
    }
}

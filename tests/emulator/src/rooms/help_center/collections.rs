//! Collections of articles, which may stand in each other.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::fields;
use crate::paging::PageSize;
use crate::refusal::Refusal;
use crate::rooms::standard::{self, Resource};
use crate::rooms::{articles, rich_text};
use crate::route::Context;
use crate::store::{Record, Row, record};
use crate::version::Version;
use crate::workspace::{APP_ID, Workspace};

pub(super) struct Collections;

/// How deep collections stand in each other at most.
const MAX_DEPTH: usize = 3;

impl Resource for Collections {
    const OBJECT: &'static str = "collection";
    const PAGE_SIZE: PageSize = PageSize { default: 20, max: 150 };

    standard::kept_in!(collections);

    fn view(_: &Context<'_>, row: &Row) -> Value {
        view(row)
    }

    /// The collections inside go too; the articles stay, and stand in none.
    fn forget(workspace: &mut Workspace, id: &str) {
        let mut gone = vec![id.to_owned()];
        let mut next = 0;
        while let Some(parent) = gone.get(next).cloned() {
            let inside = workspace.collections.oldest_first().filter(|row| row.text("parent_id") == Some(&parent));
            gone.extend(inside.map(|row| row.id().to_owned()));
            next += 1;
        }
        for id in &gone {
            workspace.collections.remove(id);
        }
        articles::leave_collections(workspace, &gone);
    }
}

/// Writes a collection from the fields of a request that was found sound.
pub(super) fn store(workspace: &mut Workspace, body: &Record, now: u64) -> String {
    let order = workspace.collections.oldest_first().count() + 1;
    let mut collection = record(json!({
        "type": "collection",
        "workspace_id": APP_ID,
        "name": "",
        "description": "",
        "icon": "book-bookmark",
        "order": order,
        "parent_id": null,
        "help_center_id": null,
        "created_at": now,
    }));
    assign(&mut collection, body, now);
    workspace.collections.create(collection)
}

pub(super) fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    // As long as sections have their own list, they are not in this one.
    let top_only = context.version <= Version::V2_9;
    let page = standard::page::<Collections>(context, |row| !top_only || row.text("parent_id").is_none())?;
    Ok(Answer::json(page.list()))
}

pub(super) fn create(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    check(context, None)?;
    let top = fields::id(&context.body, "parent_id").is_none();
    if top && standard::number(&context.body, "help_center_id").is_none() {
        let default = context.workspace.help_centers.oldest_first().next();
        let default: Option<u64> = default.and_then(|help_center| help_center.id().parse().ok());
        context.body.insert("help_center_id".into(), json!(default));
    }
    let id = store(context.workspace, &context.body, context.now);
    standard::changed::<Collections>(context, &id)
}

pub(super) fn update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    standard::existing::<Collections>(context.workspace, &id)?;
    check(context, Some(&id))?;
    let collection = standard::existing_mut::<Collections>(context.workspace, &id)?;
    assign(collection, &context.body, context.now);
    standard::changed::<Collections>(context, &id)
}

/// Refuses a parent or a help center that is not there, a circle, and a collection that would stand too deep.
pub(super) fn check(context: &Context<'_>, id: Option<&str>) -> Result<(), Refusal> {
    let workspace = &*context.workspace;
    if let Some(help_center) = fields::id(&context.body, "help_center_id")
        && workspace.help_centers.find(&help_center).is_none()
    {
        return Err(Refusal::invalid_parameter(format!("there is no help center {help_center}")));
    }
    let Some(parent) = fields::id(&context.body, "parent_id") else { return Ok(()) };
    if workspace.collections.find(&parent).is_none() {
        return Err(Refusal::invalid_parameter(format!("parent_id must be a collection, and {parent} is none")));
    }
    let above: Vec<_> = with_parents(workspace, &parent).map(Row::id).collect();
    if id.is_some_and(|id| above.contains(&id)) {
        return Err(Refusal::invalid_parameter("a collection cannot stand in itself"));
    }
    if above.len() >= MAX_DEPTH {
        return Err(Refusal::invalid_parameter(format!("collections may stand {MAX_DEPTH} deep at most")));
    }
    Ok(())
}

/// The help center a collection belongs to: that of the outermost one around it.
pub(super) fn help_center_of(workspace: &Workspace, id: &str) -> Option<String> {
    let outermost = with_parents(workspace, id).last()?;
    Some(outermost.record.get("help_center_id")?.to_string())
}

/// A collection, the one it stands in, and so on.
fn with_parents<'a>(workspace: &'a Workspace, id: &str) -> impl Iterator<Item = &'a Row> {
    std::iter::successors(workspace.collections.find(id), |row| workspace.collections.find(row.text("parent_id")?))
}

pub(super) fn assign(collection: &mut Record, body: &Record, now: u64) {
    standard::assign(collection, body, &["name", "description", "help_center_id"]);
    if body.contains_key("parent_id") {
        collection.insert("parent_id".into(), json!(fields::id(body, "parent_id")));
    }
    if let Some(Value::Object(given)) = body.get("translated_content") {
        let mut contents = record(json!({"type": "group_translated_content"}));
        for (locale, content) in given.iter().filter(|(_, content)| content.is_object()) {
            let mut kept = record(json!({"type": "group_content", "name": "", "description": ""}));
            if let Value::Object(content) = content {
                standard::assign(&mut kept, content, &["name", "description"]);
            }
            contents.insert(locale.clone(), kept.into());
        }
        collection.insert("translated_content".into(), contents.into());
        collection.insert("default_locale".into(), "en".into());
    }
    collection.insert("updated_at".into(), now.into());
}

pub(super) fn view(row: &Row) -> Value {
    let mut view = row.record.clone();
    let slug = rich_text::slug(row.text("name").unwrap_or_default());
    view.insert("url".into(), format!("https://help.example.com/en/collections/{}-{slug}", row.id()).into());
    view.into()
}

//! Sections: what collections inside other collections were called, when they had a resource of their own.

use serde_json::Value;

use super::collections::{self, Collections};
use crate::answer::Answer;
use crate::paging::PageSize;
use crate::refusal::Refusal;
use crate::rooms::standard::{self, Resource};
use crate::route::Context;
use crate::store::Row;
use crate::workspace::Workspace;

pub(super) struct Sections;

impl Resource for Sections {
    const OBJECT: &'static str = "section";
    const PAGE_SIZE: PageSize = Collections::PAGE_SIZE;

    standard::kept_in!(collections);

    fn view(_: &Context<'_>, row: &Row) -> Value {
        let mut view = collections::view(row);
        view["type"] = "section".into();
        view["parent_id"] = row.text("parent_id").and_then(|id| id.parse::<u64>().ok()).into();
        if let Value::Object(view) = &mut view {
            for name in ["description", "help_center_id", "icon"] {
                view.remove(name);
            }
        }
        view
    }

    fn forget(workspace: &mut Workspace, id: &str) {
        Collections::forget(workspace, id);
    }
}

pub(super) fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::json(standard::page::<Sections>(context, is_section)?.list()))
}

pub(super) fn create(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    collections::check(context, None)?;
    let id = collections::store(context.workspace, &context.body, context.now);
    written(context, &id)
}

pub(super) fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    check(context)?;
    standard::find::<Sections>(context)
}

pub(super) fn update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    check(context)?;
    let id = context.id();
    collections::check(context, Some(&id))?;
    let section = standard::existing_mut::<Sections>(context.workspace, &id)?;
    collections::assign(section, &context.body, context.now);
    written(context, &id)
}

pub(super) fn delete(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    check(context)?;
    standard::delete::<Sections>(context)
}

/// A section after a change: only then its parent is a string, which is a number everywhere else.
fn written(context: &Context<'_>, id: &str) -> Result<Answer, Refusal> {
    let section = standard::existing::<Sections>(context.workspace, id)?;
    let mut view = Sections::view(context, section);
    view["parent_id"] = section.text("parent_id").into();
    Ok(Answer::json(view).changing(id))
}

fn check(context: &Context<'_>) -> Result<(), Refusal> {
    let collection = standard::existing::<Sections>(context.workspace, &context.id())?;
    if is_section(collection) { Ok(()) } else { Err(Refusal::resource_not_found()) }
}

fn is_section(collection: &Row) -> bool {
    collection.text("parent_id").is_some()
}

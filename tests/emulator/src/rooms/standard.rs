//! What most resources have in common: records that are listed by page number, found and deleted by id, and changed
//! field by field.

use serde_json::{Value, json};

use crate::answer::{Answer, Body};
use crate::clock;
use crate::fields;
use crate::paging::{NumberedPage, Page, PageSize};
use crate::refusal::Refusal;
use crate::route::Context;
use crate::store::{Record, Row, Table};
use crate::workspace::Workspace;

mod part;

pub(crate) use part::{Part, delete_part, find_part, forget_parts, is_part_of, part, whole_id};

/// Which of the AI agents may read a content.
pub(crate) const AVAILABILITY: [&str; 3] =
    ["ai_chatbot_availability", "ai_copilot_availability", "ai_sales_agent_availability"];

/// The table of the workspace that a resource fills.
macro_rules! kept_in {
    ($table:ident) => {
        fn table(workspace: &$crate::workspace::Workspace) -> &$crate::store::Table {
            &workspace.$table
        }

        fn table_mut(workspace: &mut $crate::workspace::Workspace) -> &mut $crate::store::Table {
            &mut workspace.$table
        }
    };
}

pub(crate) use kept_in;

/// A resource whose records fill one table. What it does not say is done the usual way.
pub(crate) trait Resource {
    /// What the answer to a deletion calls it.
    const OBJECT: &'static str;
    const PAGE_SIZE: PageSize = PageSize { default: 50, max: 150 };

    fn table(workspace: &Workspace) -> &Table;
    fn table_mut(workspace: &mut Workspace) -> &mut Table;

    fn not_found() -> Refusal {
        Refusal::resource_not_found()
    }

    /// One record as the wire shows it.
    fn view(_: &Context<'_>, row: &Row) -> Value {
        json!(row.record)
    }

    /// Refuses to delete what something else needs.
    fn check_deletion(_: &Context<'_>, _: &Row) -> Result<(), Refusal> {
        Ok(())
    }

    /// Removes what a deleted record leaves behind in other tables.
    fn forget(_: &mut Workspace, _id: &str) {}
}

pub(crate) fn existing<'a, R: Resource>(workspace: &'a Workspace, id: &str) -> Result<&'a Row, Refusal> {
    R::table(workspace).find(id).ok_or_else(R::not_found)
}

pub(crate) fn existing_mut<'a, R: Resource>(workspace: &'a mut Workspace, id: &str) -> Result<&'a mut Record, Refusal> {
    R::table_mut(workspace).find_mut(id).ok_or_else(R::not_found)
}

/// The page the query asks for, newest record first.
pub(crate) fn list<R: Resource>(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::json(page::<R>(context, |_| true)?.list()))
}

/// The page the query asks for, in a body without `pages`.
pub(crate) fn list_flat<R: Resource>(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::json(page::<R>(context, |_| true)?.flat()))
}

/// All records, oldest first: the list of what a workspace has few of.
pub(crate) fn list_whole<R: Resource>(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let context = &*context;
    let data: Vec<_> = R::table(context.workspace).oldest_first().map(|row| R::view(context, row)).collect();
    Ok(Answer::json(json!({"type": "list", "data": data})))
}

/// The page the query asks for among the records that are `wanted`, newest first.
pub(crate) fn page<R: Resource>(context: &Context<'_>, wanted: impl Fn(&Row) -> bool) -> Result<Page, Refusal> {
    let rows: Vec<_> = R::table(context.workspace).newest_first().filter(|row| wanted(row)).collect();
    let page = NumberedPage::from_query(context, R::PAGE_SIZE)?;
    Ok(page.select(context, &rows, |row| R::view(context, row)))
}

pub(crate) fn find<R: Resource>(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    show::<R>(context, &id)
}

pub(crate) fn delete<R: Resource>(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    remove::<R>(context, &id)?;
    Ok(deleted::<R>(&id))
}

/// The answer to a deletion.
pub(crate) fn deleted<R: Resource>(id: &str) -> Answer {
    Answer::json(json!({"id": id, "object": R::OBJECT, "deleted": true})).changing(id)
}

/// Deletes, and has nothing to say about it.
pub(crate) fn delete_silently<R: Resource>(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    remove::<R>(context, &id)?;
    Ok(Answer::new(204, Body::Empty).changing(id))
}

/// The record after a change.
pub(crate) fn changed<R: Resource>(context: &Context<'_>, id: &str) -> Result<Answer, Refusal> {
    Ok(show::<R>(context, id)?.changing(id))
}

/// The answer to a creation, of the resources that say so by their status.
pub(crate) fn created(answer: Answer) -> Answer {
    Answer { status: 201, ..answer }
}

/// Stores a new record with the times of its creation, and shows it.
pub(crate) fn create<R: Resource>(context: &mut Context<'_>, mut record: Record) -> Result<Answer, Refusal> {
    for time in ["created_at", "updated_at"] {
        record.insert(time.into(), context.now.into());
    }
    let id = R::table_mut(context.workspace).create(record);
    changed::<R>(context, &id)
}

/// Lays the named fields of the body over the record of the path, and shows it.
pub(crate) fn update<R: Resource>(context: &mut Context<'_>, names: &[&str]) -> Result<Answer, Refusal> {
    let id = context.id();
    let record = existing_mut::<R>(context.workspace, &id)?;
    assign(record, &context.body, names);
    record.insert("updated_at".into(), context.now.into());
    changed::<R>(context, &id)
}

fn show<R: Resource>(context: &Context<'_>, id: &str) -> Result<Answer, Refusal> {
    Ok(Answer::json(R::view(context, existing::<R>(context.workspace, id)?)))
}

pub(crate) fn remove<R: Resource>(context: &mut Context<'_>, id: &str) -> Result<Record, Refusal> {
    R::check_deletion(context, existing::<R>(context.workspace, id)?)?;
    let record = R::table_mut(context.workspace).remove(id).ok_or_else(R::not_found)?;
    R::forget(context.workspace, id);
    Ok(record)
}

/// Copies the named fields that the body has. `null` clears.
pub(crate) fn assign(record: &mut Record, body: &Record, names: &[&str]) {
    for name in names {
        if let Some(value) = body.get(*name) {
            record.insert((*name).into(), value.clone());
        }
    }
}

/// Refuses a body whose field names an admin that is not there.
pub(crate) fn check_admin(workspace: &Workspace, body: &Record, field: &str) -> Result<(), Refusal> {
    match fields::id(body, field) {
        Some(id) if workspace.admins.find(&id).is_none() => {
            Err(Refusal::invalid_parameter(format!("{field} must be the id of an admin, and {id} is none")))
        }
        _ => Ok(()),
    }
}

/// Refuses, with `status`, a body whose field says none of the words it may.
pub(crate) fn check_choice(status: u16, body: &Record, field: &str, words: &[&str]) -> Result<(), Refusal> {
    match body.get(field).and_then(Value::as_str) {
        Some(given) if !words.contains(&given) => {
            let message = format!("{field} must be {}, not {given:?}", words.join(" or "));
            Err(Refusal::new(status, "parameter_invalid", message))
        }
        _ => Ok(()),
    }
}

/// An id that the wire shows as a number, whichever way the body spells it.
pub(crate) fn number(body: &Record, name: &str) -> Option<u64> {
    fields::id(body, name)?.parse().ok()
}

/// Whether a field of a record names an id, as a number or as text.
pub(crate) fn names(record: &Record, field: &str, id: &str) -> bool {
    fields::id(record, field).as_deref() == Some(id)
}

/// A record whose id the wire shows as a number.
pub(crate) fn with_numeric_id(row: &Row) -> Record {
    let mut view = row.record.clone();
    let id: u64 = row.id().parse().expect("the table has numeric ids");
    view.insert("id".into(), id.into());
    view
}

/// Spells the times of a record in ISO 8601, as some of the newer resources do.
pub(crate) fn spell_times(record: &mut Record) {
    for name in ["created_at", "updated_at"] {
        if let Some(seconds) = record.get(name).and_then(Value::as_u64) {
            record.insert(name.into(), clock::iso8601(seconds).into());
        }
    }
}

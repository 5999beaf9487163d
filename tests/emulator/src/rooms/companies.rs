//! Companies, and the contacts attached to them.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::fields;
use crate::paging::{NumberedPage, PageSize, Scroll};
use crate::refusal::Refusal;
use crate::rooms::contacts;
use crate::route::{Context, Route};
use crate::store::{Record, Row};
use crate::workspace::Workspace;

mod membership;
pub(crate) mod search;
mod seed;
mod shape;

pub(crate) use seed::seed;
pub(crate) use shape::view;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/companies", retrieve),
    Route::post("/companies", create_or_update),
    Route::post("/companies/list", list),
    Route::get("/companies/scroll", scroll),
    Route::post("/companies/search", search::search),
    Route::get("/companies/{id}", find),
    Route::put("/companies/{id}", update),
    Route::delete("/companies/{id}", delete),
    Route::get("/companies/{id}/contacts", membership::list_contacts),
    Route::get("/contacts/{id}/companies", membership::list_companies),
    Route::post("/contacts/{id}/companies", membership::attach),
    Route::delete("/contacts/{id}/companies/{company_id}", membership::detach),
];

const PAGE_SIZE: PageSize = PageSize { default: 15, max: 150 };

/// How many companies a list reaches; beyond them only the scroll goes.
const MAX_LISTED: usize = 10_000;

const CREATE_FIELDS: &[&str] = &[
    "company_id",
    "name",
    "plan",
    "size",
    "website",
    "industry",
    "monthly_spend",
    "remote_created_at",
    "update_last_request_at",
    "custom_attributes",
];

const UPDATE_FIELDS: &[&str] = &["name", "plan", "size", "website", "industry", "monthly_spend", "custom_attributes"];

/// Writes a company from the fields of a request that was found sound.
pub(crate) fn create(workspace: &mut Workspace, body: &Record, now: u64) -> String {
    let mut record = shape::blank(now);
    shape::assign(&mut record, body, now);
    workspace.companies.create(record)
}

/// The id of the company an object names by `id` or by `company_id`.
pub(crate) fn named_by(workspace: &Workspace, reference: &Value) -> Option<String> {
    let found = match (reference["id"].as_str(), reference["company_id"].as_str()) {
        (Some(id), _) => workspace.companies.find(id),
        (None, Some(company_id)) => with_field(workspace, "company_id", company_id),
        (None, None) => None,
    };
    found.map(|company| company.id().to_owned())
}

/// The refusal of a company that is not there.
pub(crate) fn not_found() -> Refusal {
    Refusal::new(404, "company_not_found", "Company Not Found")
}

/// A company by its id.
pub(crate) fn existing<'a>(workspace: &'a Workspace, id: &str) -> Result<&'a Row, Refusal> {
    workspace.companies.find(id).ok_or_else(not_found)
}

fn with_field<'a>(workspace: &'a Workspace, field: &'static str, value: &str) -> Option<&'a Row> {
    workspace.companies.find_by(field, value).find(|company| company.text(field) == Some(value))
}

/// One company when the query names it by `company_id` or `name`, otherwise a list.
fn retrieve(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    for field in ["company_id", "name"] {
        if let Some(value) = context.query(field) {
            let company = with_field(context.workspace, field, value).ok_or_else(not_found)?;
            return Ok(Answer::json(view(context.workspace, company)));
        }
    }
    list(context)
}

fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let workspace = &*context.workspace;
    // No company is in a segment.
    let in_segment = context.query("segment_id").is_none();
    let tagged = |company: &Row| match context.query("tag_id") {
        None => in_segment,
        Some(tag_id) => in_segment && workspace.company_tags.linked_at(company.id(), tag_id).is_some(),
    };
    let mut companies: Vec<_> = workspace.companies.newest_first().filter(|company| tagged(company)).collect();
    match context.query("order") {
        None | Some("desc") => {}
        Some("asc") => companies.reverse(),
        Some(other) => {
            return Err(Refusal::invalid_parameter(format!("order must be asc or desc, not {other:?}")));
        }
    }
    let page = NumberedPage::from_query(context, PAGE_SIZE)?.null_at_the_end();
    if page.begins_after(MAX_LISTED) {
        let message = format!("lists reach {MAX_LISTED} companies; for more, scroll");
        return Err(Refusal::invalid_parameter(message));
    }
    Ok(Answer::json(page.cut(context, &companies, |company| view(workspace, company))))
}

fn scroll(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let token = context.query("scroll_param").map(str::to_owned);
    let workspace = &mut *context.workspace;
    let mut open = workspace.company_scroll.take();
    let fresh = workspace.tokens.uuid();
    let rows = workspace.companies.oldest_first();
    let page = Scroll::take(&mut open, token.as_deref(), context.now, || fresh, rows, |row| view(workspace, row));
    workspace.company_scroll = open;
    Ok(Answer::json(page?))
}

fn create_or_update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    fields::check_names(&context.request.json_object()?, CREATE_FIELDS)?;
    let company_id = fields::text(&context.body, "company_id")
        .ok_or_else(|| Refusal::missing_parameter("company_id not specified"))?;
    let known = with_field(context.workspace, "company_id", company_id).map(|row| row.id().to_owned());
    let id = match known {
        Some(id) => {
            change(context, &id)?;
            id
        }
        None => create(context.workspace, &context.body, context.now),
    };
    changed_company(context, &id)
}

fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let company = existing(context.workspace, &context.id())?;
    Ok(Answer::json(view(context.workspace, company)))
}

fn update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    existing(context.workspace, &id)?;
    fields::check_names(&context.request.json_object()?, UPDATE_FIELDS)?;
    change(context, &id)?;
    changed_company(context, &id)
}

fn delete(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    let workspace = &mut *context.workspace;
    workspace.companies.remove(&id).ok_or_else(not_found)?;
    workspace.contact_companies.forget_to(&id);
    workspace.company_tags.forget_from(&id);
    let notes: Vec<_> = workspace.company_notes.of(&id).map(|(note, _)| note.to_owned()).collect();
    for note in notes {
        workspace.notes.remove(&note);
    }
    workspace.company_notes.forget_from(&id);
    Ok(Answer::json(json!({"id": id, "object": "company", "deleted": true})).changing(id))
}

fn change(context: &mut Context<'_>, id: &str) -> Result<(), Refusal> {
    let company = context.workspace.companies.find_mut(id).ok_or_else(not_found)?;
    shape::assign(company, &context.body, context.now);
    company.insert("updated_at".into(), context.now.into());
    Ok(())
}

fn changed_company(context: &Context<'_>, id: &str) -> Result<Answer, Refusal> {
    let company = existing(context.workspace, id)?;
    Ok(Answer::json(view(context.workspace, company)).changing(id))
}

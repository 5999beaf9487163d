//! Which contacts belong to which companies.

use serde_json::Value;

use super::{contacts, existing, view};
use crate::answer::Answer;
use crate::fields;
use crate::paging::{CursorPage, NumberedPage, PageSize, Sorted};
use crate::refusal::Refusal;
use crate::route::Context;

/// How many companies a contact can be attached to.
const MAX_COMPANIES: usize = 1000;

const PAGE_SIZE: PageSize = PageSize { default: 50, max: 150 };

pub(super) fn list_contacts(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let workspace = &*context.workspace;
    let id = context.id();
    existing(workspace, &id)?;
    let page = CursorPage::from_query(context, PAGE_SIZE)?;
    let attached =
        workspace.contact_companies.to(&id).filter_map(|(contact_id, _)| workspace.contacts.find(contact_id));
    let list = page.cut(Sorted::newest_first(attached), |contact| contacts::view(workspace, contact, context.version));
    Ok(Answer::json(list))
}

pub(super) fn list_companies(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    contacts::reached(context, &id)?;
    let workspace = &*context.workspace;
    let page = NumberedPage::from_query(context, PAGE_SIZE)?.null_at_the_end();
    let companies: Vec<_> = workspace
        .contact_companies
        .of(&id)
        .filter_map(|(company_id, _)| workspace.companies.find(company_id))
        .collect();
    let list = page.cut(context, &companies, |company| {
        let mut view = view(workspace, company);
        // Here alone it is there even when it is unknown.
        if view.get("last_request_at").is_none() {
            view["last_request_at"] = Value::Null;
        }
        view
    });
    Ok(Answer::json(list))
}

pub(super) fn attach(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    contacts::reached(context, &id)?;
    let workspace = &mut *context.workspace;
    let company_id =
        fields::id(&context.body, "id").ok_or_else(|| Refusal::missing_parameter("company not specified"))?;
    existing(workspace, &company_id)?;
    if workspace.contact_companies.count_of(&id) >= MAX_COMPANIES {
        return Err(Refusal::new(
            400,
            "contact_company_limit_exceeded",
            format!("Contact has reached the maximum of {MAX_COMPANIES} company associations"),
        ));
    }
    workspace.contact_companies.link(&id, &company_id, context.now);
    let company = existing(workspace, &company_id)?;
    Ok(Answer::json(view(workspace, company)).changing(id))
}

pub(super) fn detach(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (id, company_id) = (context.id(), context.parameter("company_id"));
    contacts::reached(context, &id)?;
    let workspace = &mut *context.workspace;
    workspace.contact_companies.unlink(&id, &company_id).ok_or_else(super::not_found)?;
    let company = existing(workspace, &company_id)?;
    Ok(Answer::json(view(workspace, company)).changing(id))
}

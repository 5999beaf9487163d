//! Searching companies.

use serde_json::{Value, json};

use super::{PAGE_SIZE, view};
use crate::answer::Answer;
use crate::paging::{CursorPage, Sorted};
use crate::refusal::Refusal;
use crate::route::Context;
use crate::search::{FieldTable, Kind, Missing, Query, Sort};
use crate::store::Row;
use crate::version::Version;
use crate::workspace::Workspace;

/// The searchable fields after the table of Intercom's reference.
pub(crate) const FIELDS: FieldTable = FieldTable {
    attributes: "custom_attributes.",
    rows: &[
        (Version::OLDEST, Kind::Text, &["company_id", "name"]),
        (Version::OLDEST, Kind::StrictInteger, &["monthly_spend", "session_count", "user_count"]),
        (Version::OLDEST, Kind::StrictInstant, &["created_at", "updated_at", "remote_created_at", "last_request_at"]),
        (Version::OLDEST, Kind::LinkedId, &["tag_id"]),
    ],
};

/// Finds companies among those that have users.
pub(super) fn search(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let kind_of = |name: &str| FIELDS.kind_of(name, context.version);
    let query = Query::parse(context.body.get("query"), &kind_of)?;
    let page = CursorPage::from_body(context, PAGE_SIZE)?;
    let sort = Sort::parse(context.body.get("sort"), &kind_of)?;
    let workspace = &*context.workspace;
    let found = workspace
        .companies
        .newest_first()
        .filter(|company| workspace.contact_companies.count_to(company.id()) > 0)
        .filter(|company| query.matches(&|field| value_of(workspace, company, field), Missing::NeverMatches));
    let found = match sort {
        None => Sorted::newest_first(found),
        Some(sort) => sort.apply(found, |company, field| value_of(workspace, company, field)),
    };
    Ok(Answer::json(page.cut(found, |company| view(workspace, company))))
}

fn value_of(workspace: &Workspace, company: &Row, field: &str) -> Value {
    match field {
        "tag_id" => workspace.company_tags.of(company.id()).map(|(id, _)| id).collect(),
        "user_count" => json!(workspace.contact_companies.count_to(company.id())),
        _ => match field.split_once('.') {
            Some((outer, inner)) => company.record[outer][inner].clone(),
            None => json!(company.record.get(field)),
        },
    }
}

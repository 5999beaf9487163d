//! Brands, and the addresses their emails come from. Both can only be read.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::refusal::Refusal;
use crate::route::{Context, Route};
use crate::seed::FOUNDED_AT;
use crate::store::{Row, Table, record};
use crate::workspace::Workspace;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/brands", list),
    Route::get("/brands/{id}", find),
    Route::get("/emails", list_emails),
    Route::get("/emails/{id}", find_email),
];

pub(crate) fn seed(workspace: &mut Workspace) {
    for (name, domain) in [("Analytical Support", "support.example.com"), ("Łódź Looms", "looms.example.com")] {
        let is_default = workspace.brands.oldest_first().next().is_none();
        let brand_id = workspace.brands.create(record(json!({
            "type": "brand",
            "name": name,
            "is_default": is_default,
            "created_at": FOUNDED_AT,
            "updated_at": FOUNDED_AT,
            "help_center_id": null,
        })));
        let email_id = workspace.emails.create(record(json!({
            "type": "email_setting",
            "email": format!("hello@{domain}"),
            "verified": true,
            "domain": domain,
            "brand_id": brand_id,
            "forwarding_enabled": is_default,
            "forwarded_email_last_received_at": is_default.then_some(FOUNDED_AT),
            "created_at": FOUNDED_AT,
            "updated_at": FOUNDED_AT,
        })));
        if let Some(brand) = workspace.brands.find_mut(&brand_id) {
            brand.insert("default_address_settings_id".into(), email_id.into());
        }
    }
}

fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    Ok(whole(&context.workspace.brands))
}

fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    one(&context.workspace.brands, &context.id())
}

fn list_emails(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    Ok(whole(&context.workspace.emails))
}

fn find_email(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    one(&context.workspace.emails, &context.id())
}

fn whole(table: &Table) -> Answer {
    Answer::json(json!({"type": "list", "data": table.oldest_first().map(view).collect::<Vec<_>>()}))
}

fn one(table: &Table, id: &str) -> Result<Answer, Refusal> {
    Ok(Answer::json(view(table.find(id).ok_or_else(Refusal::resource_not_found)?)))
}

fn view(row: &Row) -> Value {
    Value::Object(row.record.clone())
}

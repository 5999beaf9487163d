//! Admins: the teammates of the workspace. The first one owns the access token.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::options::Options;
use crate::random::Random;
use crate::refusal::Refusal;
use crate::route::{Context, Route};
use crate::store::{Row, record};
use crate::workspace::{APP_ID, Workspace};

pub(crate) const ROUTES: &[Route] =
    &[Route::get("/admins", list), Route::get("/admins/{id}", find), Route::get("/me", identify)];

pub(crate) fn create(workspace: &mut Workspace, name: &str, email: &str) -> String {
    workspace.admins.create(record(json!({
        "type": "admin",
        "name": name,
        "email": email,
        "away_mode_enabled": false,
        "away_mode_reassign": false,
        "away_status_reason_id": null,
        "has_inbox_seat": true,
        "team_ids": [],
    })))
}

pub(crate) fn seed(workspace: &mut Workspace, _: &Options, _: &mut Random) {
    create(workspace, "Joan Clarke", "joan.clarke@example.com");
    create(workspace, "Žofie Nováková", "zofie.novakova@example.com");
}

/// The admin the access token belongs to, in whose name everything is done.
pub(crate) fn token_owner(workspace: &Workspace) -> Option<&Row> {
    workspace.admins.oldest_first().next()
}

/// An admin as the author of something else, without the fields of the inbox.
pub(crate) fn author_view(admin: &Row) -> Value {
    let mut view = admin.record.clone();
    for inbox_field in ["away_status_reason_id", "has_inbox_seat", "team_ids"] {
        view.remove(inbox_field);
    }
    Value::Object(view)
}

fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let admins: Vec<_> = context.workspace.admins.oldest_first().map(|admin| &admin.record).collect();
    Ok(Answer::json(json!({"type": "admin.list", "admins": admins})))
}

fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    match context.workspace.admins.find(&context.id()) {
        Some(admin) => Ok(Answer::json(json!(admin.record))),
        None => Err(Refusal::new(404, "admin_not_found", "Admin not found")),
    }
}

fn identify(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let owner = token_owner(context.workspace).ok_or_else(Refusal::resource_not_found)?;
    Ok(Answer::json(json!({
        "type": "admin",
        "id": owner.id(),
        "email": owner.text("email"),
        "name": owner.text("name"),
        "email_verified": true,
        "app": {
            "type": "app",
            "id_code": APP_ID,
            "name": "Emulated workspace",
            "created_at": crate::seed::FOUNDED_AT,
            "secure": false,
            "identity_verification": false,
            "timezone": "Etc/UTC",
            "region": "US",
        },
        "avatar": {"type": "avatar", "image_url": null},
        "has_inbox_seat": true,
    })))
}

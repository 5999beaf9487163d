//! Admins: the teammates of the workspace. The first one owns the access token.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::fields;
use crate::options::Options;
use crate::random::Random;
use crate::refusal::Refusal;
use crate::rooms::teams;
use crate::route::{Context, Route};
use crate::seed::FOUNDED_AT;
use crate::store::{Row, record};
use crate::workspace::{APP_ID, Workspace};

mod activity_logs;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/admins", list),
    Route::get("/admins/activity_logs", activity_logs::list),
    Route::post("/admins/activity_logs/search", activity_logs::search),
    Route::get("/admins/activity_log_event_types", activity_logs::list_event_types),
    Route::get("/admins/{id}", find),
    Route::put("/admins/{id}/away", set_away),
    Route::get("/me", identify),
];

pub(crate) fn create(workspace: &mut Workspace, name: &str, email: &str) -> String {
    workspace.admins.create(record(json!({
        "type": "admin",
        "name": name,
        "email": email,
        "away_mode_enabled": false,
        "away_mode_reassign": false,
        "away_status_reason_id": null,
        "has_inbox_seat": true,
    })))
}

pub(crate) fn seed(workspace: &mut Workspace, _: &Options, _: &mut Random) {
    for (name, email) in [("Joan Clarke", "joan.clarke@example.com"), ("Žofie Nováková", "zofie.novakova@example.com")]
    {
        let id = create(workspace, name, email);
        let admin = workspace.admins.find(&id).expect("the admin was just made");
        let log = activity_logs::log(admin, "admin_login_success", &json!({}), &format!("{name} logged in."));
        activity_logs::record(workspace, log, FOUNDED_AT);
    }
}

/// The admin the access token belongs to, in whose name everything is done.
pub(crate) fn token_owner(workspace: &Workspace) -> Option<&Row> {
    workspace.admins.oldest_first().next()
}

/// An admin as the author of something else, without the fields of the inbox.
pub(crate) fn author_view(admin: &Row) -> Value {
    let mut view = admin.record.clone();
    for inbox_field in ["away_status_reason_id", "has_inbox_seat"] {
        view.remove(inbox_field);
    }
    Value::Object(view)
}

fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let mut admins: Vec<_> =
        context.workspace.admins.oldest_first().map(|admin| view(context.workspace, admin)).collect();
    // Only an admin alone tells why it is away.
    for admin in admins.iter_mut().filter_map(Value::as_object_mut) {
        admin.remove("away_status_reason_id");
    }
    Ok(Answer::json(json!({"type": "admin.list", "admins": admins})))
}

fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    Ok(Answer::json(view(context.workspace, existing(context.workspace, &id)?)))
}

/// Sends an admin away or brings one back; who is back has no reason to be away.
fn set_away(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    let away = fields::is_true(&context.body, "away_mode_enabled");
    let reassign = fields::is_true(&context.body, "away_mode_reassign");
    let reason = fields::id(&context.body, "away_status_reason_id").filter(|_| away);
    let workspace = &mut *context.workspace;
    existing(workspace, &id)?;
    if let Some(admin) = workspace.admins.find_mut(&id) {
        for (name, value) in [
            ("away_mode_enabled", json!(away)),
            ("away_mode_reassign", json!(reassign)),
            ("away_status_reason_id", json!(reason)),
        ] {
            admin.insert(name.into(), value);
        }
    }
    let admin = existing(workspace, &id)?;
    let name = admin.text("name").unwrap_or_default();
    let description = format!("{name} {} away mode.", if away { "enabled" } else { "disabled" });
    let metadata = json!({"away_mode": away, "reassign_conversations": reassign});
    let log = activity_logs::log(admin, "admin_away_mode_change", &metadata, &description);
    let view = view(workspace, admin);
    activity_logs::record(workspace, log, context.now);
    Ok(Answer::json(view).changing(id))
}

fn existing<'a>(workspace: &'a Workspace, id: &str) -> Result<&'a Row, Refusal> {
    workspace.admins.find(id).ok_or_else(|| Refusal::new(404, "admin_not_found", "Admin not found"))
}

fn view(workspace: &Workspace, admin: &Row) -> Value {
    let mut view = admin.record.clone();
    view.insert("team_ids".into(), teams::of_admin(workspace, admin));
    Value::Object(view)
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
            "created_at": FOUNDED_AT,
            "secure": false,
            "identity_verification": false,
            "timezone": "Etc/UTC",
            "region": "US",
        },
        "avatar": {"type": "avatar", "image_url": null},
        "has_inbox_seat": true,
    })))
}

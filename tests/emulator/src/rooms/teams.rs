//! Teams, and the admins who are in them.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::options::Options;
use crate::random::Random;
use crate::refusal::Refusal;
use crate::route::{Context, Route};
use crate::seed::FOUNDED_AT;
use crate::store::{Row, record};
use crate::workspace::Workspace;

pub(crate) const ROUTES: &[Route] =
    &[Route::get("/teams", list), Route::get("/teams/{id}", find), Route::put("/teams/{id}", update_members)];

const MAX_MEMBERS: usize = 1000;

/// Everybody is in the first team, and only the owner of the token in the second.
pub(crate) fn seed(workspace: &mut Workspace, _: &Options, _: &mut Random) {
    let admins: Vec<_> = workspace.admins.oldest_first().map(|admin| admin.id().to_owned()).collect();
    for (name, distribution_method, members) in
        [("Support", "round_robin", &admins[..]), ("Sales", "load_balanced", &admins[..1])]
    {
        let id = workspace.teams.create(record(json!({
            "type": "team",
            "name": name,
            "assignment_limit": 10,
            "distribution_method": distribution_method,
        })));
        for admin in members {
            workspace.team_admins.link(&id, admin, FOUNDED_AT);
        }
    }
}

/// The teams an admin is in.
pub(crate) fn of_admin(workspace: &Workspace, admin: &Row) -> Value {
    ids(workspace.team_admins.to(admin.id()))
}

fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let teams: Vec<_> = context.workspace.teams.oldest_first().map(|team| view(context.workspace, team)).collect();
    Ok(Answer::json(json!({"type": "team.list", "teams": teams})))
}

fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::json(view(context.workspace, existing(context.workspace, &context.id())?)))
}

/// Replaces the members of a team by those the body names.
fn update_members(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    let workspace = &mut *context.workspace;
    existing(workspace, &id)?;
    let members: Vec<_> = context.body.get("admin_ids").and_then(Value::as_array).into_iter().flatten().collect();
    if members.is_empty() || members.len() > MAX_MEMBERS {
        return Err(Refusal::invalid_parameter(format!(
            "admin_ids must name 1 to {MAX_MEMBERS} admins, not {}",
            members.len()
        )));
    }
    let members: Vec<_> = members.into_iter().map(|member| member.to_string().trim_matches('"').to_owned()).collect();
    if let Some(stranger) = members.iter().find(|member| workspace.admins.find(member).is_none()) {
        return Err(Refusal::new(404, "admin_not_found", format!("there is no admin with the id {stranger}")));
    }
    workspace.team_admins.forget_from(&id);
    for member in &members {
        workspace.team_admins.link(&id, member, context.now);
    }
    Ok(Answer::json(view(workspace, existing(workspace, &id)?)).changing(id))
}

fn view(workspace: &Workspace, team: &Row) -> Value {
    let mut view = team.record.clone();
    view.insert("admin_ids".into(), ids(workspace.team_admins.of(team.id())));
    Value::Object(view)
}

/// Ids as the integers that teams and admins write them as.
fn ids<'a>(linked: impl Iterator<Item = (&'a str, u64)>) -> Value {
    linked.filter_map(|(id, _)| id.parse::<u64>().ok()).collect()
}

fn existing<'a>(workspace: &'a Workspace, id: &str) -> Result<&'a Row, Refusal> {
    workspace.teams.find(id).ok_or_else(|| Refusal::new(404, "team_not_found", "Team not found"))
}

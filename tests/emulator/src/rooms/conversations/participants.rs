//! Whom a request means: the admin who acts, the contact who writes, the one something is assigned to.

use super::model::{Assignee, Author};
use crate::fields;
use crate::refusal::Refusal;
use crate::rooms::{admins, contacts};
use crate::store::Record;
use crate::workspace::Workspace;

/// The admin named by `admin_id`.
pub(crate) fn admin(workspace: &Workspace, body: &Record) -> Result<u64, Refusal> {
    let id = fields::id(body, "admin_id").ok_or_else(|| Refusal::missing_parameter("admin_id is missing"))?;
    known_admin(workspace, &id).ok_or_else(|| Refusal::new(404, "admin_not_found", "Admin not found"))
}

/// The admin in whose name requests act that name none.
pub(crate) fn token_owner(workspace: &Workspace) -> u64 {
    admins::token_owner(workspace).and_then(|admin| admin.id().parse().ok()).unwrap_or_default()
}

/// The id of the contact that an object names by one of its ids or by its email address.
pub(crate) fn contact(workspace: &Workspace, reference: &Record) -> Result<String, Refusal> {
    for (name, field) in [
        ("intercom_user_id", "id"),
        ("id", "id"),
        ("user_id", "external_id"),
        ("external_id", "external_id"),
        ("email", "email"),
    ] {
        if let Some(value) = fields::id(reference, name) {
            let found = match field {
                "id" => workspace.contacts.find(&value),
                _ => workspace.contacts.find_by(field, &value).next(),
            };
            return found.map(|contact| contact.id().to_owned()).ok_or_else(contacts::not_found);
        }
    }
    Err(Refusal::missing_parameter("a contact must be named by an id, an external id or an email address"))
}

/// Who writes a reply.
pub(crate) fn author(workspace: &Workspace, body: &Record) -> Result<Author, Refusal> {
    match fields::text(body, "type") {
        Some("admin") => admin(workspace, body).map(Author::Admin),
        Some("user" | "lead" | "contact") => contact(workspace, body).map(Author::Contact),
        Some(other) => Err(Refusal::invalid_parameter(format!("type must be \"admin\" or \"user\", not {other:?}"))),
        // The descriptions of the first tickets do not speak of it.
        None if body.contains_key("admin_id") => admin(workspace, body).map(Author::Admin),
        None => Err(Refusal::missing_parameter("type, who replies, is missing")),
    }
}

/// The admin or the team of that id; 0 is nobody. Without a `kind`, an admin of that id goes before a team.
pub(crate) fn assignee(workspace: &Workspace, kind: Option<&str>, id: &str) -> Result<Assignee, Refusal> {
    let missing = || Refusal::new(404, "assignee_not_found", "Assignee not found");
    if id == "0" {
        return Ok(if kind == Some("team") { Assignee::NoTeam } else { Assignee::NoAdmin });
    }
    let team = || Some(Assignee::Team(workspace.teams.find(id)?.id().parse().ok()?));
    let admin = || known_admin(workspace, id).map(Assignee::Admin);
    match kind {
        Some("team") => team(),
        Some(_) => admin(),
        None => admin().or_else(team),
    }
    .ok_or_else(missing)
}

fn known_admin(workspace: &Workspace, id: &str) -> Option<u64> {
    workspace.admins.find(id)?.id().parse().ok()
}

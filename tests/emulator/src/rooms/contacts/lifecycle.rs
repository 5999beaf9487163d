//! The ends of a contact, final or not: deleting, archiving, blocking.

use serde_json::Value;

use super::{activities, not_found, reached, shape};
use crate::answer::Answer;
use crate::refusal::Refusal;
use crate::route::Context;
use crate::store::{Links, Record};
use crate::workspace::Workspace;

pub(super) fn delete(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    reached(context, &id)?;
    let contact = remove(context.workspace, &id).ok_or_else(not_found)?;
    activities::record(context.workspace, "contact.deleted", &contact, context.now);
    let reference = shape::reference(&contact, context.version, "deleted", true);
    Ok(Answer::json(reference).changing(id))
}

/// Takes a contact out of the workspace, and with it whatever was only its own.
pub(super) fn remove(workspace: &mut Workspace, id: &str) -> Option<Record> {
    let contact = workspace.contacts.remove(id)?;
    let notes: Vec<_> = workspace.contact_notes.of(id).map(|(note, _)| note.to_owned()).collect();
    for note in notes {
        workspace.notes.remove(&note);
    }
    for table in [&mut workspace.events, &mut workspace.event_summaries] {
        let rows: Vec<_> = table.find_by("contact_id", id).map(|row| row.id().to_owned()).collect();
        for row in rows {
            table.remove(&row);
        }
    }
    for links in links_of_contacts(workspace) {
        links.forget_from(id);
    }
    Some(contact)
}

/// What ties contacts to others, with the contact on the left.
pub(super) fn links_of_contacts(workspace: &mut Workspace) -> [&mut Links; 5] {
    [
        &mut workspace.contact_companies,
        &mut workspace.contact_notes,
        &mut workspace.contact_opt_ins,
        &mut workspace.contact_opt_outs,
        &mut workspace.contact_tags,
    ]
}

pub(super) fn archive(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    set_archived(context, true)
}

pub(super) fn unarchive(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    set_archived(context, false)
}

fn set_archived(context: &mut Context<'_>, archived: bool) -> Result<Answer, Refusal> {
    let id = context.id();
    let contact = reached(context, &id)?;
    let reference = shape::reference(&contact.record, context.version, "archived", archived);
    context.workspace.contacts.set_listed(&id, !archived);
    Ok(Answer::json(reference).changing(id))
}

/// A blocked contact is archived too.
pub(super) fn block(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    let contact = reached(context, &id)?;
    let reference: Value = shape::reference(&contact.record, context.version, "blocked", true);
    context.workspace.contacts.set_listed(&id, false);
    Ok(Answer::json(reference).changing(id))
}

//! Merging a lead into a user.

use serde_json::{Value, json};

use super::{activities, changed_contact, lifecycle, reached, shape};
use crate::answer::Answer;
use crate::fields;
use crate::paging::{CursorPage, PageSize, SortKey, Sorted};
use crate::refusal::Refusal;
use crate::route::Context;
use crate::store::{Record, Row, record};
use crate::version::Version;
use crate::workspace::Workspace;

const PAGE_SIZE: PageSize = PageSize { default: 50, max: 150 };

/// How many merges the API follows from a contact that is gone to the one that took it in.
const MAX_HOPS: usize = 3;

/// The lead gives everything it has to the user and is gone; what both know, the user knows better.
pub(super) fn merge(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let [from, into] = ["from", "into"].map(|name| {
        fields::id(&context.body, name).ok_or_else(|| Refusal::missing_parameter(format!("{name} not specified")))
    });
    let (from, into) = (from?, into?);
    let lead = reached(context, &from)?;
    if shape::is_user(lead) {
        return Err(Refusal::invalid_parameter(format!("only a lead can be merged, and {from} is a user")));
    }
    if !shape::is_user(reached(context, &into)?) {
        return Err(Refusal::invalid_parameter(format!("a lead is merged into a user, and {into} is a lead")));
    }
    take_in(context.workspace, &from, &into, context.now);
    changed_contact(context, &into)
}

fn take_in(workspace: &mut Workspace, from: &str, into: &str, now: u64) {
    for links in lifecycle::links_of_contacts(workspace) {
        links.inherit(from, into);
    }
    let notes: Vec<_> = workspace.contact_notes.of(into).map(|(note, _)| note.to_owned()).collect();
    for note in notes {
        if let Some(note) = workspace.notes.find_mut(&note) {
            note.insert("contact_id".into(), into.into());
        }
    }
    for table in [&mut workspace.events, &mut workspace.event_summaries] {
        let rows: Vec<_> = table.find_by("contact_id", from).map(|row| row.id().to_owned()).collect();
        for row in rows {
            if let Some(row) = table.find_mut(&row) {
                row.insert("contact_id".into(), into.into());
            }
        }
    }
    workspace.conversations.hand_over(from, into);
    let (Some(mut lead), Some(user)) = (lifecycle::remove(workspace, from), workspace.contacts.find_mut(into)) else {
        return;
    };
    lead.remove("role");
    let attributes = [user.get_mut("custom_attributes"), lead.get_mut("custom_attributes")];
    if let [Some(Value::Object(known)), Some(Value::Object(given))] = attributes {
        complete(known, given);
    }
    complete(user, &lead);
    user.insert("updated_at".into(), now.into());
    let user = user.clone();
    activities::record_merge(workspace, &lead, &user, now);
    workspace.contact_merges.create(record(json!({"from": from, "into": into, "role": "lead", "merged_at": now})));
}

/// Adds the members that an object lacks.
fn complete(known: &mut Record, given: &Record) {
    for (name, value) in given {
        known.entry(name.clone()).or_insert_with(|| value.clone());
    }
}

/// The refusal of a contact that was merged into another one, from the version on that says so.
pub(crate) fn gone(workspace: &Workspace, version: Version, id: &str) -> Option<Refusal> {
    if version < Version::V2_16 {
        return None;
    }
    let mut heir = id;
    for _ in 0..MAX_HOPS {
        let Some(merge) = workspace.contact_merges.find_by("from", heir).next() else {
            break;
        };
        heir = merge.text("into")?;
    }
    let gone = Refusal::new(410, "contact_merged", format!("contact {id} was merged into contact {heir}"));
    (heir != id).then(|| gone.moved_to(&format!("/contacts/{heir}")))
}

/// What was merged into a contact, the newest first.
pub(super) fn history(workspace: &Workspace, id: &str) -> Vec<Value> {
    let mut merges: Vec<_> = workspace.contact_merges.find_by("into", id).map(view).collect();
    merges.reverse();
    merges
}

pub(super) fn list_history(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    reached(context, &id)?;
    let descending = context.query("order") != Some("asc");
    let page = CursorPage::from_flat_query(context, PAGE_SIZE)?;
    let merges = context.workspace.contact_merges.find_by("into", &id);
    let rows = merges.map(|merge| (SortKey::None, merge)).collect();
    Ok(Answer::json(page.select(Sorted { rows, descending }, view).flat()))
}

fn view(merge: &Row) -> Value {
    json!({
        "type": "contact_merge_history",
        "source_contact_id": merge.text("from"),
        "source_contact_role": merge.text("role"),
        "merged_at": merge.record.get("merged_at"),
    })
}

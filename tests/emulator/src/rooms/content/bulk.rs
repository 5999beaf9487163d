//! Actions on much content at once. The API says only that it has begun; here, it is done at the same time.

use serde_json::{Value, json};

use super::{KINDS, Kind};
use crate::answer::Answer;
use crate::refusal::Refusal;
use crate::rooms::{articles, tags};
use crate::route::Context;
use crate::store::Record;

const MOST_CONTENTS: usize = 1000;
const MOST_TAGS: usize = 100;

/// What each action may be done to. The rest of a request is dropped without a word.
const ACTIONS: [(&str, &[&str]); 6] = [
    ("publish", &["article", "article_content"]),
    ("unpublish", &["article", "article_content"]),
    ("delete", &["article", "internal_article", "content_snippet"]),
    ("set_availability", &["article", "internal_article", "content_snippet", "external_content"]),
    ("set_audience", &["article", "internal_article", "content_snippet"]),
    ("update_tags", &["article", "internal_article", "content_snippet"]),
];

/// How the request calls the AI agents, and how contents do.
const AGENTS: [(&str, &[&str]); 3] = [
    ("ai_agent", &["ai_chatbot_availability", "ai_agent_availability"]),
    ("copilot", &["ai_copilot_availability"]),
    ("sales_agent", &["ai_sales_agent_availability"]),
];

pub(super) fn act(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let body = std::mem::take(&mut context.body);
    let action = body.get("action").and_then(Value::as_str).unwrap_or_default();
    let Some((_, allowed)) = ACTIONS.iter().find(|(known, _)| *known == action) else {
        let known: Vec<_> = ACTIONS.iter().map(|(known, _)| *known).collect();
        return Err(invalid(format!("action must be one of {}, not {action:?}", known.join(", "))));
    };
    let contents = body.get("content_ids").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if contents.len() > MOST_CONTENTS {
        return Err(invalid(format!("content_ids may hold {MOST_CONTENTS} at most, not {}", contents.len())));
    }
    if ["add_tag_ids", "remove_tag_ids"].iter().any(|name| ids(&body, "tags", name).count() > MOST_TAGS) {
        return Err(invalid(format!("{MOST_TAGS} tags can be added or removed at once at most")));
    }
    for content in contents {
        let [kind, id] = ["type", "id"].map(|name| content[name].as_str().unwrap_or_default());
        if allowed.contains(&kind) {
            apply(context, action, &body, kind, id);
        }
    }
    let accepted = Answer::json(json!({"type": "content_bulk_action", "status": "accepted"}));
    Ok(Answer { status: 202, ..accepted }.changing(action))
}

/// Does an action to one content. One that is not there is dropped without a word as well.
fn apply(context: &mut Context<'_>, action: &str, body: &Record, kind: &str, id: &str) {
    let (id, locale) = match kind {
        "article_content" => articles::split_content_id(id),
        _ => (id, None),
    };
    let name = if kind == "article_content" { "article" } else { kind };
    let Some(kind) = KINDS.iter().find(|kind| kind.name == name) else { return };
    let now = context.now;
    match action {
        "publish" => articles::set_state(context.workspace, id, locale, "published", now),
        "unpublish" => articles::set_state(context.workspace, id, locale, "draft", now),
        // What cannot be deleted stays.
        "delete" => drop((kind.remove)(context, id)),
        "update_tags" => update_tags(context, kind, id, body),
        _ => {
            let Some(record) = (kind.table_mut)(context.workspace).find_mut(id) else { return };
            if action == "set_availability" {
                set_availability(record, body);
            } else {
                set_audience(record, body);
            }
            record.insert("updated_at".into(), now.into());
        }
    }
}

fn update_tags(context: &mut Context<'_>, kind: &Kind, id: &str, body: &Record) {
    let workspace = &mut *context.workspace;
    if (kind.table)(workspace).find(id).is_none() {
        return;
    }
    let [added, removed] = ["add_tag_ids", "remove_tag_ids"].map(|name| {
        let tag_ids = ids(body, "tags", name).map(ToString::to_string);
        tag_ids.filter(|tag_id| workspace.tags.find(tag_id).is_some()).collect::<Vec<_>>()
    });
    let Some(links) = tags::links_mut(workspace, kind.taggable) else { return };
    for tag_id in added {
        links.link(id, &tag_id, context.now);
    }
    for tag_id in removed {
        links.unlink(id, &tag_id);
    }
}

/// Switches the agents on and off that the content knows of.
fn set_availability(content: &mut Record, body: &Record) {
    for (agent, fields) in AGENTS {
        let Some(on) = body.get("availability").and_then(|availability| availability[agent].as_bool()) else {
            continue;
        };
        for field in fields {
            if let Some(known) = content.get_mut(*field) {
                *known = on.into();
            }
        }
    }
}

fn set_audience(content: &mut Record, body: &Record) {
    let mut kept: Vec<Value> = match content.get("audience_ids") {
        Some(Value::Array(kept)) => kept.clone(),
        _ => Vec::new(),
    };
    if body.get("audience").is_some_and(|audience| audience["remove_all"] == true) {
        kept.clear();
    }
    kept.retain(|id| ids(body, "audience", "remove_segment_ids").all(|removed| removed != id));
    for added in ids(body, "audience", "add_segment_ids") {
        if !kept.contains(added) {
            kept.push(added.clone());
        }
    }
    content.insert("audience_ids".into(), kept.into());
}

fn ids<'a>(body: &'a Record, object: &str, name: &str) -> impl Iterator<Item = &'a Value> {
    body.get(object).and_then(|object| object[name].as_array()).into_iter().flatten()
}

fn invalid(message: impl Into<String>) -> Refusal {
    Refusal::new(422, "validation_error", message)
}

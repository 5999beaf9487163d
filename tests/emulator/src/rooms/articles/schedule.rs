//! Articles that are published or withdrawn when their time has come.

use serde_json::Value;
use std::collections::BTreeSet;

use super::{set_state, versions};
use crate::workspace::Workspace;

/// When something is due, in UNIX seconds, and for which article. What was put off since then is noted twice, and the
/// article itself knows better.
pub(crate) type Schedule = BTreeSet<(u64, String)>;

/// The fields that name a time, and what the article becomes at that time.
const CHANGES: [(&str, &str); 2] = [("scheduled_publish_at", "published"), ("scheduled_unpublish_at", "draft")];

/// Notes the times that an article names.
pub(super) fn note(workspace: &mut Workspace, id: &str) {
    let Some(article) = workspace.articles.find(id) else { return };
    for time in CHANGES.iter().filter_map(|(field, _)| article.record.get(*field)?.as_u64()) {
        workspace.article_schedule.insert((time, id.to_owned()));
    }
}

/// Makes the changes that are due.
pub(crate) fn settle(workspace: &mut Workspace, now: u64) {
    while workspace.article_schedule.first().is_some_and(|(time, _)| *time <= now) {
        let Some((time, id)) = workspace.article_schedule.pop_first() else { return };
        for (field, state) in CHANGES {
            let Some(article) = workspace.articles.find(&id) else { break };
            if article.record.get(field).and_then(Value::as_u64) != Some(time) {
                continue;
            }
            if let Some(article) = workspace.articles.find_mut(&id) {
                article.insert(field.into(), Value::Null);
            }
            set_state(workspace, &id, None, state, time);
            versions::keep(workspace, &id, time);
        }
    }
}

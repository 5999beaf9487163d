//! The articles a workspace starts with.

use serde_json::json;

use crate::rooms::admins;
use crate::store::record;
use crate::workspace::Workspace;

/// Title, description, body, and whether it is published.
const ARTICLES: [(&str, &str, &str, bool); 6] = [
    ("Getting started", "The first ten minutes.", "<p>Invite your team, then send the first message.</p>", true),
    ("Invoices and receipts", "Where the bills are.", "<p>Every invoice can be downloaded for seven years.</p>", true),
    ("Exporting your data", "Take everything along.", "<p>An export is ready within the hour.</p>", true),
    ("Two-factor sign-in", "A second key for the door.", "<p>Turn it on in the security settings.</p>", true),
    ("Rate limits", "How often is too often.", "<p>Spread your calls evenly over the minute.</p>", true),
    ("Next year's plans", "Not for everybody yet.", "<p>We are still arguing about the colour.</p>", false),
];

/// Fills the help center. The collections are there already; the first article is translated.
pub(crate) fn seed(workspace: &mut Workspace, now: u64) {
    let author: Option<u64> = admins::token_owner(workspace).and_then(|admin| admin.id().parse().ok());
    let collections: Vec<u64> = workspace.collections.oldest_first().filter_map(|row| row.id().parse().ok()).collect();
    for (number, (title, description, body, published)) in ARTICLES.into_iter().enumerate() {
        let mut article = record(json!({
            "title": title,
            "description": description,
            "body": body,
            "author_id": author,
            "state": if published { "published" } else { "draft" },
            "parent_id": collections.get(number % collections.len().max(1)),
        }));
        if number == 0 {
            let french = json!({
                "title": "Premiers pas",
                "description": "Les dix premières minutes.",
                "body": "<p>Invitez votre équipe, puis envoyez le premier message.</p>",
                "author_id": author,
                "state": "published",
            });
            article.insert("translated_content".into(), json!({"fr": french}));
        }
        super::store(workspace, &article, now);
    }
}

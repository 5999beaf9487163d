//! Why teammates are away. The API only reads them.

use serde_json::json;

use crate::rooms::standard::{self, Resource};
use crate::route::Route;
use crate::store::record;
use crate::workspace::Workspace;

pub(crate) const ROUTES: &[Route] = &[Route::get("/away_status_reasons", standard::list_whole::<AwayStatusReasons>)];

struct AwayStatusReasons;

impl Resource for AwayStatusReasons {
    const OBJECT: &'static str = "away_status_reason";

    standard::kept_in!(away_status_reasons);
}

/// The last reason was deleted, and is listed all the same.
pub(crate) fn seed(workspace: &mut Workspace, now: u64) {
    let reasons =
        [("On a break", "☕", false), ("At lunch", "🍜", false), ("On holiday", "🏝️", false), ("On fire", "🔥", true)];
    for (order, (label, emoji, deleted)) in reasons.into_iter().enumerate() {
        workspace.away_status_reasons.create(record(json!({
            "type": "away_status_reason",
            "label": label,
            "emoji": emoji,
            "order": order,
            "deleted": deleted,
            "created_at": now,
            "updated_at": now,
        })));
    }
}

//! Macros: replies that teammates keep at hand. The API only reads them.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::html;
use crate::paging::{CursorPage, PageSize, SortKey, Sorted};
use crate::refusal::Refusal;
use crate::rooms::standard::{self, Resource};
use crate::route::{Context, Route};
use crate::store::{Row, record};
use crate::workspace::Workspace;

pub(crate) const ROUTES: &[Route] =
    &[Route::get("/macros", list), Route::get("/macros/{id}", standard::find::<Macros>)];

struct Macros;

impl Resource for Macros {
    const OBJECT: &'static str = "macro";
    const PAGE_SIZE: PageSize = PageSize { default: 50, max: 150 };

    standard::kept_in!(macros);

    fn view(_: &Context<'_>, row: &Row) -> Value {
        let mut view = row.record.clone();
        standard::spell_times(&mut view);
        view.into()
    }
}

/// The macros that changed since a moment, the one that changed last first.
fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let context = &*context;
    let since: u64 = context.query("updated_since").and_then(|since| since.parse().ok()).unwrap_or_default();
    let rows = Macros::table(context.workspace)
        .oldest_first()
        .filter(|row| row.record["updated_at"].as_u64().is_some_and(|updated_at| updated_at >= since))
        .map(|row| (SortKey::Number(row.record["updated_at"].as_f64().unwrap_or_default()), row))
        .collect();
    let page = CursorPage::from_query(context, Macros::PAGE_SIZE)?;
    let page = page.select(Sorted { rows, descending: true }, |row| Macros::view(context, row));
    Ok(Answer::json(page.unnumbered("data")))
}

pub(crate) fn seed(workspace: &mut Workspace, now: u64) {
    let macros = [
        ("Thanks", "<p>Thank you for telling us!</p>"),
        ("Looking into it", "<p>We are looking into it and will be back within the day.</p>"),
        ("Ask for a screenshot", "<p>Could you send us a picture of what you see?</p>"),
        ("Refund granted", "<p>Your money is on its way back to you.</p>"),
    ];
    for ((name, body), updated_at) in macros.into_iter().zip(now..) {
        workspace.macros.create(record(json!({
            "type": "macro",
            "name": name,
            "body": body,
            "body_text": html::plain_text(body),
            "created_at": now,
            "updated_at": updated_at,
            "visible_to": "everyone",
            "visible_to_team_ids": [],
            "available_on": ["inbox", "messenger"],
        })));
    }
}

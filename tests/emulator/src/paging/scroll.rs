//! The scroll: a walk over a whole list, of which a workspace has one at a time.

use serde_json::{Value, json};

use crate::refusal::Refusal;
use crate::store::Row;

/// A walk under way. Every page of it is asked for with the same token.
#[derive(Debug)]
pub(crate) struct Scroll {
    token: String,
    /// The sequence of the last row that was handed out.
    after: Option<u64>,
    /// UNIX seconds.
    used_at: u64,
    /// Whether one of its pages was lost on its way.
    is_lost: bool,
}

impl Scroll {
    const SIZE: usize = 100;
    const IDLE_SECONDS: u64 = 60;

    /// Notes that a page was lost on its way: the next one is refused, and the walk over with that.
    pub(crate) fn lose(&mut self) {
        self.is_lost = true;
    }

    /// Begins a walk when `token` is absent, goes on with it otherwise. `rows` come oldest first; the walk is over with
    /// the empty page, after which another one may begin. `fresh` makes the token of a new walk.
    pub(crate) fn take<'a>(
        open: &mut Option<Self>,
        token: Option<&str>,
        now: u64,
        fresh: impl FnOnce() -> String,
        rows: impl Iterator<Item = &'a Row>,
        render: impl Fn(&'a Row) -> Value,
    ) -> Result<Value, Refusal> {
        let alive = open.take_if(|scroll| now.saturating_sub(scroll.used_at) <= Self::IDLE_SECONDS);
        let mut scroll = match (token, alive) {
            (None, None) => Self { token: fresh(), after: None, used_at: now, is_lost: false },
            (None, alive @ Some(_)) => {
                *open = alive;
                return Err(Refusal::new(400, "scroll_exists", "scroll already exists for this workspace"));
            }
            (Some(token), Some(scroll)) if scroll.token == token && scroll.is_lost => {
                let message = "the scroll lost its place; begin it again from its first page";
                return Err(Refusal::new(500, "server_error", message));
            }
            (Some(token), Some(scroll)) if scroll.token == token => scroll,
            (Some(_), alive) => {
                *open = alive;
                return Err(Refusal::new(404, "not_found", "scroll parameter not found"));
            }
        };
        let page: Vec<_> =
            rows.filter(|row| scroll.after.is_none_or(|after| row.sequence > after)).take(Self::SIZE).collect();
        let data: Vec<_> = page.iter().map(|row| render(row)).collect();
        let body = json!({
            "type": "list",
            "data": data,
            "pages": null,
            "total_count": null,
            "scroll_param": scroll.token,
        });
        if let Some(last) = page.last() {
            scroll.after = Some(last.sequence);
            scroll.used_at = now;
            *open = Some(scroll);
        }
        Ok(body)
    }
}

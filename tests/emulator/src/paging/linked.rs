//! Pages of a timeline that are only reached by the link in the page before.

use serde_json::{Value, json};

use super::{PageSize, real_url};
use crate::refusal::Refusal;
use crate::route::Context;

/// The page of a timeline that lies before a moment.
pub(crate) struct LinkedPage {
    size: usize,
    /// Milliseconds since the UNIX epoch.
    before: Option<u64>,
}

impl LinkedPage {
    /// Reads `per_page` and `before` of the query.
    pub(crate) fn from_query(context: &Context<'_>, size: PageSize) -> Result<Self, Refusal> {
        let before = context
            .query("before")
            .map(|given| {
                given.parse().map_err(|_| {
                    Refusal::invalid_parameter(format!("before must be a time in milliseconds, not {given:?}"))
                })
            })
            .transpose()?;
        Ok(Self { size: size.read(context.query("per_page"))?, before })
    }

    /// The items of the page, and its `pages`. `items` come newest first, each with its time in milliseconds. Items of
    /// one moment stay on one page, so that a link, which names a moment, passes over none of them.
    pub(crate) fn cut<T>(
        self,
        context: &Context<'_>,
        items: impl Iterator<Item = (u64, T)>,
        render: impl Fn(T) -> Value,
    ) -> (Vec<Value>, Value) {
        let mut shown = Vec::new();
        let mut oldest: Option<u64> = None;
        for (at, item) in items.filter(|(at, _)| self.before.is_none_or(|before| *at < before)) {
            if shown.len() >= self.size
                && let Some(oldest) = oldest
                && oldest != at
            {
                let link = [("per_page", self.size.to_string()), ("before", oldest.to_string())];
                return (shown, json!({"next": real_url(context, &link)}));
            }
            shown.push(render(item));
            oldest = Some(at);
        }
        (shown, json!({}))
    }
}

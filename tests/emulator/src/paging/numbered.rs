//! Pages that are asked for by their number.

use serde_json::Value;

use super::{Next, Page, PageSize, number_in, real_url};
use crate::refusal::Refusal;
use crate::route::Context;

/// The page a client asks for by its number.
pub(crate) struct NumberedPage {
    size: usize,
    number: usize,
    or_null: bool,
}

impl NumberedPage {
    /// Reads `per_page` and `page` of the query.
    pub(crate) fn from_query(context: &Context<'_>, size: PageSize) -> Result<Self, Refusal> {
        Self::new(size, context.query("per_page"), context.query("page"))
    }

    /// Reads `per_page` and `page` of the body.
    pub(crate) fn from_body(context: &Context<'_>, size: PageSize) -> Result<Self, Refusal> {
        let [per_page, page] = ["per_page", "page"].map(|name| number_in(&context.body, name));
        Self::new(size, per_page.as_deref(), page.as_deref())
    }

    fn new(size: PageSize, per_page: Option<&str>, page: Option<&str>) -> Result<Self, Refusal> {
        let number = match page {
            None => 1,
            Some(given) => match given.parse() {
                Ok(0) | Err(_) => {
                    return Err(Refusal::invalid_parameter(format!("page must be a positive integer, not {given:?}")));
                }
                Ok(number) => number,
            },
        };
        Ok(Self { size: size.read(per_page)?, number, or_null: false })
    }

    /// Spells out on the last page that there is no next one, as some lists do it.
    pub(crate) fn null_at_the_end(self) -> Self {
        Self { or_null: true, ..self }
    }

    /// Whether so many items, or more, come before the page.
    pub(crate) fn begins_after(&self, items: usize) -> bool {
        self.size.saturating_mul(self.number - 1) >= items
    }

    /// The page in its usual spelling.
    pub(crate) fn cut<T: Copy>(self, context: &Context<'_>, items: &[T], render: impl Fn(T) -> Value) -> Value {
        self.select(context, items, render).list()
    }

    /// Cuts the page out of the whole list.
    pub(crate) fn select<T: Copy>(self, context: &Context<'_>, items: &[T], render: impl Fn(T) -> Value) -> Page {
        let total = items.len();
        let next = (self.number < total.div_ceil(self.size)).then(|| self.next_url(context));
        let shown = items.chunks(self.size).nth(self.number - 1).unwrap_or_default();
        Page {
            items: shown.iter().map(|item| render(*item)).collect(),
            total,
            number: self.number,
            size: self.size,
            next: Next::Url { url: next, or_null: self.or_null },
        }
    }

    fn next_url(&self, context: &Context<'_>) -> String {
        real_url(context, &[("per_page", self.size.to_string()), ("page", (self.number + 1).to_string())])
    }
}

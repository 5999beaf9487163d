//! What the `X-RateLimit-*` headers of an answer say.

use crate::response::Head;

/// The length of Intercom's windows: limits are per minute, and are spread over windows of ten seconds.
/// <https://developers.intercom.com/docs/references/rest-api/errors/rate-limiting>
pub(crate) const WINDOW_MS: u64 = 10_000;

/// The state of the rate limit, as of one answer. Each part is absent when the answer did not say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RateLimit {
    /// Calls allowed in the current window of ten seconds.
    pub limit: Option<u64>,
    /// Calls left in it.
    pub remaining: Option<u64>,
    /// Milliseconds from the answer's own `Date` to the end of the window, so that no clock but the server's is involved;
    /// absent without a `Date`.
    pub resets_in_ms: Option<u64>,
}

impl RateLimit {
    /// Reads the headers; `None` when there are none of them, as on answers to calls without a valid token.
    pub(crate) fn read(head: &Head<'_>) -> Option<RateLimit> {
        let number = |name: &str| head.header(name)?.trim().parse::<u64>().ok();
        let reset = number("x-ratelimit-reset");
        let read = RateLimit {
            limit: number("x-ratelimit-limit"),
            remaining: number("x-ratelimit-remaining"),
            resets_in_ms: reset
                .zip(head.date_seconds())
                .map(|(reset, date)| reset.saturating_sub(date).saturating_mul(1000)),
        };
        (reset.is_some() || read != RateLimit::default()).then_some(read)
    }
}

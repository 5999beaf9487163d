//! When to send again, and how long to wait before.
//!
//! Intercom has no idempotency key, so the question is always whether the request can have taken effect. A 429 and a connection
//! that failed before sending say it cannot: they are repeated for every method. A 408, a 5xx, a connection lost in between and
//! a garbled success leave it open: they are repeated only where a second sending does no harm.

use crate::attempt::{AttemptEnd, LostKind, Sent};
use crate::dice::Dice;
use crate::rate_limit::{RateLimit, WINDOW_MS};
use crate::response::Head;
use crate::retry_budget::RetryCause;

/// Where backoff starts, and how far it grows.
const BACKOFF_BASE_MS: u64 = 500;
const BACKOFF_CAP_MS: u64 = 10_000;

/// What is added to a wait the server asked for, at most, so that callers do not come back all at once.
const SPREAD_MS: u64 = 250;

/// Why a machine waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WaitReason {
    /// The window of the rate limit is used up.
    RateLimit,
    /// The server said when to come back.
    RetryAfter,
    /// Another call is asking the provider for the token.
    Token,
    /// Other calls go first under the rate limit.
    Turn,
    /// Other calls go first in the budget that the processes of the token share.
    Fleet,
    /// Nobody said how long, so the wait grows from attempt to attempt.
    Backoff,
}

impl WaitReason {
    /// The reason as it stands in vectors and crosses into the faces.
    pub const fn as_str(self) -> &'static str {
        match self {
            WaitReason::RateLimit => "rate_limit",
            WaitReason::RetryAfter => "retry_after",
            WaitReason::Token => "token",
            WaitReason::Turn => "turn",
            WaitReason::Fleet => "fleet",
            WaitReason::Backoff => "backoff",
        }
    }
}

/// Whether an operation may be sent again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    pub(crate) repeatable: bool,
    pub(crate) has_quota: bool,
}

impl Rule {
    /// Whether an attempt that ended so may be followed by another.
    pub(crate) fn allows(self, end: &AttemptEnd, rate_limit: Option<RateLimit>) -> bool {
        match end {
            AttemptEnd::Answered { status: 429, .. } => !self.is_quota(rate_limit),
            AttemptEnd::Lost { kind: LostKind::TooLarge, .. } | AttemptEnd::Canceled => false,
            AttemptEnd::Lost { sent: Sent::No, .. } => true,
            ambiguous_or_refused => self.repeatable && ambiguous_or_refused.is_ambiguous(),
        }
    }

    /// A quota ("5 pending export jobs") carries the same code as the rate limit, but comes while the window has calls left, and
    /// no window's end lifts it.
    pub(crate) fn is_quota(self, rate_limit: Option<RateLimit>) -> bool {
        self.has_quota && rate_limit.and_then(|limit| limit.remaining) != Some(0)
    }
}

/// What a repeat after such an end costs.
pub(crate) fn cause(end: &AttemptEnd) -> RetryCause {
    match end {
        AttemptEnd::Answered { status: 429, .. } => RetryCause::Throttled,
        AttemptEnd::Answered { .. } => RetryCause::Server,
        AttemptEnd::Lost { .. } | AttemptEnd::Canceled => RetryCause::Lost,
    }
}

/// How long the server asks to wait, in milliseconds.
pub(crate) fn asked_ms(head: &Head<'_>) -> Option<u64> {
    let reset = || {
        let limit = RateLimit::read(head)?;
        // Without a `Date` the reset says nothing, but no window is longer than this.
        limit.resets_in_ms.or(Some(WINDOW_MS))
    };
    head.retry_after_ms().or_else(|| if head.status == 429 { reset() } else { None })
}

/// The wait before the attempt after `attempt`, which is counted from 1.
pub(crate) fn wait_ms(attempt: u32, status: Option<u16>, asked_ms: Option<u64>, dice: &mut Dice) -> (u64, WaitReason) {
    let reason = match (status, asked_ms) {
        (Some(429), _) => WaitReason::RateLimit,
        (_, Some(_)) => WaitReason::RetryAfter,
        (_, None) => WaitReason::Backoff,
    };
    let wait = match asked_ms {
        Some(asked) if asked > 0 => asked.saturating_add(dice.up_to(SPREAD_MS)),
        _ => {
            let grown = BACKOFF_BASE_MS.saturating_mul(1 << attempt.saturating_sub(1).min(16));
            dice.up_to(grown.min(BACKOFF_CAP_MS))
        }
    };
    (wait, reason)
}

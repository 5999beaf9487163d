//! Between which instants a window closes.

use crate::rate_limit::WINDOW_MS;

/// `Date` and `X-RateLimit-Reset` are whole seconds, and nothing says how they were rounded.
const HEADER_ERROR_MS: u64 = 1_000;

/// The bounds of an instant: later than `after_ms`, and not later than `by_ms`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub(super) after_ms: u64,
    pub(super) by_ms: u64,
}

impl Bounds {
    /// When the window closes in which the server counted a call that was sent and answered at these times.
    pub(super) fn of_answer(sent_ms: u64, now_ms: u64, resets_in_ms: Option<u64>) -> Bounds {
        match resets_in_ms.filter(|resets_in_ms| *resets_in_ms <= WINDOW_MS) {
            Some(resets_in_ms) => Bounds {
                after_ms: sent_ms.saturating_add(resets_in_ms.saturating_sub(2 * HEADER_ERROR_MS)),
                by_ms: now_ms.saturating_add((resets_in_ms + HEADER_ERROR_MS).min(WINDOW_MS)),
            },
            None => Bounds { after_ms: sent_ms, by_ms: now_ms.saturating_add(WINDOW_MS) },
        }
    }

    /// What both allow, if anything.
    pub(super) fn meet(self, other: Bounds) -> Option<Bounds> {
        let both = Bounds { after_ms: self.after_ms.max(other.after_ms), by_ms: self.by_ms.min(other.by_ms) };
        (both.after_ms < both.by_ms).then_some(both)
    }

    pub(super) fn later_by(self, milliseconds: u64) -> Bounds {
        Bounds { after_ms: self.after_ms.saturating_add(milliseconds), by_ms: self.by_ms.saturating_add(milliseconds) }
    }

    /// Clocks drift apart, so bounds grow with time; but some window closes in any span of a window's length.
    pub(super) fn loosened_by(self, milliseconds: u64) -> Bounds {
        let by_ms = self.by_ms.saturating_add(milliseconds);
        let after_ms = self.after_ms.saturating_sub(milliseconds).max(by_ms.saturating_sub(WINDOW_MS));
        Bounds { after_ms, by_ms }
    }
}

//! How calls spread over a window: a clock of slots that may be ahead of time by a lane's credit.

use super::Lane;

/// The generic cell rate algorithm, with an interval that changes from slot to slot. In microseconds: the slots of a large limit
/// are only a few milliseconds apart.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pace {
    next_us: u64,
}

impl Pace {
    /// When the slot of the call opens that has `before` others before it, in milliseconds, rounded up.
    pub(super) fn opens_ms(self, lane: Lane, before: u64, interval_us: u64) -> u64 {
        let first_us = self.next_us.saturating_sub(lane.credit_ms() * 1_000);
        first_us.saturating_add(before.saturating_mul(interval_us)).div_ceil(1_000)
    }

    /// Takes a slot.
    pub(super) fn take(&mut self, now_ms: u64, interval_us: u64) {
        self.next_us = self.next_us.max(now_ms.saturating_mul(1_000)).saturating_add(interval_us);
    }

    /// Starts a window. It owes nothing to the slow end of the one before, and whoever waited for it has not been idle, so it opens
    /// without a burst.
    pub(super) fn renew(&mut self, now_ms: u64, waiting: Option<Lane>) {
        let ahead_us = |lane: Lane| now_ms.saturating_add(lane.credit_ms()).saturating_mul(1_000);
        let earliest_us = waiting.map_or(0, ahead_us);
        self.next_us = self.next_us.clamp(earliest_us, ahead_us(Lane::Interactive));
    }
}

//! How long to wait before the next look at a job.

use std::mem;

use super::JobOptions;
use crate::dice::Dice;
use crate::retry::WaitReason;

/// The waits so far, as far as they matter for the next one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    options: JobOptions,
    next_ms: u64,
}

/// The part of a wait that chance adds at most, so that jobs started together are not polled together.
const SPREAD: u64 = 10;

impl Pace {
    pub(super) fn new(options: JobOptions) -> Pace {
        Pace { options, next_ms: options.poll_from_ms }
    }

    /// The next wait: what the server asked for, though never less than the shortest, or else half as long again as the last one.
    pub(super) fn wait_ms(&mut self, asked_ms: Option<u64>, dice: &mut Dice) -> (u64, WaitReason) {
        let (wait_ms, reason) = if let Some(asked_ms) = asked_ms.filter(|asked_ms| *asked_ms > 0) {
            (asked_ms.max(self.options.poll_from_ms), WaitReason::RetryAfter)
        } else {
            let grown_ms = self.next_ms.saturating_add(self.next_ms.div_ceil(2)).min(self.options.poll_to_ms);
            (mem::replace(&mut self.next_ms, grown_ms), WaitReason::Backoff)
        };
        (wait_ms.saturating_add(dice.up_to(wait_ms / SPREAD)), reason)
    }
}

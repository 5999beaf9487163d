//! Who waits, in which order, and who has stopped coming.

use std::collections::VecDeque;

use super::Lane;

/// The calls that wait. Each is known by its lane and its number in the order of joining.
#[derive(Clone, Debug, Default)]
pub(super) struct Queue {
    interactive: VecDeque<u64>,
    bulk: VecDeque<u64>,
    /// Until when each must come back, or be passed over; sorted.
    overdue_at: VecDeque<(u64, Lane, u64)>,
}

impl Queue {
    /// Puts a call in its place, where it may stand already, and says how many stand before it.
    pub(super) fn enter(&mut self, lane: Lane, number: u64) -> u64 {
        let queued = self.of(lane);
        // Numbers only grow, so the queue is sorted; the end is where the new ones go.
        let place = queued.binary_search(&number).unwrap_or_else(|place| {
            queued.insert(place, number);
            place
        });
        let before = if lane == Lane::Bulk { self.interactive.len() + place } else { place };
        before as u64
    }

    /// Expects a call back by a time, in place of an earlier one.
    pub(super) fn expect(&mut self, lane: Lane, number: u64, earlier: Option<u64>, overdue_at_ms: u64) {
        self.expect_no_more(lane, number, earlier);
        let expected = (overdue_at_ms, lane, number);
        if let Err(place) = self.overdue_at.binary_search(&expected) {
            self.overdue_at.insert(place, expected);
        }
    }

    pub(super) fn leave(&mut self, lane: Lane, number: u64, overdue_at_ms: Option<u64>) {
        self.expect_no_more(lane, number, overdue_at_ms);
        let queued = self.of(lane);
        if let Ok(place) = queued.binary_search(&number) {
            // Moves the shorter side; those who leave mostly stand near the front.
            queued.remove(place);
        }
    }

    /// Forgets the calls that did not come back in time. One that comes later still finds its old place.
    pub(super) fn drop_overdue(&mut self, now_ms: u64) {
        while let Some(&(overdue_at_ms, lane, number)) = self.overdue_at.front()
            && overdue_at_ms <= now_ms
        {
            self.leave(lane, number, Some(overdue_at_ms));
        }
    }

    /// The lane of the first call in the queue.
    pub(super) fn first(&self) -> Option<Lane> {
        match (self.interactive.is_empty(), self.bulk.is_empty()) {
            (false, _) => Some(Lane::Interactive),
            (true, false) => Some(Lane::Bulk),
            (true, true) => None,
        }
    }

    fn expect_no_more(&mut self, lane: Lane, number: u64, overdue_at_ms: Option<u64>) {
        let place = overdue_at_ms.map(|overdue_at_ms| self.overdue_at.binary_search(&(overdue_at_ms, lane, number)));
        if let Some(Ok(place)) = place {
            // Times are mostly given out in order, so this too is near an end.
            self.overdue_at.remove(place);
        }
    }

    fn of(&mut self, lane: Lane) -> &mut VecDeque<u64> {
        match lane {
            Lane::Interactive => &mut self.interactive,
            Lane::Bulk => &mut self.bulk,
        }
    }
}

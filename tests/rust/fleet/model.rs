//! What the script is meant to decide, in Rust.

use entryphone::Lane;

pub(crate) const WINDOW_US: i64 = 10_000_000;
const LEEWAY_US: i64 = 400_000;
const LONGEST_NAP_US: i64 = 5_000_000;

/// One question to the store.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Question {
    pub(crate) lane: Lane,
    pub(crate) is_back: bool,
    pub(crate) hint: Option<i64>,
    pub(crate) limit: Option<i64>,
    pub(crate) left: Option<i64>,
    pub(crate) resets_in_ms: Option<i64>,
}

impl Question {
    /// As arguments of the script.
    pub(crate) fn arguments(self) -> Vec<String> {
        let known = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
        let place = if self.is_back { "back" } else { "new" };
        let numbers = [self.hint, self.limit, self.left, self.resets_in_ms].map(known);
        [self.lane.as_str().to_owned(), place.to_owned()].into_iter().chain(numbers).collect()
    }
}

/// The budget as the store keeps it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Budget {
    limit: Option<i64>,
    next_us: i64,
    lines_us: [i64; 2],
}

impl Budget {
    pub(crate) fn reserve(&mut self, now_us: i64, question: Question) -> [i64; 2] {
        let Some(limit) = question.limit.or(self.limit).or(question.hint) else { return [1, 0] };
        let (credit_us, ahead_us) = match question.lane {
            Lane::Interactive => (200_000, 1_000_000),
            Lane::Bulk => (0, 100_000),
        };
        self.limit = Some(limit);
        self.next_us = self.next_us.min(now_us + 2 * WINDOW_US);
        let line_us = &mut self.lines_us[usize::from(question.lane == Lane::Bulk)];
        *line_us = (*line_us).min(now_us + LONGEST_NAP_US);
        let mut interval_us = ceiling(WINDOW_US + LEEWAY_US, (limit - 1).max(1));
        let left = question.left.map(|left| left - limit / 50);
        match left.zip(question.resets_in_ms.map(|resets_in_ms| (resets_in_ms * 1_000).min(WINDOW_US))) {
            Some((..=0, resets_in_us)) => self.next_us = self.next_us.max(now_us + resets_in_us + 200_000),
            Some((left, resets_in_us)) => interval_us = interval_us.max(resets_in_us / left),
            None => {}
        }
        let slot_us = (self.next_us - credit_us).max(now_us);
        let comes_up_us = slot_us - ahead_us;
        if comes_up_us <= now_us && (question.is_back || *line_us <= now_us || slot_us == now_us) {
            self.next_us = self.next_us.max(now_us) + interval_us;
            return [1, ceiling(slot_us - now_us, 1_000)];
        }
        if question.is_back {
            return [0, ceiling((comes_up_us - now_us).clamp(1_000, LONGEST_NAP_US), 1_000)];
        }
        let place_us = (*line_us).max(comes_up_us).min(now_us + LONGEST_NAP_US);
        *line_us = place_us + interval_us;
        [0, ceiling(place_us - now_us, 1_000).max(1)]
    }
}

fn ceiling(number: i64, divisor: i64) -> i64 {
    -(-number).div_euclid(divisor)
}

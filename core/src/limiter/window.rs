//! The server's window as answers show it: when it closes, and what of it is spent.

use super::bounds::Bounds;
use crate::rate_limit::{RateLimit, WINDOW_MS};

/// How far two clocks drift apart within a window, generously: a tenth of a thousandth.
const DRIFT_MS: u64 = 1;

/// How long a request is on its way to the server at the most, give or take an odd one.
const LONGEST_WAY_MS: u64 = 2_000;

/// No limit is so large; a number beyond it comes from something that is not Intercom.
const LARGEST_LIMIT: u64 = 1 << 32;

/// What is known of the window at the moment a call is let through. The call keeps it until its answer comes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passage {
    at_ms: u64,
    window: u64,
    lowest: Option<u64>,
}

/// In which window the server counted a call, and when the current one closes as this shows it; after the end of the current one,
/// the one that follows.
#[derive(Clone, Copy, Debug)]
enum Counted {
    Before(Bounds),
    Now(Bounds),
    After(Bounds),
    /// In one that does not fit what was believed of them.
    Elsewhere(Bounds),
    /// The answer does not tell.
    Somewhere,
}

/// The window that calls are let into.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    /// Windows are counted, so that a call can tell whether its own has passed.
    number: u64,
    closes: Bounds,
    /// No answer has told yet where the windows are.
    is_guess: bool,
    has_dates: bool,
    limit: Option<u64>,
    /// Calls the server is known to have counted, whoever made them.
    used: u64,
    /// Calls let into this window that have no answer yet.
    in_flight: u64,
    /// The same of the window before: the server may have counted them in either.
    carried: u64,
    /// Calls of ours among those used.
    ours: u64,
    /// Calls of other clients among those used, at least.
    others: u64,
    /// Calls of other clients in a window, as the windows before suggest.
    others_usually: u64,
    /// The lowest `remaining` the server showed.
    lowest: Option<u64>,
    is_shut: bool,
}

impl Window {
    pub(super) fn new(now_ms: u64) -> Window {
        Window {
            number: 1,
            closes: Bounds { after_ms: now_ms, by_ms: now_ms.saturating_add(WINDOW_MS) },
            is_guess: true,
            has_dates: false,
            limit: None,
            used: 0,
            in_flight: 0,
            carried: 0,
            ours: 0,
            others: 0,
            others_usually: 0,
            lowest: None,
            is_shut: false,
        }
    }

    /// Goes on to the window that is open at `now_ms`; says whether it is another one.
    pub(super) fn advance(&mut self, now_ms: u64) -> bool {
        let Some(past_ms) = now_ms.checked_sub(self.closes.by_ms) else { return false };
        self.roll(past_ms / WINDOW_MS + 1);
        true
    }

    fn roll(&mut self, windows: u64) {
        self.number += windows;
        self.closes =
            self.closes.later_by(windows.saturating_mul(WINDOW_MS)).loosened_by(windows.saturating_mul(DRIFT_MS));
        // What has been on its way for a whole window was counted long ago, or never will be.
        self.carried = if windows == 1 { self.in_flight } else { 0 };
        self.in_flight = 0;
        let others = self.others_usually.midpoint(self.others);
        self.others_usually = u32::try_from(windows - 1).ok().and_then(|idle| others.checked_shr(idle)).unwrap_or(0);
        self.begin();
    }

    /// Begins to count from nothing, but for what is on its way.
    fn begin(&mut self) {
        self.used = 0;
        self.ours = 0;
        self.others = 0;
        self.lowest = None;
        self.is_shut = false;
    }

    pub(super) fn limit(&self) -> Option<u64> {
        self.limit
    }

    /// The lowest number of calls left that an answer showed of this window.
    pub(super) fn lowest(&self) -> Option<u64> {
        self.lowest
    }

    /// Calls that may still be let in; `None` while nothing says that there is a limit.
    pub(super) fn left(&self) -> Option<u64> {
        if self.is_shut {
            return Some(0);
        }
        Some(self.limit?.saturating_sub(self.used + self.in_flight + self.carried))
    }

    /// Of those left, the calls that other clients will probably make until the window closes.
    pub(super) fn left_to_others(&self, now_ms: u64) -> u64 {
        self.others_usually.max(self.others) * self.closes.by_ms.saturating_sub(now_ms).min(WINDOW_MS) / WINDOW_MS
    }

    /// When the window has closed for sure.
    pub(super) fn closes_by_ms(&self) -> u64 {
        self.closes.by_ms
    }

    /// When the window is as likely closed as not. Calls are spread up to here, so each window's last calls halve the doubt: they
    /// are counted in the old one or in the new one, and the answers say in which.
    pub(super) fn spread_until_ms(&self) -> u64 {
        self.closes.after_ms.midpoint(self.closes.by_ms)
    }

    pub(super) fn pass(&mut self, now_ms: u64) -> Passage {
        self.in_flight += 1;
        Passage { at_ms: now_ms, window: self.number, lowest: self.lowest }
    }

    /// Settles a call that will have no answer. One that may have reached the server stays counted; one that may yet reach it when
    /// the window has closed stays on its way.
    pub(super) fn give_up(&mut self, passage: Passage, may_count: bool) {
        if !may_count {
            self.land(passage);
            return;
        }
        let has_arrived =
            passage.window == self.number && passage.at_ms.saturating_add(LONGEST_WAY_MS) < self.closes.after_ms;
        if has_arrived && self.land(passage) {
            self.used += 1;
            self.ours += 1;
        }
    }

    /// Takes a call out of those on their way; says whether it was still among them.
    fn land(&mut self, passage: Passage) -> bool {
        let place = match self.number.checked_sub(passage.window) {
            Some(0) => &mut self.in_flight,
            Some(1) => &mut self.carried,
            _ => return false,
        };
        *place = place.saturating_sub(1);
        true
    }

    /// Learns from the answer to a call; says whether it opened another window.
    pub(super) fn learn(&mut self, now_ms: u64, passage: Passage, read: RateLimit, is_throttled: bool) -> bool {
        self.limit = read.limit.filter(|limit| (1..=LARGEST_LIMIT).contains(limit)).or(self.limit);
        let counted = self.counted_in(now_ms, passage, read);
        match counted {
            Counted::Somewhere => {
                self.give_up(passage, true);
                if passage.window == self.number {
                    self.shut(read.remaining, is_throttled);
                }
                return false;
            }
            Counted::Before(closes) => {
                self.land(passage);
                self.closes = closes;
                return false;
            }
            Counted::Now(closes) => {
                self.land(passage);
                self.closes = closes;
            }
            Counted::After(closes) => {
                self.land(passage);
                self.roll(1);
                self.closes = closes;
            }
            Counted::Elsewhere(closes) => {
                self.land(passage);
                self.begin();
                self.closes = closes;
            }
        }
        self.count(read.remaining, is_throttled);
        self.shut(read.remaining, is_throttled);
        matches!(counted, Counted::After(_) | Counted::Elsewhere(_))
    }

    /// Finds the window in which the server counted a call.
    fn counted_in(&mut self, now_ms: u64, passage: Passage, read: RateLimit) -> Counted {
        if now_ms.saturating_sub(passage.at_ms) > WINDOW_MS / 2 {
            // In so long a time it can have been any.
            return Counted::Somewhere;
        }
        // An answer without a `Date` is read as one whose window has just begun, so that counts only when others say otherwise.
        self.has_dates |= read.resets_in_ms.is_some_and(|resets_in_ms| resets_in_ms < WINDOW_MS);
        let bounds = Bounds::of_answer(passage.at_ms, now_ms, read.resets_in_ms.filter(|_| self.has_dates));
        if std::mem::take(&mut self.is_guess) {
            self.closes = bounds;
        }
        let now = self.closes.meet(bounds).map(Counted::Now);
        let on_the_way = self.in_flight + self.carried;
        // It was in the window the call was let into or in the next one: no request is under way for longer.
        let (own, next, most_of_next) = match self.number.checked_sub(passage.window) {
            Some(0) => (now, self.closes.later_by(WINDOW_MS).meet(bounds).map(Counted::After), on_the_way),
            Some(1) => (self.closes.meet(bounds.later_by(WINDOW_MS)).map(Counted::Before), now, self.used + on_the_way),
            _ => return Counted::Somewhere,
        };
        let (own, next) = match (own, next) {
            (Some(own), Some(next)) => (own, next),
            (Some(only), None) | (None, Some(only)) => return only,
            (None, None) => return Counted::Elsewhere(bounds),
        };
        let used = read.remaining.zip(self.limit).map(|(remaining, limit)| limit.saturating_sub(remaining));
        if read.remaining.zip(passage.lowest).is_some_and(|(remaining, lowest)| remaining >= lowest) {
            // Within a window what is left only falls.
            next
        } else if used.is_some_and(|used| used > most_of_next) {
            // More is used than the next window can have seen.
            own
        } else if passage.window == self.number {
            Counted::Now(self.closes)
        } else {
            Counted::Somewhere
        }
    }

    fn count(&mut self, remaining: Option<u64>, is_throttled: bool) {
        self.ours += 1;
        self.lowest = [self.lowest, remaining].into_iter().flatten().min();
        let Some(used) = remaining.zip(self.limit).map(|(remaining, limit)| limit.saturating_sub(remaining)) else {
            self.used += 1;
            return;
        };
        self.used = self.used.max(used);
        if !is_throttled {
            self.others = self.others.max(used.saturating_sub(self.ours + self.in_flight + self.carried));
        }
    }

    /// A 429 closes the window. With calls left it is about something else: a quota of jobs, or a limit of one resource.
    fn shut(&mut self, remaining: Option<u64>, is_throttled: bool) {
        self.is_shut |= is_throttled && remaining.unwrap_or(0) == 0;
    }
}

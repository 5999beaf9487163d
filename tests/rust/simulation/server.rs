//! A workspace as its rate limit sees it: fixed windows of ten seconds, and headers in whole seconds.

use entryphone::RateLimit;

pub(crate) const WINDOW_MS: u64 = 10_000;

/// The server's clock at the start of a simulation, in UNIX milliseconds.
const EPOCH_MS: u64 = 1_790_000_000_000;

/// What happened in one window.
#[derive(Clone, Copy, Default)]
pub(crate) struct Tally {
    /// Calls of the callers under test that were let in.
    pub(crate) ours: u64,
    /// Calls of another client that were let in.
    pub(crate) others: u64,
    /// Calls of the callers under test that were answered with 429.
    pub(crate) refused: u64,
    /// Calls of the other client that were answered with 429.
    pub(crate) others_refused: u64,
}

/// Who makes a call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    Ours,
    Other,
}

/// What the server decided when a call arrived.
#[derive(Clone, Copy)]
pub(crate) struct Verdict {
    pub(crate) is_refused: bool,
    remaining: u64,
    reset_s: u64,
}

pub(crate) struct Server {
    limit: u64,
    /// How long after a whole ten seconds of its clock the windows begin.
    phase_ms: u64,
    /// From when to when it refuses everything.
    storm: Option<(u64, u64)>,
    has_dates: bool,
    windows: Vec<Tally>,
}

impl Server {
    pub(crate) fn new(limit: u64, phase_ms: u64, storm: Option<(u64, u64)>, has_dates: bool) -> Server {
        Server { limit, phase_ms, storm, has_dates, windows: Vec::new() }
    }

    /// The window open at a time, counted from 0.
    pub(crate) fn window_at(&self, now_ms: u64) -> usize {
        let first = (EPOCH_MS - self.phase_ms) / WINDOW_MS;
        usize::try_from((EPOCH_MS + now_ms - self.phase_ms) / WINDOW_MS - first).expect("a simulation is short")
    }

    pub(crate) fn windows(&self) -> &[Tally] {
        &self.windows
    }

    /// Counts a call or refuses it.
    pub(crate) fn arrive(&mut self, now_ms: u64, origin: Origin) -> Verdict {
        let number = self.window_at(now_ms);
        if self.windows.len() <= number {
            self.windows.resize(number + 1, Tally::default());
        }
        let tally = &mut self.windows[number];
        let is_storm = self.storm.is_some_and(|(from, to)| (from..to).contains(&now_ms));
        let is_refused = is_storm || tally.ours + tally.others >= self.limit;
        match (is_refused, origin) {
            (true, Origin::Ours) => tally.refused += 1,
            (true, Origin::Other) => tally.others_refused += 1,
            (false, Origin::Ours) => tally.ours += 1,
            (false, Origin::Other) => tally.others += 1,
        }
        let remaining = if is_storm { 0 } else { self.limit - tally.ours - tally.others };
        let since_ms = (EPOCH_MS + now_ms - self.phase_ms) % WINDOW_MS;
        let reset_ms = EPOCH_MS + now_ms + WINDOW_MS - since_ms;
        // Cut to whole seconds, like `Date`.
        Verdict { is_refused, remaining, reset_s: reset_ms / 1000 }
    }

    /// The headers of an answer that leaves the server at that time, as the core reads them.
    pub(crate) fn headers(&self, verdict: Verdict, leaves_ms: u64) -> RateLimit {
        let date_s = (EPOCH_MS + leaves_ms) / 1000;
        RateLimit {
            limit: Some(self.limit),
            remaining: Some(verdict.remaining),
            resets_in_ms: self.has_dates.then(|| verdict.reset_s.saturating_sub(date_s) * 1000),
        }
    }
}

//! What is simulated.

use entryphone::Lane;

/// One simulation.
#[derive(Clone, Copy)]
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    /// Calls the server allows in a window.
    pub(crate) limit: u64,
    /// Calls to make in all.
    pub(crate) calls: u64,
    pub(crate) callers: usize,
    /// The lane of the callers that make call after call.
    pub(crate) lane: Lane,
    /// How many of the callers are interactive and pause between calls.
    pub(crate) interactive: usize,
    /// What the host's clock shows at the start.
    pub(crate) host_clock_ms: u64,
    /// How much faster than the server's it runs, in parts of a million.
    pub(crate) host_drift_ppm: u64,
    /// How long after a whole ten seconds of the server's clock the windows begin.
    pub(crate) phase_ms: u64,
    /// Whether answers have a `Date`.
    pub(crate) has_dates: bool,
    /// How many calls another client makes in a window, on average.
    pub(crate) others_per_window: u64,
    /// From when to when the server refuses everything.
    pub(crate) storm: Option<(u64, u64)>,
    /// Whether one call in ten is given up, waiting or under way, some without a word to the limiter.
    pub(crate) has_quitters: bool,
    /// Whether callers wake later than they were told, one time in fifty by up to two and a half seconds.
    pub(crate) has_late_wakers: bool,
}

impl Scenario {
    pub(crate) fn plain(limit: u64) -> Scenario {
        Scenario {
            name: "plain",
            limit,
            calls: 20_000,
            callers: 64,
            lane: Lane::Interactive,
            interactive: 0,
            host_clock_ms: 0,
            host_drift_ppm: 0,
            phase_ms: 0,
            has_dates: true,
            others_per_window: 0,
            storm: None,
            has_quitters: false,
            has_late_wakers: false,
        }
    }
}

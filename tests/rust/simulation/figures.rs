//! What is measured of a simulation.

use std::fmt;

use crate::scenario::Scenario;
use crate::world::Course;

/// What is measured.
///
/// The rate is counted by the server, over whole windows of its own: those after the first one (and after a storm), up to the last
/// one in which there were more calls to make than slots.
#[derive(Clone, Copy)]
pub(crate) struct Figures {
    pub(crate) name: &'static str,
    pub(crate) limit: u64,
    /// How many windows were measured.
    pub(crate) windows: usize,
    /// Calls let in, per mille of what the limit and the other client left.
    pub(crate) rate: u64,
    /// The same of the worst window.
    pub(crate) worst_rate: u64,
    /// Calls answered with 429 in the windows measured, per 10,000 calls, rounded up: 0 is none.
    pub(crate) refused: u64,
    /// Calls of the other client answered with 429 in the windows measured, per 10,000 of its calls.
    pub(crate) others_refused: u64,
    /// Calls answered with 429 in all windows.
    pub(crate) refused_ever: u64,
    /// The fewest and the most calls of a caller, per mille of the mean.
    pub(crate) fairness: (u64, u64),
    /// Half, 99 of 100 and all interactive calls waited no longer.
    pub(crate) waits_ms: (u64, u64, u64),
    /// How often the limiter was asked, per 100 calls.
    pub(crate) polls: u64,
}

impl Figures {
    pub(crate) fn measure(scenario: &Scenario, course: &Course) -> Figures {
        let first = scenario.storm.map_or(1, |(_, to_ms)| course.server.window_at(to_ms) + 1);
        let last = course.server.window_at(course.ended_ms);
        let windows = &course.server.windows()[first..last];
        let left = |others: u64| scenario.limit - others;
        let ours: u64 = windows.iter().map(|tally| tally.ours).sum();
        let allowed: u64 = windows.iter().map(|tally| left(tally.others)).sum();
        let refused: u64 = windows.iter().map(|tally| tally.refused).sum();
        let steady = &course.calls[scenario.interactive..];
        let mean = steady.iter().sum::<u64>() / steady.len() as u64;
        let waits = &course.interactive_waits_ms;
        let wait =
            |percent: usize| waits.get((waits.len() * percent / 100).min(waits.len().saturating_sub(1))).copied();
        Figures {
            name: scenario.name,
            limit: scenario.limit,
            windows: windows.len(),
            rate: ours * 1000 / allowed,
            worst_rate: windows.iter().map(|tally| tally.ours * 1000 / left(tally.others)).min().unwrap_or(0),
            refused: (refused * 10_000).div_ceil(ours),
            others_refused: windows.iter().map(|tally| tally.others_refused).sum::<u64>() * 10_000
                / windows.iter().map(|tally| tally.others).sum::<u64>().max(1),
            refused_ever: course.server.windows().iter().map(|tally| tally.refused).sum(),
            fairness: (
                steady.iter().min().map_or(0, |fewest| fewest * 1000 / mean),
                steady.iter().max().map_or(0, |most| most * 1000 / mean),
            ),
            waits_ms: (wait(50).unwrap_or(0), wait(99).unwrap_or(0), wait(100).unwrap_or(0)),
            polls: course.polls * 100 / course.calls.iter().sum::<u64>(),
        }
    }

    pub(crate) fn heading() -> &'static str {
        "scenario                limit windows  rate % worst %  429 % theirs %  429s  fewest, most %  waits 50/99/100 %, ms  polls"
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimal = |number: u64, one: u64, places: usize| format!("{}.{:0places$}", number / one, number % one);
        write!(
            formatter,
            "{:<22} {:>6} {:>7} {:>7} {:>7} {:>6} {:>8} {:>5} {:>7} {:>7} {:>22} {:>6}",
            self.name,
            self.limit,
            self.windows,
            decimal(self.rate, 10, 1),
            decimal(self.worst_rate, 10, 1),
            decimal(self.refused, 100, 2),
            decimal(self.others_refused, 100, 2),
            self.refused_ever,
            decimal(self.fairness.0, 10, 1),
            decimal(self.fairness.1, 10, 1),
            format!("{} / {} / {}", self.waits_ms.0, self.waits_ms.1, self.waits_ms.2),
            decimal(self.polls, 100, 2),
        )
    }
}

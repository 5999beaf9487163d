//! Many callers against a limited server, in virtual time: what the limiter achieves, in figures.
//!
//! `cargo test -p entryphone-tests --test simulation -- --nocapture` prints the table.

#[path = "simulation/figures.rs"]
mod figures;
#[path = "simulation/scenario.rs"]
mod scenario;
#[path = "simulation/server.rs"]
mod server;
#[path = "simulation/world.rs"]
mod world;

use std::sync::LazyLock;

use entryphone::Lane;
use figures::Figures;
use scenario::Scenario;
use world::World;

/// Calls per window at 1,000 and at 10,000 calls a minute.
const LIMITS: [u64; 2] = [167, 1_667];

static FIGURES: LazyLock<Vec<Figures>> = LazyLock::new(figures);

/// Runs every scenario at every limit.
fn figures() -> Vec<Figures> {
    let run = |scenario: Scenario| Figures::measure(&scenario, &World::new(&scenario).run());
    LIMITS.into_iter().flat_map(scenarios).map(run).collect()
}

fn scenarios(limit: u64) -> [Scenario; 10] {
    let plain = Scenario::plain(limit);
    [
        plain,
        Scenario { name: "windows begin anywhere", phase_ms: 3_700, ..plain },
        Scenario { name: "clock off by 30 years", host_clock_ms: 30 * 365 * 86_400_000, ..plain },
        Scenario { name: "clock drifts", host_drift_ppm: 100, ..plain },
        Scenario { name: "no Date", has_dates: false, phase_ms: 6_300, ..plain },
        Scenario { name: "another client", others_per_window: limit / 3, ..plain },
        Scenario { name: "storm of 429", storm: Some((15_000, 45_000)), ..plain },
        Scenario { name: "bulk and interactive", lane: Lane::Bulk, interactive: 4, ..plain },
        Scenario { name: "callers give up", has_quitters: true, ..plain },
        Scenario { name: "callers wake late", has_late_wakers: true, ..plain },
    ]
}

/// The figures of a scenario, or of all of them, at both limits.
fn of(name: Option<&'static str>) -> impl Iterator<Item = &'static Figures> {
    FIGURES.iter().filter(move |figures| name.is_none_or(|name| figures.name == name))
}

#[test]
#[expect(clippy::print_stdout, reason = "the table is for those who ask with `--nocapture`")]
fn nearly_all_of_the_allowed_rate_is_used() {
    println!("{}", Figures::heading());
    for figures in of(None) {
        println!("{figures}");
        assert!(figures.windows >= 8, "too few windows to measure: {figures}");
        assert!(figures.rate >= 950, "less than 95 % of the allowed rate: {figures}");
        assert!(figures.worst_rate >= 900, "a window was wasted: {figures}");
    }
    let lowest = of(None).map(|figures| figures.rate).min().expect("there are scenarios");
    let refused = of(Some("plain")).map(|figures| figures.refused).max().expect("one scenario is plain");
    println!(
        r#"{{"64 callers, of the allowed rate": {}.{}, "64 callers, 429s after the first window": {refused}}}"#,
        lowest / 10,
        lowest % 10
    );
}

#[test]
fn nobody_is_refused_after_the_first_window() {
    for figures in of(None) {
        // Nobody can know when another client will call: a call of its own that arrives first takes the last slot.
        let bound = if figures.name == "another client" { 50 } else { 0 };
        assert!(figures.refused <= bound, "more than {bound} of 10,000 calls were refused: {figures}");
    }
}

#[test]
fn another_client_is_left_its_part() {
    for figures in of(Some("another client")) {
        assert!(figures.others_refused <= 100, "the other client had more than 1 % of its calls refused: {figures}");
    }
}

#[test]
fn in_a_storm_of_429_each_window_is_tried_with_a_few_calls() {
    for figures in of(Some("storm of 429")) {
        // Four windows are touched. In each, calls go at their even pace until the first 429 is back, 50 to 230 ms later.
        let bound = 4 * (1 + figures.limit * 230 / 10_000);
        assert!(figures.refused_ever <= bound, "{} calls were sent into the storm: {figures}", figures.refused_ever);
    }
}

#[test]
fn callers_are_served_alike() {
    for figures in of(None) {
        assert!(figures.fairness.0 >= 900 && figures.fairness.1 <= 1_100, "a caller got more than others: {figures}");
    }
}

#[test]
fn interactive_calls_hardly_wait_while_bulk_ones_take_all_there_is() {
    for figures in of(Some("bulk and interactive")) {
        let (half, most, all) = figures.waits_ms;
        assert!(half == 0 && most <= 100 && all <= 1_000, "interactive calls waited: {figures}");
    }
}

#[test]
fn a_waiting_call_asks_seldom() {
    for figures in of(None) {
        // With 64 callers a call at the lower limit waits for four seconds, and is told to look again every second.
        assert!(figures.polls <= 1_000, "the limiter was asked more than ten times for a call: {figures}");
    }
}

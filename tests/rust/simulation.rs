//! Many callers against a limited server, in virtual time.

#[path = "simulation/chance.rs"]
mod chance;
#[path = "simulation/scenario.rs"]
mod scenario;
#[path = "simulation/server.rs"]
mod server;
#[path = "simulation/world.rs"]
mod world;

use entryphone::Lane;
use scenario::{Figures, Scenario};

const LIMITS: [u64; 2] = [167, 1_667];

#[test]
fn table() {
    println!("{}", Figures::heading());
    for limit in LIMITS {
        let plain = Scenario::plain(limit);
        let all = [
            plain,
            Scenario { name: "bulk", lane: Lane::Bulk, ..plain },
            Scenario { name: "odd phase", phase_ms: 3_700, ..plain },
            Scenario { name: "clock off by years", host_clock_ms: 1_000_000_000_000, ..plain },
            Scenario { name: "no Date", has_dates: false, ..plain },
            Scenario { name: "no Date, odd phase", phase_ms: 6_300, has_dates: false, ..plain },
            Scenario { name: "another client", others_per_window: limit / 3, ..plain },
            Scenario { name: "storm", storm: Some((15_000, 45_000)), ..plain },
            Scenario { name: "lanes", lane: Lane::Bulk, interactive: 4, ..plain },
            Scenario { name: "cancels", has_cancels: true, ..plain },
        ];
        for scenario in all {
            println!("{}", scenario.run());
        }
    }
}

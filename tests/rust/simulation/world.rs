//! Callers, network and server as one queue of events in virtual time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use entryphone::{Admission, Lane, Limiter, Sent, Ticket};
use entryphone_tests::Chance;

use crate::scenario::Scenario;
use crate::server::{Origin, Server, Verdict};

/// No simulation is so long, unless the limiter holds calls back for good.
const LONGEST_MS: u64 = 3_600_000;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// A caller wants to make a call, or has slept as long as it was told.
    Wake { caller: usize, call: u64 },
    /// A request reaches the server.
    Arrive { caller: usize, call: u64 },
    /// An answer reaches its caller; the verdict stands in the list of verdicts.
    Answer { caller: usize, call: u64, verdict: usize, left_ms: u64 },
    /// A caller loses patience.
    Cancel { caller: usize, call: u64 },
    /// Another client of the workspace makes a call.
    Other,
}

struct Caller {
    lane: Lane,
    ticket: Option<Ticket>,
    /// The number of the call it is at, so that events of calls given up are known as such.
    call: u64,
    joined_ms: u64,
    is_sent: bool,
}

/// What came of a simulation.
pub(crate) struct Course {
    pub(crate) server: Server,
    /// How many calls of each caller succeeded.
    pub(crate) calls: Vec<u64>,
    /// How long interactive calls waited to be let through, in milliseconds, sorted.
    pub(crate) interactive_waits_ms: Vec<u64>,
    pub(crate) polls: u64,
    /// When the last call was let through for which others waited.
    pub(crate) ended_ms: u64,
}

pub(crate) struct World<'a> {
    scenario: &'a Scenario,
    chance: Chance,
    limiter: Limiter,
    server: Server,
    events: BinaryHeap<Reverse<(u64, u64, Event)>>,
    scheduled: u64,
    verdicts: Vec<Verdict>,
    callers: Vec<Caller>,
    now_ms: u64,
    started: u64,
    calls: Vec<u64>,
    interactive_waits_ms: Vec<u64>,
    polls: u64,
    ended_ms: u64,
}

impl<'a> World<'a> {
    pub(crate) fn new(scenario: &'a Scenario) -> World<'a> {
        let lane = |number| if number < scenario.interactive { Lane::Interactive } else { scenario.lane };
        let callers = (0..scenario.callers)
            .map(|number| Caller { lane: lane(number), ticket: None, call: 0, joined_ms: 0, is_sent: false })
            .collect();
        World {
            scenario,
            chance: Chance(scenario.limit),
            limiter: Limiter::new(),
            server: Server::new(scenario.limit, scenario.phase_ms, scenario.storm, scenario.has_dates),
            events: BinaryHeap::new(),
            scheduled: 0,
            verdicts: Vec::new(),
            callers,
            now_ms: 0,
            started: 0,
            calls: vec![0; scenario.callers],
            interactive_waits_ms: Vec::new(),
            polls: 0,
            ended_ms: 0,
        }
    }

    /// Runs until every call is made.
    pub(crate) fn run(mut self) -> Course {
        for caller in 0..self.callers.len() {
            self.begin(caller, 0);
        }
        if self.scenario.others_per_window > 0 {
            self.at(0, Event::Other);
        }
        while let Some(Reverse((at_ms, _, event))) = self.events.pop() {
            assert!(at_ms < LONGEST_MS, "{}: calls still wait after an hour", self.scenario.name);
            self.now_ms = at_ms;
            match event {
                Event::Wake { caller, call } if call == self.callers[caller].call => self.ask(caller),
                Event::Arrive { caller, call } => self.arrive(caller, call),
                Event::Answer { caller, call, verdict, left_ms } if call == self.callers[caller].call => {
                    self.answer(caller, verdict, left_ms);
                }
                Event::Cancel { caller, call } if call == self.callers[caller].call => self.cancel(caller),
                Event::Other if self.started < self.scenario.calls => {
                    self.server.arrive(self.now_ms, Origin::Other);
                    let gap_ms = self.chance.between(0, 20_000 / self.scenario.others_per_window);
                    self.at(gap_ms, Event::Other);
                }
                _ => {}
            }
        }
        self.interactive_waits_ms.sort_unstable();
        Course {
            server: self.server,
            calls: self.calls,
            interactive_waits_ms: self.interactive_waits_ms,
            polls: self.polls,
            ended_ms: self.ended_ms,
        }
    }

    fn at(&mut self, in_ms: u64, event: Event) {
        self.scheduled += 1;
        self.events.push(Reverse((self.now_ms + in_ms, self.scheduled, event)));
    }

    /// The host's clock, which need not be the server's.
    fn clock_ms(&self) -> u64 {
        self.now_ms + self.now_ms * self.scenario.host_drift_ppm / 1_000_000 + self.scenario.host_clock_ms
    }

    /// A caller goes on to its next call, if there is one.
    fn begin(&mut self, caller: usize, in_ms: u64) {
        self.callers[caller].call += 1;
        self.callers[caller].is_sent = false;
        if self.started < self.scenario.calls {
            self.started += 1;
            let call = self.callers[caller].call;
            self.at(in_ms, Event::Wake { caller, call });
        }
    }

    fn ask(&mut self, number: usize) {
        let (now_ms, clock_ms) = (self.now_ms, self.clock_ms());
        let caller = &mut self.callers[number];
        let call = caller.call;
        let is_new = caller.ticket.is_none();
        if is_new {
            caller.joined_ms = now_ms;
        }
        let ticket = caller.ticket.get_or_insert_with(|| self.limiter.join(caller.lane));
        self.polls += 1;
        let admission = self.limiter.poll(ticket, clock_ms);
        match admission {
            Admission::Go => {
                caller.is_sent = true;
                if caller.lane == Lane::Interactive {
                    self.interactive_waits_ms.push(now_ms - caller.joined_ms);
                }
                if self.started < self.scenario.calls {
                    self.ended_ms = now_ms;
                }
                let way_ms = self.chance.between(10, 40);
                self.at(way_ms, Event::Arrive { caller: number, call });
            }
            Admission::WaitUntil(until_ms) => {
                assert!(until_ms > clock_ms, "a caller was told to wait until {until_ms}, and it is {clock_ms}");
                let late_ms = match self.scenario.has_late_wakers {
                    true if self.chance.one_in(50) => self.chance.between(16, 2_500),
                    true => self.chance.between(0, 16),
                    false => 0,
                };
                self.at(until_ms - clock_ms + late_ms, Event::Wake { caller: number, call });
            }
        }
        if is_new && self.scenario.has_quitters && self.chance.one_in(10) {
            let patience_ms = self.chance.between(0, 3_000);
            self.at(patience_ms, Event::Cancel { caller: number, call });
        }
    }

    fn arrive(&mut self, caller: usize, call: u64) {
        let verdict = self.server.arrive(self.now_ms, Origin::Ours);
        // Most answers are quick, some are not.
        let work_ms =
            if self.chance.one_in(50) { self.chance.between(300, 1_500) } else { self.chance.between(30, 150) };
        let way_ms = self.chance.between(10, 40);
        self.verdicts.push(verdict);
        let event = Event::Answer { caller, call, verdict: self.verdicts.len() - 1, left_ms: self.now_ms + work_ms };
        self.at(work_ms + way_ms, event);
    }

    fn answer(&mut self, number: usize, verdict: usize, left_ms: u64) {
        let verdict = self.verdicts[verdict];
        let read = self.server.headers(verdict, left_ms);
        let clock_ms = self.clock_ms();
        let caller = &mut self.callers[number];
        let ticket = caller.ticket.take().expect("a call that is answered has a ticket");
        self.limiter.observe(clock_ms, ticket, Some(read), verdict.is_refused);
        if verdict.is_refused {
            // A refused call is made again at once; it is the limiter that holds it back.
            self.started -= 1;
            self.begin(number, 0);
        } else {
            self.calls[number] += 1;
            let pause_ms = if number < self.scenario.interactive { self.chance.between(500, 2_000) } else { 0 };
            self.begin(number, pause_ms);
        }
    }

    fn cancel(&mut self, number: usize) {
        let is_forgotten = self.chance.one_in(10);
        let caller = &mut self.callers[number];
        let sent = if caller.is_sent { Sent::Maybe } else { Sent::No };
        let Some(ticket) = caller.ticket.take() else { return };
        if !is_forgotten {
            self.limiter.leave(ticket, sent);
        }
        self.started -= 1;
        self.begin(number, 0);
    }
}

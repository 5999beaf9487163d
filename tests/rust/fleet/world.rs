//! A simulated workspace, a real store at a virtual time, and the processes of a fleet between them.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use entryphone::Lane;
use entryphone_tests::Chance;

use crate::member::{Answer, Member, Next};
use crate::redis::Redis;
use crate::server::{Origin, Server, Tally, Verdict, WINDOW_MS};

/// The store's clock at the start, in microseconds.
pub(crate) const STORE_EPOCH_US: u64 = 1_790_000_000_000_000;

/// What is simulated.
#[derive(Clone, Copy)]
pub(crate) struct Scenario {
    /// Calls the server allows in a window.
    pub(crate) limit: u64,
    pub(crate) has_hint: bool,
    pub(crate) processes: usize,
    /// Whether they are processes of the operating system.
    pub(crate) is_apart: bool,
    /// Callers of each process that make call after call.
    pub(crate) callers: usize,
    pub(crate) lane: Lane,
    /// Callers of each process that are interactive and pause between calls.
    pub(crate) interactive: usize,
    pub(crate) windows: u64,
    /// How long after a whole ten seconds of the server's clock the windows begin.
    pub(crate) phase_ms: u64,
    /// How many calls a client outside the fleet makes in a window, on average.
    pub(crate) others_per_window: u64,
    /// From when to when there is no store; what comes after is empty.
    pub(crate) outage_ms: Option<(u64, u64)>,
}

impl Scenario {
    pub(crate) fn plain(limit: u64) -> Scenario {
        Scenario {
            limit,
            has_hint: true,
            processes: 4,
            is_apart: true,
            callers: 16,
            lane: Lane::Interactive,
            interactive: 0,
            windows: if limit > 1_000 { 6 } else { 10 },
            phase_ms: 0,
            others_per_window: 0,
            outage_ms: None,
        }
    }
}

/// What came of it.
pub(crate) struct Course {
    /// The windows that were busy from beginning to end.
    pub(crate) windows: Vec<Tally>,
    pub(crate) refused: u64,
    pub(crate) done: u64,
    pub(crate) failed: Vec<String>,
    pub(crate) reservations: u64,
    pub(crate) unavailable: u64,
    /// From the start of a paused caller's call to its sending, sorted.
    pub(crate) interactive_waits_ms: Vec<u64>,
    /// The calls of each process.
    pub(crate) by_process: Vec<u64>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Begin { caller: usize },
    Ask { caller: usize },
    Hear { caller: usize },
    Wake { caller: usize },
    Arrive { caller: usize, attempt: u32 },
    Answer { caller: usize, attempt: u32, verdict: usize, left_ms: u64 },
    Other,
}

struct Caller {
    process: usize,
    lane: Lane,
    pauses: bool,
    began_ms: u64,
}

pub(crate) struct World<'a> {
    scenario: Scenario,
    redis: &'a mut Redis,
    is_up: bool,
    has_been_out: bool,
    members: Vec<Member>,
    callers: Vec<Caller>,
    server: Server,
    chance: Chance,
    now_ms: u64,
    events: BinaryHeap<Reverse<(u64, u64, Event)>>,
    scheduled: u64,
    verdicts: Vec<Verdict>,
    course: Course,
}

impl<'a> World<'a> {
    /// Starts the processes, each as nothing but the test `entry` of this program.
    pub(crate) fn new(scenario: Scenario, redis: &'a mut Redis, entry: &str) -> World<'a> {
        let (name, hint) = (format!("simulation-{}", scenario.limit), scenario.has_hint.then_some(scenario.limit));
        let member = |_| Member::start(scenario.is_apart.then_some(entry), redis.port, &name, hint);
        let caller = |number: usize| Caller {
            process: number % scenario.processes,
            lane: if number < scenario.callers * scenario.processes { scenario.lane } else { Lane::Interactive },
            pauses: number >= scenario.callers * scenario.processes,
            began_ms: 0,
        };
        World {
            scenario,
            is_up: true,
            has_been_out: false,
            members: (0..scenario.processes).map(member).collect(),
            redis,
            callers: (0..(scenario.callers + scenario.interactive) * scenario.processes).map(caller).collect(),
            server: Server::new(scenario.limit, scenario.phase_ms, None, true),
            chance: Chance(scenario.limit),
            now_ms: 0,
            events: BinaryHeap::new(),
            scheduled: 0,
            verdicts: Vec::new(),
            course: Course {
                windows: Vec::new(),
                refused: 0,
                done: 0,
                failed: Vec::new(),
                reservations: 0,
                unavailable: 0,
                interactive_waits_ms: Vec::new(),
                by_process: vec![0; scenario.processes],
            },
        }
    }

    pub(crate) fn run(mut self) -> Course {
        for caller in 0..self.callers.len() {
            self.at(u64::try_from(caller).expect("few"), Event::Begin { caller });
        }
        if self.scenario.others_per_window > 0 {
            self.at(0, Event::Other);
        }
        while let Some(Reverse((now_ms, _, event))) = self.events.pop() {
            self.now_ms = now_ms;
            self.break_or_mend();
            self.happen(event);
        }
        let last = self.server.window_at(self.ends_ms());
        self.course.windows = self.server.windows()[1..last].to_vec();
        self.course.refused = self.server.windows().iter().map(|tally| tally.refused).sum();
        self.course.interactive_waits_ms.sort_unstable();
        self.course
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Begin { caller } => {
                self.callers[caller].began_ms = self.now_ms;
                let (lane, seed) = (self.callers[caller].lane, self.scheduled);
                self.step(caller, |member, clock_ms| member.begin(caller, clock_ms, lane, seed));
            }
            Event::Ask { caller } => {
                self.course.reservations += 1;
                let store_us = STORE_EPOCH_US + self.now_ms * 1_000;
                let is_answered = self.members[self.callers[caller].process].ask(caller, store_us);
                self.course.unavailable += u64::from(!is_answered);
                let way_ms = self.chance.between(0, 2);
                self.at(way_ms, Event::Hear { caller });
            }
            Event::Hear { caller } => self.step(caller, |member, clock_ms| member.hear(caller, clock_ms)),
            Event::Wake { caller } => self.step(caller, |member, clock_ms| member.wake(caller, clock_ms)),
            Event::Arrive { caller, attempt } => {
                self.verdicts.push(self.server.arrive(self.now_ms, Origin::Ours));
                // Most answers are quick, some are not.
                let is_slow = self.chance.one_in(50);
                let work_ms = if is_slow { self.chance.between(300, 1_500) } else { self.chance.between(30, 150) };
                let way_ms = self.chance.between(10, 40);
                let verdict = self.verdicts.len() - 1;
                let left_ms = self.now_ms + work_ms;
                self.at(work_ms + way_ms, Event::Answer { caller, attempt, verdict, left_ms });
            }
            Event::Answer { caller, attempt, verdict, left_ms } => self.answer(caller, attempt, verdict, left_ms),
            Event::Other if self.now_ms < self.ends_ms() => {
                self.server.arrive(self.now_ms, Origin::Other);
                let gap_ms = self.chance.between(0, 2 * WINDOW_MS / self.scenario.others_per_window);
                self.at(gap_ms, Event::Other);
            }
            Event::Other => {}
        }
    }

    fn ends_ms(&self) -> u64 {
        self.scenario.windows * WINDOW_MS
    }

    fn at(&mut self, in_ms: u64, event: Event) {
        self.scheduled += 1;
        self.events.push(Reverse((self.now_ms + in_ms, self.scheduled, event)));
    }

    /// The clock of a process, which has nothing to do with any other.
    fn clock_ms(&self, process: usize) -> u64 {
        self.now_ms + 1_000_000_007 * u64::try_from(process).expect("few")
    }

    fn step(&mut self, number: usize, order: impl FnOnce(&mut Member, u64) -> Next) {
        let caller = &self.callers[number];
        let clock_ms = self.clock_ms(caller.process);
        match order(&mut self.members[caller.process], clock_ms) {
            Next::Reserve => {
                let way_ms = self.chance.between(0, 2);
                self.at(way_ms, Event::Ask { caller: number });
            }
            Next::Wait { until_ms } => {
                let late_ms = self.chance.between(0, 15);
                self.at(until_ms.saturating_sub(clock_ms) + late_ms, Event::Wake { caller: number });
            }
            Next::Send { attempt } => {
                if caller.pauses && attempt == 1 {
                    self.course.interactive_waits_ms.push(self.now_ms - caller.began_ms);
                }
                let way_ms = self.chance.between(10, 40);
                self.at(way_ms, Event::Arrive { caller: number, attempt });
            }
            Next::Done => {
                self.course.done += 1;
                self.course.by_process[caller.process] += 1;
                self.go_on(number);
            }
            Next::Failed(message) => {
                self.course.failed.push(message);
                self.go_on(number);
            }
        }
    }

    fn go_on(&mut self, caller: usize) {
        let pause_ms = if self.callers[caller].pauses { self.chance.between(500, 2_000) } else { 0 };
        if self.now_ms + pause_ms < self.ends_ms() {
            self.at(pause_ms, Event::Begin { caller });
        }
    }

    fn break_or_mend(&mut self) {
        let Some((from_ms, to_ms)) = self.scenario.outage_ms else { return };
        let is_up = !(from_ms..to_ms).contains(&self.now_ms);
        if self.is_up && !is_up && !self.has_been_out {
            self.redis.stop();
            self.has_been_out = true;
        } else if !self.is_up && is_up {
            self.redis.restart();
        }
        self.is_up = is_up;
    }

    fn answer(&mut self, caller: usize, attempt: u32, verdict: usize, left_ms: u64) {
        /// `Date`, as text and in UNIX seconds. Only the distance of the reset from it counts.
        const DATE: (&str, u64) = ("Mon, 22 Sep 2031 10:00:03 GMT", 1_947_837_603);
        let verdict = self.verdicts[verdict];
        let read = self.server.headers(verdict, left_ms);
        let answer = Answer {
            attempt,
            status: if verdict.is_refused { 429 } else { 200 },
            limit: read.limit.expect("the server tells"),
            remaining: read.remaining.expect("the server tells"),
            reset: DATE.1 + read.resets_in_ms.expect("the server tells") / 1000,
            date: DATE.0,
        };
        self.step(caller, |member, clock_ms| member.answer(caller, clock_ms, &answer));
    }
}

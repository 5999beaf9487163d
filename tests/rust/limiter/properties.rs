//! Chance against an honest server: the limit holds whatever the hosts do, and there is always progress.
//!
//! Where the server keeps silent, the limiter has to guess: without `Date` it may not know in which window a call was counted, and
//! of a call given up under way nobody says whether it was counted at all. In such runs a few calls may be too many.

use std::collections::BTreeMap;

use entryphone::{Admission, Lane, Limiter, RateLimit, Sent, Ticket};
use entryphone_tests::Chance;

use super::WINDOW_MS;

const RUNS: u64 = 500;
const STEPS: u64 = 1_500;

/// A server that counts, and refuses nothing, so that a breach of the limit shows.
struct Server {
    limit: u64,
    phase_ms: u64,
    has_dates: bool,
    used: BTreeMap<u64, u64>,
    excess: u64,
}

impl Server {
    fn arrive(&mut self, at_ms: u64) -> RateLimit {
        let at_ms = at_ms + self.phase_ms;
        let used = self.used.entry(at_ms / WINDOW_MS).or_default();
        *used += 1;
        self.excess += u64::from(*used > self.limit);
        let (reset_s, date_s) = ((at_ms / WINDOW_MS + 1) * WINDOW_MS / 1_000, at_ms / 1_000);
        RateLimit {
            limit: Some(self.limit),
            remaining: Some(self.limit.saturating_sub(*used)),
            resets_in_ms: self.has_dates.then_some((reset_s - date_s) * 1_000),
        }
    }
}

/// A request on its way to the server, or an answer on its way back.
struct Flight {
    ticket: Option<Ticket>,
    arrives_ms: u64,
    answer: Option<(RateLimit, u64)>,
}

struct Run {
    number: u64,
    chance: Chance,
    limiter: Limiter,
    server: Server,
    /// Whether calls are given up while they are under way.
    gives_up: bool,
    waiting: Vec<Ticket>,
    flights: Vec<Flight>,
    now_ms: u64,
    admitted: u64,
}

#[test]
fn no_window_gets_more_calls_than_its_limit_and_the_queue_always_moves() {
    let (mut admitted, mut excess) = (0, 0);
    for number in 0..RUNS {
        let mut chance = Chance(number);
        let server = Server {
            limit: 1 + chance.below(40),
            phase_ms: chance.below(WINDOW_MS),
            has_dates: !chance.one_in(3),
            used: BTreeMap::new(),
            excess: 0,
        };
        let gives_up = chance.one_in(3);
        let (waiting, flights) = (Vec::new(), Vec::new());
        let mut run =
            Run { number, chance, limiter: Limiter::new(), server, gives_up, waiting, flights, now_ms: 0, admitted: 0 };
        run.learn();
        for _ in 0..STEPS {
            run.step();
        }
        run.drain();
        let is_sure = run.server.has_dates && !gives_up;
        assert!(!is_sure || run.server.excess == 0, "run {number}: {} calls too many", run.server.excess);
        admitted += run.admitted;
        excess += run.server.excess;
    }
    assert!(admitted > RUNS * 100, "only {admitted} calls were let through, so the runs are too tame");
    assert!(excess * 1_000 <= admitted, "{excess} of {admitted} calls were too many");
}

impl Run {
    /// Until the first answer there is no limit to keep.
    fn learn(&mut self) {
        let mut first = self.limiter.join(Lane::Interactive);
        assert_eq!(self.limiter.poll(&mut first, 0), Admission::Go);
        let answer = self.server.arrive(0);
        self.limiter.observe(0, first, Some(answer), false);
    }

    fn step(&mut self) {
        self.now_ms += match self.chance.below(40) {
            0 => self.chance.below(15_000),
            1..10 => self.chance.below(300),
            _ => self.chance.below(30),
        };
        self.fly();
        match self.chance.below(8) {
            0..3 => {
                let lane = if self.chance.one_in(2) { Lane::Interactive } else { Lane::Bulk };
                self.waiting.push(self.limiter.join(lane));
            }
            3..7 if !self.waiting.is_empty() => {
                let place = self.chance.place(self.waiting.len());
                let mut ticket = self.waiting.swap_remove(place);
                self.poll(&mut ticket).then(|| self.send(ticket));
            }
            7 if !self.waiting.is_empty() && self.chance.one_in(8) => {
                let place = self.chance.place(self.waiting.len());
                let ticket = self.waiting.swap_remove(place);
                if self.chance.one_in(2) {
                    self.limiter.leave(ticket, Sent::No);
                }
            }
            7 if !self.flights.is_empty() && self.chance.one_in(4) => {
                let place = self.chance.place(self.flights.len());
                if let Some(ticket) = self.flights[place].ticket.take()
                    && self.gives_up
                {
                    self.limiter.leave(ticket, Sent::Maybe);
                }
            }
            _ => {}
        }
    }

    /// Asks; puts the ticket back when it has to wait.
    fn poll(&mut self, ticket: &mut Ticket) -> bool {
        match self.limiter.poll(ticket, self.now_ms) {
            Admission::Go => {
                assert_eq!(self.limiter.poll(ticket, self.now_ms), Admission::Go, "what was granted stays granted");
                true
            }
            Admission::WaitUntil(until_ms) => {
                assert!(until_ms > self.now_ms && until_ms <= self.now_ms + WINDOW_MS, "an odd wait: {until_ms}");
                false
            }
        }
    }

    fn send(&mut self, ticket: Ticket) {
        self.admitted += 1;
        let arrives_ms = self.now_ms + self.chance.below(500);
        self.flights.push(Flight { ticket: Some(ticket), arrives_ms, answer: None });
    }

    /// Lets requests arrive, in order, and answers come back.
    fn fly(&mut self) {
        self.flights.sort_by_key(|flight| flight.arrives_ms);
        for flight in &mut self.flights {
            if flight.answer.is_none() && flight.arrives_ms <= self.now_ms {
                let back_ms = flight.arrives_ms + self.chance.below(2_000);
                flight.answer = Some((self.server.arrive(flight.arrives_ms), back_ms));
            }
        }
        for mut flight in std::mem::take(&mut self.flights) {
            match flight.answer {
                Some((answer, back_ms)) if back_ms <= self.now_ms => {
                    if let Some(ticket) = flight.ticket.take() {
                        self.limiter.observe(self.now_ms, ticket, Some(answer), false);
                    }
                }
                _ => self.flights.push(flight),
            }
        }
    }

    /// Whoever still waits is let through in a time that the limit explains.
    fn drain(&mut self) {
        let windows = self.waiting.len() as u64 / self.server.limit + 4;
        let end_ms = self.now_ms + windows * WINDOW_MS;
        while !self.waiting.is_empty() {
            assert!(self.now_ms < end_ms, "run {}: {} calls still wait", self.number, self.waiting.len());
            self.now_ms += 20;
            self.fly();
            for mut ticket in std::mem::take(&mut self.waiting) {
                if self.poll(&mut ticket) {
                    self.send(ticket);
                } else {
                    self.waiting.push(ticket);
                }
            }
        }
    }
}

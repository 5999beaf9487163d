//! The rate limit, kept by those it binds: calls of one token are let through so that the server never has to say 429.
//!
//! **The law.** Intercom counts calls in fixed windows of ten seconds and answers the one too many with 429. Each answer says how
//! many calls its window allows, how many are left, and in whole seconds when it ends.
//!
//! **Slots.** A window has as many slots as its limit. Taken are those the server is known to have counted, and one for every
//! call on its way. An answer with fewer left than believed counts at once: another client took some. One with more left is merely
//! older, for answers overtake each other; slots come back only as calls land. A call that is on its way when a window ends holds a
//! slot in both, until its answer tells in which it was counted.
//!
//! **Windows** are found without the host's wall clock. From `Date` and the reset follows an interval on the host's monotonic
//! clock in which the window ends: one or two seconds wide for the rounding, plus the time under way. Every answer narrows it: what
//! was sent before cannot have been counted later, and when suddenly more is left, a new window has begun. The new one is taken for
//! open when the old one is surely over, at the end of the interval or when an answer proves it. Calls are spread up to the middle
//! of the interval, so the last calls of each window halve the doubt; after a few windows it is as small as the time under way.
//! An answer that fits nothing known starts the search anew, so a server that moves its windows costs one of them.
//!
//! **Spreading.** What is left is laid out evenly over what is left of the window, less what other clients took lately. A client
//! that bursts makes itself and its neighbours wait for the rest of the window; spread out, somebody's call finds a slot within
//! moments. After a pause calls may run ahead of the spread by a credit, which is larger in the interactive lane.
//!
//! **Promised.** Nothing is held back before a limit is known, and a single call of an idle client never. Within a lane the first
//! to join goes first; interactive calls go before bulk ones, which wait for as long as there are any. Asking early, late, twice or
//! never again does no harm: a slot not fetched is there for those behind, a caller that stays away is passed, and a lost ticket
//! is forgotten after the next window. Against a server whose answers say everything, no call is one too many, but for other
//! clients; where answers are silent, a few may be. Memory grows with the callers that wait, and every operation takes logarithmic
//! time, give or take a move of small numbers when somebody comes to or leaves from the middle of the queue.
//!
//! Time is the host's monotonic milliseconds. A limiter belongs to one token; put it behind a lock and share it.

mod bounds;
mod pace;
mod queue;
mod window;

use std::str::FromStr;

use crate::attempt::Sent;
use crate::error::Error;
use crate::quoted::quoted;
use crate::rate_limit::{RateLimit, WINDOW_MS};
use pace::Pace;
use queue::Queue;
use window::{Passage, Window};

/// The longest a call is told to wait before it asks again, so that it notices when others gave up or the server allows more.
const LONGEST_NAP_MS: u64 = 1_000;

/// How late a waiting call may come back before others pass it.
const GRACE_MS: u64 = 1_000;

/// Who goes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// Somebody waits for the answer.
    #[default]
    Interactive,
    /// Nobody does: exports, imports, synchronization. It goes when no interactive call waits.
    Bulk,
}

/// Reads the word.
impl FromStr for Lane {
    type Err = Error;

    fn from_str(text: &str) -> Result<Lane, Error> {
        match text {
            "interactive" => Ok(Lane::Interactive),
            "bulk" => Ok(Lane::Bulk),
            _ => Err(Error::argument(format!(
                "unknown lane {text}; the lanes are \"interactive\" and \"bulk\"",
                text = quoted(text)
            ))),
        }
    }
}

impl Lane {
    /// The lane in one word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Lane::Interactive => "interactive",
            Lane::Bulk => "bulk",
        }
    }

    /// How far ahead of an even spread a lane's calls may run: the burst after a pause. The difference is kept for interactive
    /// calls, however many others there are.
    const fn credit_ms(self) -> u64 {
        match self {
            Lane::Interactive => WINDOW_MS / 4,
            Lane::Bulk => WINDOW_MS / 40,
        }
    }
}

/// A call's place, from joining to its answer. It is handed back with [`Limiter::observe`] or [`Limiter::leave`]; one that is lost
/// holds nobody up for longer than two windows.
#[derive(Debug)]
#[must_use = "a ticket that is not handed back holds its slot until the next window is over"]
pub struct Ticket {
    lane: Lane,
    number: u64,
    place: Place,
}

#[derive(Clone, Copy, Debug)]
enum Place {
    Outside,
    Waiting { overdue_at_ms: u64 },
    Through(Passage),
}

/// Whether a call may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// Now. It stays so until the ticket is handed back.
    Go,
    /// Not yet: ask again at that time.
    WaitUntil(u64),
}

/// Shares a token's rate limit among the calls of a process.
#[derive(Clone, Debug, Default)]
pub struct Limiter {
    joined: u64,
    clock_ms: u64,
    queue: Queue,
    pace: Pace,
    window: Option<Window>,
}

impl Limiter {
    /// A limiter that knows nothing yet, and so holds nothing back.
    pub fn new() -> Limiter {
        Limiter::default()
    }

    /// Joins the end of a lane. The order of joining counts, not that of asking.
    pub fn join(&mut self, lane: Lane) -> Ticket {
        self.joined += 1;
        Ticket { lane, number: self.joined, place: Place::Outside }
    }

    /// Asks whether the call may be sent. It may be asked at any time and any number of times.
    pub fn poll(&mut self, ticket: &mut Ticket, now_ms: u64) -> Admission {
        let overdue_at_ms = match ticket.place {
            Place::Through(_) => return Admission::Go,
            Place::Waiting { overdue_at_ms } => Some(overdue_at_ms),
            Place::Outside => None,
        };
        let now_ms = self.go_on(now_ms);
        self.queue.drop_overdue(now_ms);
        let before = self.queue.enter(ticket.lane, ticket.number);
        let opens_ms = self.opens_ms(ticket.lane, before, now_ms);
        if opens_ms <= now_ms {
            self.queue.leave(ticket.lane, ticket.number, overdue_at_ms);
            ticket.place = Place::Through(self.pass(now_ms));
            return Admission::Go;
        }
        let until_ms = opens_ms.min(now_ms.saturating_add(LONGEST_NAP_MS));
        let new = until_ms.saturating_add(GRACE_MS);
        self.queue.expect(ticket.lane, ticket.number, overdue_at_ms, new);
        ticket.place = Place::Waiting { overdue_at_ms: new };
        Admission::WaitUntil(until_ms)
    }

    /// Takes note that a call goes only now that was let through before. In the meantime its window may have passed, and what its
    /// answer says would be of another one.
    pub(crate) fn depart(&mut self, ticket: &mut Ticket, now_ms: u64) {
        let now_ms = self.go_on(now_ms);
        if let (Place::Through(passage), Some(window)) = (&mut ticket.place, &mut self.window) {
            window.give_up(*passage, false);
            *passage = window.pass(now_ms);
        }
    }

    /// Hands back the ticket of a call that gets no answer, sent or not. What cannot have reached the server gives its slot back.
    #[expect(clippy::needless_pass_by_value, reason = "a ticket is handed back once")]
    pub fn leave(&mut self, ticket: Ticket, sent: Sent) {
        match ticket.place {
            Place::Outside => {}
            Place::Waiting { overdue_at_ms } => self.queue.leave(ticket.lane, ticket.number, Some(overdue_at_ms)),
            Place::Through(passage) => {
                if let Some(window) = &mut self.window {
                    window.give_up(passage, sent == Sent::Maybe);
                }
            }
        }
    }

    /// Hands back the ticket of a call that was answered, with what the answer says. `is_throttled` is whether its status is 429.
    pub fn observe(&mut self, now_ms: u64, ticket: Ticket, rate_limit: Option<RateLimit>, is_throttled: bool) {
        let now_ms = self.go_on(now_ms);
        match ticket.place {
            Place::Through(passage) => {
                let read = rate_limit.unwrap_or_default();
                if self.window.as_mut().is_some_and(|window| window.learn(now_ms, passage, read, is_throttled)) {
                    self.pace.renew(now_ms, self.queue.first());
                }
            }
            _ => self.leave(ticket, Sent::No),
        }
    }

    /// The state of the limit as far as it is known, what is on its way counted as used.
    pub fn state(&self, now_ms: u64) -> RateLimit {
        let Some(mut window) = self.window else { return RateLimit::default() };
        window.advance(now_ms);
        RateLimit {
            limit: window.limit(),
            remaining: window.left(),
            resets_in_ms: window.limit().map(|_| window.closes_by_ms().saturating_sub(now_ms)),
        }
    }

    /// What answers have shown of the window that is open, without what is on its way.
    pub(crate) fn shown(&self, now_ms: u64) -> RateLimit {
        let Some(mut window) = self.window else { return RateLimit::default() };
        window.advance(now_ms);
        RateLimit { remaining: window.lowest(), ..self.state(now_ms) }
    }

    /// Takes note of the time, which never runs backwards.
    fn go_on(&mut self, now_ms: u64) -> u64 {
        self.clock_ms = self.clock_ms.max(now_ms);
        if self.window.as_mut().is_some_and(|window| window.advance(self.clock_ms)) {
            self.pace.renew(self.clock_ms, self.queue.first());
        }
        self.clock_ms
    }

    /// When the call may go that has `before` others before it.
    fn opens_ms(&self, lane: Lane, before: u64, now_ms: u64) -> u64 {
        let Some((window, left)) = self.window.and_then(|window| Some((window, window.left()?))) else { return now_ms };
        let Some(past) = before.checked_sub(left) else {
            return self.pace.opens_ms(lane, before, interval_us(&window, now_ms));
        };
        let per_window = window.limit().unwrap_or(1);
        window.closes_by_ms().saturating_add(past.saturating_mul(WINDOW_MS) / per_window)
    }

    fn pass(&mut self, now_ms: u64) -> Passage {
        let window = self.window.get_or_insert_with(|| Window::new(now_ms));
        if window.limit().is_some() {
            self.pace.take(now_ms, interval_us(window, now_ms));
        }
        window.pass(now_ms)
    }
}

/// The distance between slots when what is left is spread over what is left of the window.
fn interval_us(window: &Window, now_ms: u64) -> u64 {
    let span_us = window.spread_until_ms().saturating_sub(now_ms).saturating_mul(1_000);
    span_us / window.left().unwrap_or(1).saturating_sub(window.left_to_others(now_ms)).max(1)
}

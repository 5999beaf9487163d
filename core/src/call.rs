//! One call as a machine that is pulled.
//!
//! ```text
//!                  ┌──────────── Wait(until) ◄────────────┐
//!  start(op, args) ▼                                      │ 429, safe 5xx, connection lost before sending
//!  ──► Ready ──► Send(request) ──► Response or Lost ──► judge ──► Done(outcome) | Failed(error)
//! ```
//!
//! **After each [`Step`] the host does what it says and hands back exactly one [`Input`]; after `Done` and `Failed` there is nothing
//! left to hand.** Time is the host's monotonic clock in milliseconds, read at each step.

mod judge;
mod send;

use std::sync::Arc;

use crate::attempt::{Attempt, AttemptEnd};
use crate::config::Config;
use crate::credentials::Asking;
use crate::dice::Dice;
use crate::draft::Draft;
use crate::error::{Error, ErrorKind};
use crate::event::{Event, EventKind, Recorder};
use crate::failure;
use crate::fleet::{Fleet, Seat};
use crate::limiter::Lane;
use crate::operation::{Answer, Operation};
use crate::request::Request;
use crate::retry::{Rule, WaitReason};
use crate::retry_budget::RetryCause;
use crate::shared::{Shared, Turn};
use crate::step::{Input, Step};
use crate::version::Version;

/// One call. It holds all of its state; nothing outside it moves on.
#[derive(Debug)]
#[must_use = "a call does nothing until it is stepped"]
pub struct Call {
    label: String,
    /// The row of the catalog, when events or drift are asked for.
    row: Option<&'static Operation>,
    /// The same, when drift is.
    compared_with: Option<&'static Operation>,
    version: Version,
    events: Recorder,
    request: Arc<Request>,
    answer: Answer,
    rule: Rule,
    has_effect: bool,
    shared: Shared,
    asks_for_token: bool,
    /// The generation of the token last sent, when a provider gave it.
    sent_generation: u64,
    was_rejected: bool,
    /// How many redirects were followed; they are no repeats.
    hops: u32,
    limits: Limits,
    dice: Dice,
    asking: Option<Asking>,
    /// The lane of the rate limit, when there is one to keep.
    lane: Option<Lane>,
    turn: Option<Turn>,
    fleet: Option<Fleet>,
    seat: Seat,
    last_repeat: Option<RetryCause>,
    clock_ms: u64,
    started_ms: u64,
    deadline_ms: u64,
    attempts: Vec<Attempt>,
    state: State,
}

/// What the configuration says about attempts.
#[derive(Clone, Copy, Debug)]
struct Limits {
    max_attempts: u32,
    timeout_ms: u64,
    idle_timeout_ms: u64,
    deadline_ms: u64,
    max_body_bytes: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Ready,
    NeedsToken,
    Reserving,
    Sent { started_ms: u64, timeout_ms: u64 },
    Waiting { until_ms: u64, reason: WaitReason },
    Over,
}

impl Call {
    pub(crate) fn new(draft: &Draft, config: &Config, shared: Shared, seed: u64) -> Call {
        // A request past the catalog is labelled with its method and path, which are no id.
        let row = if config.events || config.strict { Operation::find(&draft.label) } else { None };
        Call {
            label: draft.label.clone(),
            row,
            compared_with: row.filter(|_| config.strict),
            version: config.version,
            events: Recorder::new(config.events, row.map(|row| row.id)),
            request: Arc::new(Request::build(draft, config)),
            answer: draft.answer,
            rule: Rule { repeatable: draft.repeatable, has_quota: draft.has_quota },
            has_effect: draft.has_effect,
            shared,
            asks_for_token: config.token_provider,
            sent_generation: 0,
            was_rejected: false,
            hops: 0,
            limits: Limits {
                max_attempts: config.max_attempts,
                timeout_ms: config.timeout_ms,
                idle_timeout_ms: config.idle_timeout_ms,
                deadline_ms: config.deadline_ms,
                max_body_bytes: config.max_body_bytes,
            },
            dice: Dice::new(seed),
            asking: None,
            lane: config.limiter.then_some(config.lane),
            turn: None,
            fleet: config.fleet.clone(),
            seat: Seat::Outside,
            last_repeat: None,
            clock_ms: 0,
            started_ms: u64::MAX,
            deadline_ms: u64::MAX,
            attempts: Vec::new(),
            state: State::Ready,
        }
    }

    /// The row of the catalog it calls; `None` past the catalog.
    pub fn operation(&self) -> Option<&'static Operation> {
        Operation::find(&self.label)
    }

    /// What would be sent.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// What happened since the last time, the oldest first; nothing unless [`Config::events`] is on. It may be asked at any time. Of
    /// more than 256 events that nobody fetches, the oldest are given up and counted in [`EventKind::Dropped`].
    pub fn drain_events(&mut self) -> Vec<Event> {
        self.events.drain()
    }

    /// Takes what happened and answers what to do next. Total: an input that does not fit ends the call with
    /// [`ErrorKind::Misuse`], and every script of inputs ends.
    pub fn step(&mut self, now_ms: u64, input: Input<'_>) -> Step {
        // A clock that runs backwards would move the deadline.
        self.clock_ms = self.clock_ms.max(now_ms);
        let now_ms = self.clock_ms;
        match (self.state, input) {
            (State::Over, _) => self.misuse("the call is over"),
            (_, Input::Cancel) => self.cancel(now_ms),
            (State::Ready, Input::Start) => {
                self.started_ms = now_ms;
                self.deadline_ms = now_ms.saturating_add(self.limits.deadline_ms);
                self.send(now_ms)
            }
            (State::Sent { started_ms, .. }, Input::Response { attempt, head, body }) if attempt == self.attempt() => {
                self.judge(started_ms, now_ms, &head, body)
            }
            (State::Sent { started_ms, .. }, Input::Head { attempt, head }) if attempt == self.attempt() => {
                self.judge_head(started_ms, now_ms, &head)
            }
            (State::Sent { started_ms, .. }, Input::Read { attempt, head, bytes })
                if attempt == self.attempt() && self.is_for_the_host(&head) =>
            {
                self.close(started_ms, now_ms, &head, Some(bytes));
                self.done(&head, None, Vec::new())
            }
            (State::Sent { started_ms, timeout_ms }, Input::Lost { attempt, kind, sent, message })
                if attempt == self.attempt() =>
            {
                let error = failure::lost(kind, message, timeout_ms);
                self.judge_loss(started_ms, now_ms, AttemptEnd::Lost { kind, sent }, error)
            }
            (State::NeedsToken, Input::Token(text)) => self.take_token(now_ms, text),
            (State::NeedsToken, Input::NoToken { message }) => {
                self.fail(Error::new(ErrorKind::Authentication, format!("the provider gave no token: {message}")))
            }
            (State::Reserving, Input::Reserved(reply)) => self.take_seat(now_ms, reply),
            (State::Reserving, Input::Unavailable { message }) => self.go_without_store(now_ms, message),
            (State::Waiting { until_ms, reason }, Input::Woke) if now_ms < until_ms => Step::Wait { until_ms, reason },
            (State::Waiting { .. }, Input::Woke) => self.send(now_ms),
            (
                State::Sent { .. },
                Input::Response { attempt, .. }
                | Input::Head { attempt, .. }
                | Input::Read { attempt, .. }
                | Input::Lost { attempt, .. },
            ) if attempt != self.attempt() => {
                let message = format!("attempt {attempt} was answered, and attempt {} is under way", self.attempt());
                self.misuse(&message)
            }
            (State::Ready, _) => self.misuse("the first input of a call is its start"),
            (State::Sent { .. }, _) => {
                self.misuse("a request is under way, and neither an answer nor a loss was reported")
            }
            (State::NeedsToken, _) => self.misuse("a token was asked for, and something else was handed in"),
            (State::Reserving, _) => self.misuse("a slot was asked for, and something else was handed in"),
            (State::Waiting { .. }, _) => self.misuse("the call is waiting, and nothing but waking was expected"),
        }
    }

    /// The number of the attempt under way.
    fn attempt(&self) -> u32 {
        count(&self.attempts).saturating_add(1)
    }

    /// How long the call takes by now; nothing before it was started.
    fn duration_ms(&self) -> u64 {
        self.clock_ms.saturating_sub(self.started_ms)
    }

    fn cancel(&mut self, now_ms: u64) -> Step {
        if let State::Sent { started_ms, .. } = self.state {
            self.end_attempt(started_ms, now_ms, AttemptEnd::Canceled);
        }
        self.fail(Error::new(ErrorKind::Canceled, "the caller canceled the call"))
    }

    fn misuse(&mut self, message: &str) -> Step {
        self.fail(Error::new(ErrorKind::Misuse, format!("the host broke the contract of `step`: {message}")))
    }

    fn fail(&mut self, error: Error) -> Step {
        // A host that errs while a request is under way leaves its end unknown.
        let was_sent = matches!(self.state, State::Sent { .. });
        self.state = State::Over;
        self.asking = None;
        self.turn = None;
        let mut error = error.of_operation(&self.label);
        error.attempts = std::mem::take(&mut self.attempts);
        error.maybe_applied = self.has_effect
            && (was_sent && error.kind == ErrorKind::Misuse
                || error.attempts.iter().any(|attempt| attempt.end.is_ambiguous()));
        self.request.scrub(&mut error.message);
        let failure = &mut *error;
        let details =
            failure.errors.iter_mut().flat_map(|detail| [&mut detail.code, &mut detail.message, &mut detail.field]);
        for text in details.chain([&mut failure.code, &mut failure.request_id]).flatten() {
            self.request.scrub(text);
        }
        let duration_ms = self.duration_ms();
        self.events.record(self.clock_ms, || EventKind::Failed {
            kind: error.kind,
            status: error.status,
            attempts: count(&error.attempts),
            duration_ms,
            maybe_applied: error.maybe_applied,
        });
        Step::Failed(error)
    }
}

fn count(attempts: &[Attempt]) -> u32 {
    u32::try_from(attempts.len()).unwrap_or(u32::MAX)
}

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

use std::sync::Arc;

use crate::attempt::{Attempt, AttemptEnd};
use crate::config::{BaseUrl, Config};
use crate::credentials::{Asking, Credentials, Need};
use crate::dice::Dice;
use crate::document::Index;
use crate::draft::Draft;
use crate::error::{Error, ErrorKind};
use crate::failure;
use crate::operation::Answer;
use crate::rate_limit::RateLimit;
use crate::request::Request;
use crate::response::{Head, Outcome};
use crate::retry::{self, Rule, WaitReason};
use crate::step::{Input, Send, Step, TokenReason};
use crate::token::Token;

/// One call. It holds all of its state; nothing outside it moves on.
#[derive(Debug)]
#[must_use = "a call does nothing until it is stepped"]
pub struct Call {
    label: String,
    request: Arc<Request>,
    answer: Answer,
    rule: Rule,
    has_effect: bool,
    credentials: Option<Credentials>,
    /// The generation of the token last sent, when a provider gave it.
    sent_generation: u64,
    was_rejected: bool,
    /// How many redirects were followed; they are no repeats.
    hops: u32,
    limits: Limits,
    dice: Dice,
    asking: Option<Asking>,
    clock_ms: u64,
    deadline_ms: u64,
    attempts: Vec<Attempt>,
    state: State,
}

/// As much of a streamed answer as an error of the API can need.
const ERROR_BYTES: usize = 64 << 10;

/// How many redirects are followed.
const MAX_HOPS: u32 = 3;

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
    Sent { started_ms: u64, timeout_ms: u64 },
    Waiting { until_ms: u64, reason: WaitReason },
    Over,
}

impl Call {
    pub(crate) fn new(draft: &Draft, config: &Config, credentials: Credentials, seed: u64) -> Call {
        Call {
            label: draft.label.clone(),
            request: Arc::new(Request::build(draft, config)),
            answer: draft.answer,
            rule: Rule { repeatable: draft.repeatable, has_quota: draft.has_quota },
            has_effect: draft.has_effect,
            credentials: config.token_provider.then_some(credentials),
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
            clock_ms: 0,
            deadline_ms: u64::MAX,
            attempts: Vec::new(),
            state: State::Ready,
        }
    }

    /// What would be sent.
    pub fn request(&self) -> &Request {
        &self.request
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
                self.deadline_ms = now_ms.saturating_add(self.limits.deadline_ms);
                self.send(now_ms)
            }
            (State::Sent { started_ms, .. }, Input::Response { attempt, head, body }) if attempt == self.attempt() => {
                self.judge(started_ms, now_ms, &head, body)
            }
            (State::Sent { started_ms, .. }, Input::Head { attempt, head })
                if attempt == self.attempt() && self.streams() =>
            {
                self.judge_head(started_ms, now_ms, &head)
            }
            (State::Sent { started_ms, timeout_ms }, Input::Lost { attempt, kind, sent, message })
                if attempt == self.attempt() =>
            {
                let error = failure::lost(kind, message, timeout_ms);
                self.end_attempt(started_ms, now_ms, AttemptEnd::Lost { kind, sent });
                self.repeat_or_fail(now_ms, error, None)
            }
            (State::NeedsToken, Input::Token(text)) => self.take_token(now_ms, text),
            (State::NeedsToken, Input::NoToken { message }) => {
                self.fail(Error::new(ErrorKind::Authentication, format!("the provider gave no token: {message}")))
            }
            (State::Waiting { until_ms, reason }, Input::Woke) if now_ms < until_ms => Step::Wait { until_ms, reason },
            (State::Waiting { .. }, Input::Woke) => self.send(now_ms),
            (State::Sent { .. }, Input::Response { attempt, .. } | Input::Lost { attempt, .. })
                if attempt != self.attempt() =>
            {
                let message = format!("attempt {attempt} was answered, and attempt {} is under way", self.attempt());
                self.misuse(&message)
            }
            (State::Ready, _) => self.misuse("the first input of a call is its start"),
            (State::Sent { .. }, _) => {
                self.misuse("a request is under way, and neither an answer nor a loss was reported")
            }
            (State::NeedsToken, _) => self.misuse("a token was asked for, and something else was handed in"),
            (State::Waiting { .. }, _) => self.misuse("the call is waiting, and nothing but waking was expected"),
        }
    }

    /// The number of the attempt under way.
    fn attempt(&self) -> u32 {
        u32::try_from(self.attempts.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    fn send(&mut self, now_ms: u64) -> Step {
        let left_ms = self.deadline_ms.saturating_sub(now_ms);
        if left_ms == 0 {
            let message = format!(
                "the deadline of {} passed before attempt {}",
                failure::seconds(self.limits.deadline_ms),
                self.attempt()
            );
            return self.fail(Error::new(ErrorKind::Timeout, message));
        }
        if let Some(credentials) = self.credentials.as_ref().filter(|_| self.hops == 0) {
            match credentials.need(now_ms) {
                Need::Use(token, generation) => {
                    Arc::make_mut(&mut self.request).set_token(token);
                    self.sent_generation = generation;
                }
                Need::Ask(asking) => {
                    self.asking = Some(asking);
                    self.state = State::NeedsToken;
                    let reason = if self.was_rejected { TokenReason::Rejected } else { TokenReason::Initial };
                    return Step::NeedToken { reason };
                }
                Need::LookAgain { until_ms } => {
                    let (until_ms, reason) = (until_ms.min(self.deadline_ms), WaitReason::Token);
                    self.state = State::Waiting { until_ms, reason };
                    return Step::Wait { until_ms, reason };
                }
            }
        }
        let timeout_ms = self.limits.timeout_ms.min(left_ms);
        self.state = State::Sent { started_ms: now_ms, timeout_ms };
        Step::Send(Send {
            attempt: self.attempt(),
            request: Arc::clone(&self.request),
            timeout_ms,
            idle_timeout_ms: self.limits.idle_timeout_ms.min(left_ms),
            max_body_bytes: self.limits.max_body_bytes,
            stream: self.streams(),
        })
    }

    fn streams(&self) -> bool {
        matches!(self.answer, Answer::Bytes | Answer::Redirect)
    }

    fn take_token(&mut self, now_ms: u64, text: &str) -> Step {
        match (Token::new(text), self.asking.take()) {
            (Ok(token), Some(asking)) => {
                asking.answer(token);
                self.send(now_ms)
            }
            (Err(error), _) => self.fail(error),
            (Ok(_), None) => self.misuse("no token was asked for"),
        }
    }

    /// Whether a rejected token may be replaced: once in a call, since a fresh one that is rejected as well will not get better.
    fn may_replace_token(&mut self, status: u16) -> bool {
        let Some(credentials) = self.credentials.as_ref().filter(|_| status == 401) else { return false };
        credentials.reject(self.sent_generation);
        !std::mem::replace(&mut self.was_rejected, true) && self.attempt() <= self.limits.max_attempts
    }

    /// Judges an answer by its head alone, as far as that goes.
    fn judge_head(&mut self, started_ms: u64, now_ms: u64, head: &Head<'_>) -> Step {
        match head.status {
            200..=299 => {
                self.close(started_ms, now_ms, head);
                self.done(head, None)
            }
            _ if self.is_redirect(head) => {
                self.close(started_ms, now_ms, head);
                self.follow(now_ms, head)
            }
            _ => Step::Collect { max_bytes: ERROR_BYTES },
        }
    }

    fn judge(&mut self, started_ms: u64, now_ms: u64, head: &Head<'_>, body: &[u8]) -> Step {
        self.close(started_ms, now_ms, head);
        if self.may_replace_token(head.status) {
            return self.send(now_ms);
        }
        if self.is_redirect(head) {
            return self.follow(now_ms, head);
        }
        if !(200..=299).contains(&head.status) {
            return self.repeat_or_fail(now_ms, failure::read(head, body), retry::asked_ms(head));
        }
        match self.index(body) {
            Ok(index) => self.done(head, index),
            Err(message) => {
                let mut error = Error::new(ErrorKind::Api, message);
                error.status = Some(head.status);
                error.request_id = request_id(head);
                error.rate_limit = RateLimit::read(head);
                self.repeat_or_fail(now_ms, error, None)
            }
        }
    }

    fn done(&mut self, head: &Head<'_>, index: Option<Index>) -> Step {
        self.state = State::Over;
        Step::Done(Box::new(Outcome {
            status: head.status,
            index,
            request_id: request_id(head),
            rate_limit: RateLimit::read(head),
            attempts: std::mem::take(&mut self.attempts),
        }))
    }

    fn is_redirect(&self, head: &Head<'_>) -> bool {
        self.answer == Answer::Redirect && (300..=399).contains(&head.status) && head.header("location").is_some()
    }

    /// Goes where the answer says, without the token: the address is signed, and belongs to somebody else.
    fn follow(&mut self, now_ms: u64, head: &Head<'_>) -> Step {
        let address = head.header("location").unwrap_or_default();
        self.hops += 1;
        let place = address.split(['?', '#']).next().unwrap_or(address);
        match place.parse::<BaseUrl>() {
            Ok(_) if self.hops <= MAX_HOPS => {
                self.request = Arc::new(self.request.redirected(address));
                self.send(now_ms)
            }
            Ok(_) => self.fail(Error::new(ErrorKind::Api, format!("the server redirects more than {MAX_HOPS} times"))),
            Err(error) => {
                let message = format!("the server redirects to where nobody should go: {}", error.message);
                self.fail(Error::new(ErrorKind::Api, message))
            }
        }
    }

    /// The index of a success. An empty body is a fair answer to anything; one that should be JSON and is not, is none.
    fn index(&self, body: &[u8]) -> Result<Option<Index>, String> {
        match self.answer {
            Answer::Text | Answer::Bytes | Answer::Redirect => Ok(None),
            Answer::Empty => Ok(Index::parse(body).ok()),
            Answer::Json if body.is_empty() => Ok(None),
            Answer::Json => match Index::parse(body) {
                Ok(index) => Ok(Some(index)),
                Err(error) => Err(format!("the answer is not JSON: {error}")),
            },
        }
    }

    fn close(&mut self, started_ms: u64, ended_ms: u64, head: &Head<'_>) {
        self.end_attempt(
            started_ms,
            ended_ms,
            AttemptEnd::Answered { status: head.status, request_id: request_id(head) },
        );
    }

    fn end_attempt(&mut self, started_ms: u64, ended_ms: u64, end: AttemptEnd) {
        self.attempts.push(Attempt { number: self.attempt(), started_ms, ended_ms, end, waited_ms: None });
    }

    fn repeat_or_fail(&mut self, now_ms: u64, mut error: Error, asked_ms: Option<u64>) -> Step {
        error.retry_after_ms = asked_ms;
        let count = self.attempts.len();
        let last = self.attempts.last_mut().expect("an attempt was closed before its end is judged");
        if !self.rule.allows(&last.end, error.rate_limit)
            || last.number >= self.limits.max_attempts.saturating_add(self.hops)
        {
            return self.fail(error);
        }
        let (wait_ms, reason) = retry::wait_ms(last.number, error.status, asked_ms, &mut self.dice);
        let until_ms = now_ms.saturating_add(wait_ms);
        if until_ms >= self.deadline_ms {
            error.retry_after_ms = Some(wait_ms);
            error.message = format!(
                "{}; the next attempt would be in {}, past the deadline of {} for the whole call",
                error.message,
                failure::seconds(wait_ms),
                failure::seconds(self.limits.deadline_ms)
            );
            return self.fail(error);
        }
        self.attempts[count - 1].waited_ms = Some(wait_ms);
        self.state = State::Waiting { until_ms, reason };
        Step::Wait { until_ms, reason }
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
        let mut error = error.of_operation(&self.label);
        error.attempts = std::mem::take(&mut self.attempts);
        error.maybe_applied = self.has_effect
            && (was_sent && error.kind == ErrorKind::Misuse
                || error.attempts.iter().any(|attempt| attempt.end.is_ambiguous()));
        self.request.scrub(&mut error.message);
        let details =
            error.errors.iter_mut().flat_map(|detail| [&mut detail.code, &mut detail.message, &mut detail.field]);
        for text in details.chain([&mut error.code, &mut error.request_id]).flatten() {
            self.request.scrub(text);
        }
        Step::Failed(Box::new(error))
    }
}

fn request_id(head: &Head<'_>) -> Option<String> {
    head.header("x-request-id").map(str::to_owned)
}

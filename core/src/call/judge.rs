//! What an attempt came to: an end, or another attempt.

use std::sync::Arc;

use crate::attempt::{Attempt, AttemptEnd};
use crate::document::Index;
use crate::drift::Drift;
use crate::error::{Error, ErrorKind};
use crate::event::{EventKind, TokenState};
use crate::failure;
use crate::operation::Answer;
use crate::rate_limit::RateLimit;
use crate::response::{Head, Outcome};
use crate::retry;
use crate::step::{Form, Step};

use super::{Call, State, count};

/// As much of a streamed answer as an error of the API can need.
const ERROR_BYTES: usize = 64 << 10;

impl Call {
    /// Whether a rejected token may be replaced: once in a call, since a fresh one that is rejected as well will not get better.
    fn may_replace_token(&mut self, status: u16) -> bool {
        if status != 401 || !self.asks_for_token || self.hops > 0 {
            return false;
        }
        self.shared.credentials.reject(self.sent_generation);
        self.events.record(self.clock_ms, || EventKind::Token(TokenState::Rejected));
        !std::mem::replace(&mut self.was_rejected, true) && self.attempt() <= self.limits.max_attempts
    }

    /// Judges an answer by its head alone, as far as that goes.
    pub(super) fn judge_head(&mut self, started_ms: u64, now_ms: u64, head: &Head<'_>) -> Step {
        match head.status {
            200..=299 if self.streams() => {
                self.close(started_ms, now_ms, head, None);
                self.done(head, None, Vec::new())
            }
            _ if self.is_for_the_host(head) => Step::Read { form: self.form(head) },
            200..=299 => Step::Collect { max_bytes: self.limits.max_body_bytes },
            _ if self.is_redirect(head) => {
                self.close(started_ms, now_ms, head, None);
                self.follow(now_ms, head)
            }
            _ => Step::Collect { max_bytes: ERROR_BYTES },
        }
    }

    /// Whether an answer is a success that needs no look of ours at its body.
    pub(super) fn is_for_the_host(&self, head: &Head<'_>) -> bool {
        (200..=299).contains(&head.status) && self.compared_with.is_none()
    }

    pub(super) fn judge(&mut self, started_ms: u64, now_ms: u64, head: &Head<'_>, body: &[u8]) -> Step {
        self.close(started_ms, now_ms, head, Some(body.len()));
        if self.may_replace_token(head.status) {
            return self.send(now_ms);
        }
        if self.is_redirect(head) {
            return self.follow(now_ms, head);
        }
        if !(200..=299).contains(&head.status) {
            let error = failure::read(head, body, |text| self.request.scrub(text));
            return self.repeat_or_fail(now_ms, error, retry::asked_ms(head));
        }
        match self.index(head, body) {
            Ok(index) => {
                let drift = self.drift(index.as_ref(), body);
                self.done(head, index, drift)
            }
            Err(message) => {
                let mut error = Error::new(ErrorKind::Api, message);
                error.status = Some(head.status);
                error.request_id = self.request_id(head);
                error.rate_limit = RateLimit::read(head);
                self.repeat_or_fail(now_ms, error, None)
            }
        }
    }

    pub(super) fn judge_loss(&mut self, started_ms: u64, now_ms: u64, end: AttemptEnd, error: Error) -> Step {
        if let (Some(turn), AttemptEnd::Lost { sent, .. }) = (self.turn.take(), &end) {
            turn.lost(*sent);
        }
        if let AttemptEnd::Lost { kind, sent } = end {
            let (attempt, duration_ms) = (self.attempt(), now_ms.saturating_sub(started_ms));
            self.events.record(now_ms, || EventKind::Lost { attempt, kind, sent, duration_ms });
        }
        self.end_attempt(started_ms, now_ms, end);
        self.repeat_or_fail(now_ms, error, None)
    }

    pub(super) fn done(&mut self, head: &Head<'_>, index: Option<Index>, drift: Vec<Drift>) -> Step {
        self.state = State::Over;
        // A host may keep the call, and what was sent can be large.
        if let Some(request) = Arc::get_mut(&mut self.request) {
            request.body = None;
        }
        self.shared.refund(self.last_repeat);
        if !drift.is_empty() {
            self.events.record(self.clock_ms, || EventKind::Drift(drift.clone()));
        }
        let (status, attempts, duration_ms) = (head.status, count(&self.attempts), self.duration_ms());
        self.events.record(self.clock_ms, || EventKind::Done { status, attempts, duration_ms });
        Step::Done(Box::new(Outcome {
            status: head.status,
            index,
            request_id: self.request_id(head),
            rate_limit: RateLimit::read(head),
            retry_after_ms: head.retry_after_ms(),
            attempts: std::mem::take(&mut self.attempts),
            drift,
        }))
    }

    /// Where a success is not what the catalog describes, for those who ask.
    #[cfg(feature = "drift")]
    fn drift(&self, index: Option<&Index>, body: &[u8]) -> Vec<Drift> {
        let Some((row, index)) = self.compared_with.zip(index) else { return Vec::new() };
        let mut drift = Drift::of_answer(row, self.version, index.root(body));
        for difference in &mut drift {
            self.request.scrub(&mut difference.path);
        }
        drift
    }

    /// Without the tables nobody can ask: such a configuration is refused.
    #[cfg(not(feature = "drift"))]
    fn drift(&self, _: Option<&Index>, _: &[u8]) -> Vec<Drift> {
        debug_assert!(self.compared_with.is_none(), "a configuration was not checked");
        Vec::new()
    }

    fn is_redirect(&self, head: &Head<'_>) -> bool {
        self.answer == Answer::Redirect && (300..=399).contains(&head.status) && head.header("location").is_some()
    }

    /// The index of a success. An empty body is a fair answer to anything; one that should be JSON and is not, is none.
    fn index(&self, head: &Head<'_>, body: &[u8]) -> Result<Option<Index>, String> {
        match self.form(head) {
            Form::Text | Form::Bytes => Ok(None),
            Form::JsonOrNothing => Ok(Index::parse(body).ok()),
            Form::Json if body.is_empty() => Ok(None),
            Form::Json => match Index::parse(body) {
                Ok(index) => Ok(Some(index)),
                Err(error) => Err(format!("the answer is not JSON: {error}")),
            },
        }
    }

    /// What the body of a success should be.
    fn form(&self, head: &Head<'_>) -> Form {
        match (self.answer, head.header("content-type")) {
            (Answer::Any, Some(kind)) if !kind.to_ascii_lowercase().contains("json") => Form::Bytes,
            (Answer::Any | Answer::Json, _) => Form::Json,
            (Answer::Empty, _) => Form::JsonOrNothing,
            (Answer::Text, _) => Form::Text,
            (Answer::Bytes | Answer::Redirect, _) => Form::Bytes,
        }
    }

    pub(super) fn close(&mut self, started_ms: u64, ended_ms: u64, head: &Head<'_>, bytes: Option<usize>) {
        let request_id = self.request_id(head);
        let attempt = self.attempt();
        self.events.record(ended_ms, || EventKind::Response {
            attempt,
            status: head.status,
            duration_ms: ended_ms.saturating_sub(started_ms),
            request_id: request_id.clone(),
            bytes,
            rate_limit: RateLimit::read(head),
        });
        if let Some(turn) = self.turn.take() {
            let rate_limit = RateLimit::read(head);
            // A 429 that says nothing of the limit is about something else, such as one resource.
            turn.answered(ended_ms, rate_limit, head.status == 429 && rate_limit.is_some());
            if rate_limit.is_some() {
                self.events.record(ended_ms, || EventKind::Limit(self.shared.rate_limit(ended_ms)));
            }
        }
        let end = AttemptEnd::Answered { status: head.status, request_id };
        self.end_attempt(started_ms, ended_ms, end);
    }

    pub(super) fn end_attempt(&mut self, started_ms: u64, ended_ms: u64, end: AttemptEnd) {
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
        let cause = retry::cause(&self.attempts[count - 1].end);
        if !self.shared.spend(cause) {
            error.message =
                format!("{}; too many calls have failed lately, so this one is not repeated", error.message);
            return self.fail(error);
        }
        self.last_repeat = Some(cause);
        self.attempts[count - 1].waited_ms = Some(wait_ms);
        let attempt = self.attempt();
        self.events.record(now_ms, || EventKind::Retry { attempt, cause });
        self.wait(until_ms, reason)
    }

    /// The server's name for the request, which something on the way may have mixed up with the token.
    fn request_id(&self, head: &Head<'_>) -> Option<String> {
        let mut id = head.header("x-request-id")?.to_owned();
        self.request.scrub(&mut id);
        Some(id)
    }
}

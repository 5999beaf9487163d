//! What stands before a sending: the deadline, the token, the turn under the rate limit.

use std::sync::Arc;

use crate::config::{BaseUrl, without_credentials};
use crate::credentials::Need;
use crate::error::{Error, ErrorKind};
use crate::event::{EventKind, TokenState};
use crate::failure;
use crate::fleet::{Seat, WithoutStore};
use crate::limiter::Admission;
use crate::operation::Answer;
use crate::response::Head;
use crate::retry::WaitReason;
use crate::step::{Send, Step, TokenReason};
use crate::token::Token;

use super::{Call, State};

/// How many redirects are followed.
const MAX_HOPS: u32 = 3;

impl Call {
    pub(super) fn send(&mut self, now_ms: u64) -> Step {
        let left_ms = self.deadline_ms.saturating_sub(now_ms);
        if left_ms == 0 {
            let while_waiting = match self.state {
                State::Waiting { reason: WaitReason::Turn, .. } => {
                    ", while other calls went first under the rate limit"
                }
                State::Waiting { reason: WaitReason::Fleet, .. } => {
                    ", while other calls went first in the budget of the fleet"
                }
                State::Reserving => ", while the store of the fleet was asked for a slot",
                _ => "",
            };
            let (limit, attempt) = (failure::seconds(self.limits.deadline_ms), self.attempt());
            let message = format!("the deadline of {limit} passed before attempt {attempt}{while_waiting}");
            return self.fail(Error::new(ErrorKind::Timeout, message));
        }
        // The address of a redirect is somebody else's: neither the token nor the rate limit is about it.
        if self.hops == 0
            && let Some(step) =
                self.need_token(now_ms).or_else(|| self.await_turn(now_ms)).or_else(|| self.reserve(now_ms))
        {
            return step;
        }
        let timeout_ms = self.limits.timeout_ms.min(left_ms);
        self.state = State::Sent { started_ms: now_ms, timeout_ms };
        let (attempt, method, version, lane) = (self.attempt(), self.request.method, self.version, self.lane);
        let path = self.row.filter(|_| self.hops == 0).map(|row| row.path);
        self.events.record(now_ms, || EventKind::Request { attempt, method, path, version, lane });
        Step::Send(Send {
            attempt,
            request: Arc::clone(&self.request),
            timeout_ms,
            idle_timeout_ms: self.limits.idle_timeout_ms.min(left_ms),
            max_body_bytes: self.limits.max_body_bytes,
            stream: self.streams(),
        })
    }

    pub(super) fn streams(&self) -> bool {
        matches!(self.answer, Answer::Bytes | Answer::Redirect)
    }

    /// Puts the token into the request, or says what to do for one.
    fn need_token(&mut self, now_ms: u64) -> Option<Step> {
        if !self.asks_for_token {
            return None;
        }
        match self.shared.credentials.need(now_ms) {
            Need::Use(token, generation) => {
                Arc::make_mut(&mut self.request).set_token(token);
                self.sent_generation = generation;
                None
            }
            Need::Ask(asking) => {
                self.asking = Some(asking);
                self.state = State::NeedsToken;
                self.events.record(now_ms, || EventKind::Token(TokenState::Asked));
                let reason = if self.was_rejected { TokenReason::Rejected } else { TokenReason::Initial };
                Some(Step::NeedToken { reason })
            }
            Need::LookAgain { until_ms } => Some(self.wait(until_ms, WaitReason::Token)),
        }
    }

    /// Waits for the call's turn under the rate limit.
    fn await_turn(&mut self, now_ms: u64) -> Option<Step> {
        let lane = self.lane?;
        let turn = self.turn.get_or_insert_with(|| self.shared.join(lane));
        match turn.ask(now_ms) {
            Admission::Go => None,
            Admission::WaitUntil(until_ms) => Some(self.wait(until_ms, WaitReason::Turn)),
        }
    }

    /// Asks for a slot in the budget of the fleet, or waits until it opens.
    fn reserve(&mut self, now_ms: u64) -> Option<Step> {
        let (fleet, lane) = self.fleet.as_ref().zip(self.lane)?;
        if let Seat::Slot { opens_ms } = self.seat {
            if opens_ms > now_ms {
                return Some(self.wait(opens_ms, WaitReason::Fleet));
            }
            // It is good for one sending.
            self.seat = Seat::Outside;
            if let Some(turn) = &mut self.turn {
                turn.taken(now_ms);
            }
            return None;
        }
        let left_ms = self.deadline_ms.saturating_sub(now_ms);
        let reserve = fleet.reservation(lane, self.seat, self.shared.shown(now_ms), left_ms);
        self.state = State::Reserving;
        Some(Step::Reserve(reserve))
    }

    pub(super) fn take_seat(&mut self, now_ms: u64, reply: &[i64]) -> Step {
        let Some((seat, then_ms)) = Seat::of_reply(reply, now_ms) else {
            let answer = reply.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
            return self.go_without_store(now_ms, &format!("it answered [{answer}], which is no reply of the script"));
        };
        self.seat = seat;
        if then_ms > now_ms { self.wait(then_ms, WaitReason::Fleet) } else { self.send(now_ms) }
    }

    pub(super) fn go_without_store(&mut self, now_ms: u64, message: &str) -> Step {
        if self.fleet.as_ref().is_some_and(|fleet| fleet.without_store == WithoutStore::Closed) {
            let attempt = self.attempt();
            let message = format!("the store of the fleet gave no slot, so attempt {attempt} was not sent: {message}");
            return self.fail(Error::new(ErrorKind::Transport, message));
        }
        self.seat = Seat::Slot { opens_ms: now_ms };
        self.send(now_ms)
    }

    pub(super) fn wait(&mut self, until_ms: u64, reason: WaitReason) -> Step {
        let until_ms = until_ms.min(self.deadline_ms);
        self.state = State::Waiting { until_ms, reason };
        let wait_ms = until_ms.saturating_sub(self.clock_ms);
        self.events.record(self.clock_ms, || EventKind::Wait { reason, until_ms, wait_ms });
        Step::Wait { until_ms, reason }
    }

    pub(super) fn take_token(&mut self, now_ms: u64, text: &str) -> Step {
        match (Token::new(text), self.asking.take()) {
            (Ok(token), Some(asking)) => {
                asking.answer(token);
                self.send(now_ms)
            }
            (Err(error), _) => self.fail(error),
            (Ok(_), None) => self.misuse("no token was asked for"),
        }
    }

    /// Goes where the answer says, without the token: the address is signed, and belongs to somebody else.
    pub(super) fn follow(&mut self, now_ms: u64, head: &Head<'_>) -> Step {
        let address = head.header("location").unwrap_or_default();
        self.hops += 1;
        let place = address.split(['?', '#']).next().unwrap_or(address);
        match BaseUrl::read(place) {
            Ok(_) if self.hops <= MAX_HOPS => {
                self.request = Arc::new(self.request.redirected(address));
                self.send(now_ms)
            }
            Ok(_) => self.fail(Error::new(ErrorKind::Api, format!("the server redirects more than {MAX_HOPS} times"))),
            Err(what) => {
                let place = without_credentials(place);
                let message = format!("the server redirects to {place}, which {what} and so is not followed");
                self.fail(Error::new(ErrorKind::Api, message))
            }
        }
    }
}

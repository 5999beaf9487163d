//! One call, pulled in texts.

use std::sync::Arc;

use super::{attempts, error_to_json, events};
use crate::attempt::{LostKind, Sent};
use crate::error::Error;
use crate::json::{Object, texts};
use crate::request::Request;
use crate::response::{Head, Outcome};
use crate::step::{Input, Send, Step};

/// One call. Each method says what happened at `now_ms` on the host's clock, and answers with the [`Step`] to take as JSON, an object
/// of one member: `send`, `wait`, `need_token`, `reserve`, `collect`, `read`, `done` or `failed`.
#[derive(Debug)]
#[must_use = "a call does nothing until it is started"]
pub struct Call {
    inner: crate::Call,
    /// The head that came last, until the body of the same answer is reported.
    head: (u16, String),
    /// What is to be sent now.
    request: Option<Arc<Request>>,
    /// Why it failed, for the job it belongs to.
    pub(super) failure: Option<Error>,
}

impl Call {
    pub(super) fn new(inner: crate::Call) -> Call {
        Call { inner, head: (0, String::new()), request: None, failure: None }
    }

    /// Begins.
    pub fn start(&mut self, now_ms: u64) -> String {
        self.step(now_ms, Input::Start)
    }

    /// The body to send, after a `send` whose `has_body` is true.
    pub fn body(&self) -> &[u8] {
        self.request.as_ref().and_then(|request| request.body.as_deref()).unwrap_or_default()
    }

    /// The head of an answer came. `headers` holds a line for each: its name, a colon, its value, a line feed.
    pub fn head(&mut self, now_ms: u64, attempt: u32, status: u16, headers: &str) -> String {
        headers.clone_into(&mut self.head.1);
        self.head.0 = status;
        let pairs = read_pairs(headers);
        self.step(now_ms, Input::Head { attempt, head: Head { status, headers: &pairs } })
    }

    /// After `read`: the body is as it should be, and had so many bytes.
    pub fn read(&mut self, now_ms: u64, attempt: u32, bytes: usize) -> String {
        let (status, headers) = std::mem::take(&mut self.head);
        let pairs = read_pairs(&headers);
        self.step(now_ms, Input::Read { attempt, head: Head { status, headers: &pairs }, bytes })
    }

    /// After `collect`, and after `read` when the body is not as it should be: the body, whose head was reported.
    pub fn collected(&mut self, now_ms: u64, attempt: u32, body: &[u8]) -> String {
        let (status, headers) = std::mem::take(&mut self.head);
        self.answered(now_ms, attempt, status, &headers, body)
    }

    /// A whole answer came.
    pub fn answered(&mut self, now_ms: u64, attempt: u32, status: u16, headers: &str, body: &[u8]) -> String {
        let pairs = read_pairs(headers);
        self.step(now_ms, Input::Response { attempt, head: Head { status, headers: &pairs }, body })
    }

    /// No whole answer came. `kind` is `connection`, `timeout`, `protocol` or `too_large`, and `sent` is `no` or `maybe`.
    ///
    /// # Errors
    /// When they are other words. The call is as it was.
    pub fn lost(&mut self, now_ms: u64, attempt: u32, kind: &str, sent: &str, message: &str) -> Result<String, String> {
        let kind: LostKind = kind.parse().map_err(super::refused)?;
        let sent: Sent = sent.parse().map_err(super::refused)?;
        Ok(self.step(now_ms, Input::Lost { attempt, kind, sent, message }))
    }

    /// The wait is over.
    pub fn woke(&mut self, now_ms: u64) -> String {
        self.step(now_ms, Input::Woke)
    }

    /// The provider gave a token.
    pub fn token(&mut self, now_ms: u64, token: &str) -> String {
        self.step(now_ms, Input::Token(token))
    }

    /// The provider gave none, for the reason in `message`.
    pub fn no_token(&mut self, now_ms: u64, message: &str) -> String {
        self.step(now_ms, Input::NoToken { message })
    }

    /// The store ran the script; its reply as it came.
    pub fn reserved(&mut self, now_ms: u64, reply: &[i64]) -> String {
        self.step(now_ms, Input::Reserved(reply))
    }

    /// The store could not be asked, for the reason in `message`.
    pub fn unavailable(&mut self, now_ms: u64, message: &str) -> String {
        self.step(now_ms, Input::Unavailable { message })
    }

    /// The caller wants no more of it.
    pub fn cancel(&mut self, now_ms: u64) -> String {
        self.step(now_ms, Input::Cancel)
    }

    /// What the call did since it was last asked: a list of events.
    pub fn drain_events(&mut self) -> String {
        events(&self.inner.drain_events())
    }

    /// Why it failed. A call that is still under way is canceled.
    pub(super) fn failure(&mut self, now_ms: u64) -> Option<Error> {
        self.failure.take().or_else(|| match self.inner.step(now_ms, Input::Cancel) {
            Step::Failed(error) => Some(error),
            _ => None,
        })
    }

    fn step(&mut self, now_ms: u64, input: Input<'_>) -> String {
        // A request that nobody else holds can change, and let go of its body, without a copy.
        self.request = None;
        let (name, fields) = match self.inner.step(now_ms, input) {
            Step::Send(send) => {
                let json = send_to_json(&send);
                self.request = Some(send.request);
                ("send", json)
            }
            Step::Wait { until_ms, reason } => {
                ("wait", Object::new().member("until_ms", until_ms).member("reason", reason.as_str()).take())
            }
            Step::NeedToken { reason } => ("need_token", Object::new().member("reason", reason.as_str()).take()),
            Step::Reserve(reserve) => {
                let mut object = Object::new();
                object.member("key", &*reserve.key).raw("arguments", &texts(&reserve.arguments));
                object.member("script", reserve.script).member("script_sha1", reserve.script_sha1);
                ("reserve", object.member("timeout_ms", reserve.timeout_ms).take())
            }
            Step::Collect { max_bytes } => ("collect", Object::new().member("max_bytes", max_bytes as u64).take()),
            Step::Read { form } => ("read", Object::new().member("form", form.as_str()).take()),
            Step::Done(outcome) => ("done", outcome_to_json(&outcome)),
            Step::Failed(error) => {
                let json = error_to_json(&error);
                self.failure = Some(error);
                ("failed", json)
            }
        };
        Object::new().raw(name, &fields).take()
    }
}

fn send_to_json(send: &Send) -> String {
    let mut object = Object::new();
    object.member("attempt", send.attempt).member("method", send.request.method.as_str());
    object.member("url", &*send.request.url).raw("headers", &super::pairs(send.request.headers()));
    object.member("has_body", send.request.body.is_some()).member("timeout_ms", send.timeout_ms);
    object.member("idle_timeout_ms", send.idle_timeout_ms).member("max_body_bytes", send.max_body_bytes as u64);
    object.member("stream", send.stream);
    object.end()
}

fn outcome_to_json(outcome: &Outcome) -> String {
    let mut object = Object::new();
    object.member("status", outcome.status).member("request_id", outcome.request_id.as_deref());
    object.member("rate_limit", outcome.rate_limit).member("retry_after_ms", outcome.retry_after_ms);
    object.raw("attempts", &attempts(&outcome.attempts)).member("drift", outcome.drift.as_slice());
    object.end()
}

/// A line without a colon is none of ours.
pub(super) fn read_pairs(headers: &str) -> Vec<(&str, &str)> {
    headers.lines().filter_map(|line| line.split_once(':')).map(|(name, value)| (name, value.trim())).collect()
}

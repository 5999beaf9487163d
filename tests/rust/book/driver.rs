//! The driver that the guide for transports shows.

// ANCHOR: driver
use std::io;
use std::thread;
use std::time::{Duration, Instant};

use entryphone::{Call, Error, Head, Input, LostKind, Outcome, Send, Sent, Step};
use ureq::Agent;
use ureq::http::{HeaderValue, Request, Response};

/// A clock and connections, by which calls are driven.
pub(crate) struct Driver {
    agent: Agent,
    started: Instant,
}

impl Driver {
    pub(crate) fn new() -> Driver {
        // The engine decides what a status means, and whether a redirect is followed.
        let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).build();
        Driver { agent: config.into(), started: Instant::now() }
    }

    /// Milliseconds of one clock for all calls, because they share a rate limit.
    fn now(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).expect("no program runs that long")
    }

    /// Does what the call says until it has come to its end, and gives the end with the body of the answer.
    pub(crate) fn drive(&self, mut call: Call) -> Result<(Outcome, Vec<u8>), Error> {
        let mut step = call.step(self.now(), Input::Start);
        let mut body = Vec::new();
        loop {
            step = match step {
                Step::Send(order) => match self.exchange(&order) {
                    Ok(answer) => {
                        let text = |value| str::from_utf8(HeaderValue::as_bytes(value)).unwrap_or_default();
                        let headers: Vec<_> =
                            answer.headers().iter().map(|(name, value)| (name.as_str(), text(value))).collect();
                        let head = Head { status: answer.status().as_u16(), headers: &headers };
                        body.clone_from(answer.body());
                        call.step(self.now(), Input::Response { attempt: order.attempt, head, body: &body })
                    }
                    Err(error) => {
                        let ((kind, sent), message) = (lost(&error), error.to_string());
                        call.step(self.now(), Input::Lost { attempt: order.attempt, kind, sent, message: &message })
                    }
                },
                Step::Wait { until_ms, .. } => {
                    thread::sleep(Duration::from_millis(until_ms.saturating_sub(self.now())));
                    call.step(self.now(), Input::Woke)
                }
                Step::Done(outcome) => return Ok((*outcome, body)),
                Step::Failed(error) => return Err(error),
                other => unreachable!("only token providers and fleets ask for more: {other:?}"),
            };
        }
    }

    /// Sends a request once.
    fn exchange(&self, order: &Send) -> Result<Response<Vec<u8>>, ureq::Error> {
        let mut request = Request::builder().method(order.request.method.as_str()).uri(&order.request.url);
        for (name, value) in order.request.headers() {
            request = request.header(name, &*value);
        }
        let request = request.body(order.request.body.as_deref().unwrap_or_default())?;
        let timed = self.agent.configure_request(request);
        let timed = timed.timeout_global(Some(Duration::from_millis(order.timeout_ms))).build();
        let (head, mut body) = self.agent.run(timed)?.into_parts();
        let most = u64::try_from(order.max_body_bytes).unwrap_or(u64::MAX);
        Ok(Response::from_parts(head, body.with_config().limit(most).read_to_vec()?))
    }
}

/// What failed, and whether the request can have reached the server: when in doubt, it can.
fn lost(error: &ureq::Error) -> (LostKind, Sent) {
    match error {
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => (LostKind::Connection, Sent::No),
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => (LostKind::Connection, Sent::No),
        ureq::Error::Timeout(_) => (LostKind::Timeout, Sent::Maybe),
        ureq::Error::BodyExceedsLimit(_) => (LostKind::TooLarge, Sent::Maybe),
        _ => (LostKind::Connection, Sent::Maybe),
    }
}
// ANCHOR_END: driver

//! The driver that the guide for transports shows.

// ANCHOR: driver
use std::io;
use std::thread;
use std::time::{Duration, Instant};

use entryphone::{Call, Error, Head, Input, LostKind, Outcome, Send, Sent, Step};
use ureq::Agent;
use ureq::http::{Request, header::HeaderValue};

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
                Step::Send(send) => match self.exchange(&send) {
                    Ok((status, headers, received)) => {
                        body = received;
                        let lines: Vec<_> = headers.iter().map(|(name, value)| (&**name, &**value)).collect();
                        let head = Head { status, headers: &lines };
                        call.step(self.now(), Input::Response { attempt: send.attempt, head, body: &body })
                    }
                    Err(error) => {
                        let (kind, sent, message) = lost(&error);
                        call.step(self.now(), Input::Lost { attempt: send.attempt, kind, sent, message: &message })
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
    fn exchange(&self, send: &Send) -> Result<(u16, Vec<(String, String)>, Vec<u8>), ureq::Error> {
        let mut request = Request::builder().method(send.request.method.as_str()).uri(&send.request.url);
        for (name, value) in send.request.headers() {
            request = request.header(name, &*value);
        }
        let request = request.body(send.request.body.as_deref().unwrap_or_default())?;
        let timed = self.agent.configure_request(request);
        let timed = timed.timeout_global(Some(Duration::from_millis(send.timeout_ms))).build();
        let mut answer = self.agent.run(timed)?;
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers = answer.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect();
        let limit = u64::try_from(send.max_body_bytes).unwrap_or(u64::MAX);
        let body = answer.body_mut().with_config().limit(limit).read_to_vec()?;
        Ok((answer.status().as_u16(), headers, body))
    }
}

/// What failed, and whether the request can have reached the server: when in doubt, it can.
fn lost(error: &ureq::Error) -> (LostKind, Sent, String) {
    let (kind, sent) = match error {
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => (LostKind::Connection, Sent::No),
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => (LostKind::Connection, Sent::No),
        ureq::Error::Timeout(_) => (LostKind::Timeout, Sent::Maybe),
        ureq::Error::BodyExceedsLimit(_) => (LostKind::TooLarge, Sent::Maybe),
        _ => (LostKind::Connection, Sent::Maybe),
    };
    (kind, sent, error.to_string())
}
// ANCHOR_END: driver

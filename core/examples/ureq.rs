//! Lists contacts over `ureq`, which blocks.
//!
//! ```text
//! INTERCOM_ACCESS_TOKEN=… cargo run -p entryphone-examples --features tls --bin list_contacts_ureq
//! ```
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program speaks to who runs it")]

use std::env;
use std::error::Error;
use std::io;
use std::process::ExitCode;
use std::thread::sleep;
use std::time::{Duration, Instant, UNIX_EPOCH};

use entryphone::document::Document;
use entryphone::models::ContactList;
use entryphone::{Arguments, Call, Client, Config, Head, Input, LostKind, Send, Sent, Step, Token, ops};
use ureq::http::Request;
use ureq::{Agent, AsSendBody, Timeout};

/// Does what calls ask for.
struct Driver {
    agent: Agent,
    start: Instant,
}

/// A status, headers and a body.
type Answer = (u16, Vec<(String, String)>, Vec<u8>);

impl Driver {
    fn new() -> Driver {
        let config =
            Agent::config_builder().http_status_as_error(false).max_redirects(0).max_redirects_will_error(false);
        Driver { agent: config.build().into(), start: Instant::now() }
    }

    /// Drives a call to its end; the body of its answer comes back.
    fn run(&self, mut call: Call) -> Result<Vec<u8>, entryphone::Error> {
        let mut body = Vec::new();
        let mut step = call.step(self.now_ms(), Input::Start);
        loop {
            step = match step {
                Step::Send(order) => match self.send(&order) {
                    Ok((status, headers, read)) => {
                        body = read;
                        let headers: Vec<_> =
                            headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                        let head = Head { status, headers: &headers };
                        call.step(self.now_ms(), Input::Response { attempt: order.attempt, head, body: &body })
                    }
                    Err(error) => {
                        let (kind, sent) = lost(&error);
                        let message = &error.to_string();
                        call.step(self.now_ms(), Input::Lost { attempt: order.attempt, kind, sent, message })
                    }
                },
                Step::Wait { until_ms, .. } => {
                    sleep(Duration::from_millis(until_ms.saturating_sub(self.now_ms())));
                    call.step(self.now_ms(), Input::Woke)
                }
                Step::Done(_) => return Ok(body),
                Step::Failed(error) => return Err(error),
                // No setting of this program asks for anything else.
                _ => call.step(self.now_ms(), Input::Cancel),
            };
        }
    }

    fn send(&self, send: &Send) -> Result<Answer, ureq::Error> {
        let mut request = Request::builder().method(send.request.method.as_str()).uri(&send.request.url);
        for (name, value) in send.request.headers() {
            request = request.header(name, &*value);
        }
        match &send.request.body {
            Some(body) => self.exchange(request.body(body)?, send),
            None => self.exchange(request.body(())?, send),
        }
    }

    fn exchange(&self, request: Request<impl AsSendBody>, send: &Send) -> Result<Answer, ureq::Error> {
        let request = self.agent.configure_request(request);
        let request = request.timeout_global(Some(Duration::from_millis(send.timeout_ms))).build();
        let mut answer = self.agent.run(request)?;
        let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
        let headers = answer.headers().iter().map(|(name, value)| (name.to_string(), text(value.as_bytes()))).collect();
        let limit = u64::try_from(send.max_body_bytes).unwrap_or(u64::MAX);
        let body = answer.body_mut().with_config().limit(limit).read_to_vec()?;
        Ok((answer.status().as_u16(), headers, body))
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// Why there is no answer, and whether the request can have arrived.
fn lost(error: &ureq::Error) -> (LostKind, Sent) {
    match error {
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => (LostKind::Connection, Sent::No),
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => (LostKind::Connection, Sent::No),
        ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => (LostKind::Timeout, Sent::No),
        ureq::Error::Timeout(_) => (LostKind::Timeout, Sent::Maybe),
        ureq::Error::BodyExceedsLimit(_) => (LostKind::TooLarge, Sent::Maybe),
        ureq::Error::Protocol(_) => (LostKind::Protocol, Sent::Maybe),
        _ => (LostKind::Connection, Sent::Maybe),
    }
}

fn main() -> ExitCode {
    match list() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Prints the contacts of all pages.
fn list() -> Result<(), Box<dyn Error>> {
    let mut config = Config { token: Some(Token::new(&env::var("INTERCOM_ACCESS_TOKEN")?)?), ..Config::default() };
    if let Ok(url) = env::var("INTERCOM_BASE_URL") {
        config.base_url = url.parse()?;
    }
    let (client, driver) = (Client::new(config)?, Driver::new());
    let seed = UNIX_EPOCH.elapsed()?.as_secs();
    let arguments = Arguments { query: Some(br#"{"per_page": 10}"#), ..Arguments::default() };
    let mut pager = client.pages(ops::contacts::LIST, &arguments, seed)?;
    while let Some(call) = pager.call(&client, driver.now_ms(), seed)? {
        let body = driver.run(call)?;
        pager.turn(Document::parse(&body)?.root(), driver.now_ms());
        let page: ContactList = serde_json::from_slice(&body)?;
        for contact in page.data.unwrap_or_default() {
            println!("{} {}", contact.id.unwrap_or_default(), contact.email.unwrap_or_default());
        }
    }
    Ok(())
}

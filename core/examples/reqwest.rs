//! Lists contacts over `reqwest`, which is asynchronous, and in a page as well.
//!
//! ```text
//! INTERCOM_ACCESS_TOKEN=… cargo run -p entryphone-examples --features tls --bin list_contacts_reqwest
//! cargo build -p entryphone-examples --bin list_contacts_reqwest --target wasm32-unknown-unknown
//! ```
#![cfg_attr(
    not(target_arch = "wasm32"),
    expect(clippy::print_stdout, clippy::print_stderr, reason = "a program speaks to who runs it")
)]

use std::error::Error;
use std::time::Duration;

use entryphone::document::Document;
use entryphone::models::{Contact, ContactList};
use entryphone::{Arguments, Call, Client, Config, Head, Input, LostKind, Send, Sent, Step, ops};
use reqwest::Method;
use web_time::{Instant, UNIX_EPOCH};

/// Does what calls ask for.
struct Driver {
    http: reqwest::Client,
    start: Instant,
}

/// A status, headers and a body.
type Answer = (u16, Vec<(String, String)>, Vec<u8>);

impl Driver {
    fn new() -> Result<Driver, reqwest::Error> {
        let http = reqwest::Client::builder();
        #[cfg(not(target_arch = "wasm32"))]
        let http = http.redirect(reqwest::redirect::Policy::none()).retry(reqwest::retry::never());
        Ok(Driver { http: http.build()?, start: Instant::now() })
    }

    /// Drives a call to its end; the body of its answer comes back.
    async fn run(&self, mut call: Call) -> Result<Vec<u8>, entryphone::Error> {
        let mut body = Vec::new();
        let mut step = call.step(self.now_ms(), Input::Start);
        loop {
            step = match step {
                Step::Send(order) => match self.send(&order).await {
                    Ok((_, _, read)) if read.len() > order.max_body_bytes => {
                        let (kind, sent, message) = (LostKind::TooLarge, Sent::Maybe, "the answer is too large");
                        call.step(self.now_ms(), Input::Lost { attempt: order.attempt, kind, sent, message })
                    }
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
                    sleep(until_ms.saturating_sub(self.now_ms())).await;
                    call.step(self.now_ms(), Input::Woke)
                }
                Step::Done(_) => return Ok(body),
                Step::Failed(error) => return Err(error),
                // No setting of this program asks for anything else.
                _ => call.step(self.now_ms(), Input::Cancel),
            };
        }
    }

    async fn send(&self, send: &Send) -> Result<Answer, reqwest::Error> {
        let method =
            Method::from_bytes(send.request.method.as_str().as_bytes()).expect("the catalog's methods are HTTP's");
        let request = self.http.request(method, &send.request.url).timeout(Duration::from_millis(send.timeout_ms));
        let request = send.request.headers().fold(request, |request, (name, value)| request.header(name, &*value));
        let request = send.request.body.iter().fold(request, |request, body| request.body(body.clone()));
        let answer = request.send().await?;
        let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
        let headers = answer.headers().iter().map(|(name, value)| (name.to_string(), text(value.as_bytes()))).collect();
        Ok((answer.status().as_u16(), headers, answer.bytes().await?.into()))
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// Why there is no answer, and whether the request can have arrived.
fn lost(error: &reqwest::Error) -> (LostKind, Sent) {
    let kind = if error.is_timeout() { LostKind::Timeout } else { LostKind::Connection };
    // A page is not told whether it was connected.
    #[cfg(not(target_arch = "wasm32"))]
    if error.is_connect() {
        return (kind, Sent::No);
    }
    (kind, Sent::Maybe)
}

/// Hands out the contacts of all pages.
async fn list(config: Config, show: impl Fn(Contact)) -> Result<(), Box<dyn Error>> {
    let (client, driver) = (Client::new(config)?, Driver::new()?);
    let seed = UNIX_EPOCH.elapsed()?.as_secs();
    let arguments = Arguments { query: Some(br#"{"per_page": 10}"#), ..Arguments::default() };
    let mut pager = client.pages(ops::contacts::LIST, &arguments, seed)?;
    while let Some(call) = pager.call(&client, driver.now_ms(), seed)? {
        let body = driver.run(call).await?;
        pager.turn(Document::parse(&body)?.root(), driver.now_ms());
        let page: ContactList = serde_json::from_slice(&body)?;
        page.data.unwrap_or_default().into_iter().for_each(&show);
    }
    Ok(())
}

fn line(contact: Contact) -> String {
    format!("{} {}", contact.id.unwrap_or_default(), contact.email.unwrap_or_default())
}

#[cfg(not(target_arch = "wasm32"))]
async fn sleep(ms: u64) {
    tokio::time::sleep(Duration::from_millis(ms)).await;
}

#[cfg(not(target_arch = "wasm32"))]
#[tokio::main(flavor = "current_thread")]
async fn main() -> std::process::ExitCode {
    match list_here().await {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            std::process::ExitCode::FAILURE
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
async fn list_here() -> Result<(), Box<dyn Error>> {
    let token = entryphone::Token::new(&std::env::var("INTERCOM_ACCESS_TOKEN")?)?;
    let mut config = Config { token: Some(token), ..Config::default() };
    if let Ok(url) = std::env::var("INTERCOM_BASE_URL") {
        config.base_url = url.parse()?;
    }
    list(config, |contact| println!("{}", line(contact))).await
}

#[cfg(target_arch = "wasm32")]
async fn sleep(ms: u64) {
    gloo_timers::future::TimeoutFuture::new(u32::try_from(ms).unwrap_or(u32::MAX)).await;
}

/// A page has no token: its own server adds it.
#[cfg(target_arch = "wasm32")]
fn main() {
    use web_sys::console;

    wasm_bindgen_futures::spawn_local(async {
        let base_url = "https://app.example/intercom".parse().expect("it is a base URL");
        let listing = list(Config { base_url, ..Config::default() }, |contact| console::log_1(&line(contact).into()));
        if let Err(error) = listing.await {
            console::error_1(&error.to_string().into());
        }
    });
}

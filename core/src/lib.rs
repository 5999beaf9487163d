//! Intercom's REST API as a machine without I/O: no sockets, no clock, no dice.
//!
//! The API is data: [`Operation::all`] is a table of every operation of every version, and a small engine interprets it.
//! The host (a Python, Node or browser face, or a few lines of Rust) brings the network, the time and the chance, and pulls:
//!
//! 1. [`Client::start`] turns an operation and its arguments into a [`Call`].
//! 2. [`Call::step`] says what to do: [`Step::Send`], [`Step::Wait`], [`Step::Done`] or [`Step::Failed`].
//! 3. The host does it, and hands back one [`Input`]. Back to 2.
//!
//! ```
//! use entryphone::{Arguments, Client, Config, Head, Input, Operation, Step, Token};
//!
//! # fn main() -> Result<(), entryphone::Error> {
//! let client = Client::new(Config { token: Some(Token::new("dG9rOi…".trim_end_matches('…'))?), ..Config::default() })?;
//! let arguments = Arguments { path: Some(br#"["5ba682d23d7cf92bef87bfd4"]"#), ..Arguments::default() };
//! let find = Operation::find("contacts.find").expect("the catalog has contacts.find");
//! let mut call = client.start(find, &arguments, 7)?;
//!
//! let Step::Send(send) = call.step(0, Input::Start) else { panic!("a call starts by sending") };
//! assert_eq!(send.request.url, "https://api.intercom.io/contacts/5ba682d23d7cf92bef87bfd4");
//!
//! let head = Head { status: 200, headers: &[("Content-Type", "application/json")] };
//! let answer = Input::Response { attempt: send.attempt, head, body: br#"{"type":"contact"}"# };
//! assert!(matches!(call.step(120, answer), Step::Done(_)));
//! # Ok(())
//! # }
//! ```
#![forbid(unsafe_code)]

mod arguments;
mod attempt;
mod body;
mod call;
#[cfg(feature = "cassette")]
pub mod cassette;
mod checkpoint;
mod client;
mod config;
mod credentials;
mod dice;
pub mod document;
mod download;
mod draft;
mod drift;
mod error;
mod event;
mod failure;
mod fingerprint;
mod fleet;
mod generated;
mod headers;
mod http_date;
#[cfg(feature = "signatures")]
pub mod identity;
mod job;
mod json;
mod limiter;
mod nearest;
pub mod oauth;
mod operation;
#[cfg(any(test, feature = "packed"))]
mod packed;
mod page;
mod path;
mod payload;
mod percent;
#[cfg(feature = "protocol")]
pub mod protocol;
pub mod proxy;
mod query;
mod quoted;
mod rate_limit;
mod registry;
mod request;
mod response;
mod retry;
mod retry_budget;
mod route;
#[cfg(feature = "rows")]
mod rows;
pub mod schema;
pub mod search;
mod shared;
#[cfg(feature = "signatures")]
mod signing_key;
mod sorter;
mod step;
mod time_style;
mod token;
mod version;
#[cfg(feature = "signatures")]
pub mod webhook;

pub use arguments::{Arguments, File};
pub use attempt::{Attempt, AttemptEnd, LostKind, Sent};
pub use call::Call;
pub use client::Client;
pub use config::{BaseUrl, Config, Region};
pub use download::{Download, Format, Proof, SNIFFED_BYTES, Summary};
pub use drift::{Drift, DriftKind};
pub use error::{Error, ErrorDetail, ErrorKind, Failure};
pub use event::{Event, EventKind, TokenState};
pub use fleet::{Fleet, Reserve, WithoutStore};
pub use job::{Job, JobEnd, JobOptions, JobStep};
pub use limiter::{Admission, Lane, Limiter, Ticket};
pub use operation::{
    Answer, Body, BodyField, Method, Operation, PageStyle, Paging, PathParameter, Polling, QueryParameter, QueryStyle,
    Repeat, Status,
};
pub use page::{PageFacts, Pager, Turn, items};
pub use rate_limit::RateLimit;
pub use registry::Registry;
pub use request::Request;
pub use response::{Head, Outcome};
pub use retry::WaitReason;
pub use retry_budget::{RetryBudget, RetryCause};
#[cfg(feature = "rows")]
pub use rows::{Batch, Rows};
pub use step::{Form, Input, Send, Step, TokenReason};
pub use time_style::TimeStyle;
pub use token::Token;
pub use version::{Version, Versions};

//! Intercom's REST API as a machine without I/O: no sockets, no clock, no dice.
//!
//! The API is data: [`Operation::all`] is a table of every operation of every version, [`ops`] names each of them, and a small engine
//! interprets it. The host (a Python, Node or browser face, or a few lines of Rust) brings the network, the time and the chance:
//!
//! 1. [`Client::start`] turns an operation and its arguments into a [`Call`].
//! 2. [`Call::step`] says what to do: [`Step::Send`], [`Step::Wait`], [`Step::Done`] or [`Step::Failed`].
//! 3. The host does it, and hands back one [`Input`]. Back to 2.
//!
//! ```
//! use entryphone::{Arguments, Client, Config, Head, Input, Step, Token, ops};
//!
//! # fn main() -> Result<(), entryphone::Error> {
//! let client = Client::new(Config { token: Some(Token::new("dG9rOi")?), ..Config::default() })?;
//! let arguments = Arguments { path: Some(br#"["5ba682d23d7cf92bef87bfd4"]"#), ..Arguments::default() };
//! let mut call = client.start(ops::contacts::FIND, &arguments, 7)?;
//!
//! let Step::Send(send) = call.step(0, Input::Start) else { panic!("a call starts by sending") };
//! assert_eq!(send.request.url, "https://api.intercom.io/contacts/5ba682d23d7cf92bef87bfd4");
//!
//! // It is too early: the server asks for two seconds, and the machine waits rather than fails.
//! let head = Head { status: 429, headers: &[("Retry-After", "2")] };
//! let step = call.step(80, Input::Response { attempt: send.attempt, head, body: b"" });
//! assert!(matches!(step, Step::Wait { until_ms, .. } if until_ms >= 2080));
//!
//! let Step::Send(again) = call.step(5000, Input::Woke) else { panic!("a call goes on by sending") };
//! let head = Head { status: 200, headers: &[("Content-Type", "application/json")] };
//! let step = call.step(5120, Input::Response { attempt: again.attempt, head, body: br#"{"type":"contact"}"# });
//! assert!(matches!(step, Step::Done(_)));
//! # Ok(())
//! # }
//! ```
//!
//! A loop around these steps is a driver. The [repository] has two in `core/examples`, of some sixty lines each: over `ureq`, which blocks,
//! and over `reqwest`, which is asynchronous, natively and in a page. Any other client does as well; all rules stay here.
//!
//! [repository]: https://github.com/entryphone/entryphone
//!
//! # Around a call
//!
//! - Lists: [`Client::pages`] makes a [`Pager`], whose calls bring one page each; [`Pager::checkpoint`] goes on elsewhere.
//! - Jobs, such as exports: [`Client::job`] makes a [`Job`], which starts, polls and downloads; [`Download`] guards the bytes.
//! - Errors: [`Error`] says what happened, the server's name for the request, and whether it may have taken effect all the same.
//! - Rate limits: a [`Limiter`] is shared by the calls of a token, and a [`Fleet`] by many processes.
//! - Past the catalog: [`Client::start_raw`] takes any method and path.
//! - What comes and goes: [`document`] reads JSON where it stands, without a copy; [`search`] builds and checks queries.
//! - Access: [`oauth`] lets a workspace grant it to an app; [`proxy`] lets a page use the token of its own server, which adds it.
//!
//! # Features
//!
//! None is on by default; without any, the crate has one small dependency.
//!
//! | feature | what it adds |
//! |---|---|
//! | `models` | a struct for each object of the API, which takes every body and loses nothing of it; brings `serde_json` |
//! | `rows` | the rows of exports as they are downloaded; brings `flate2` and `csv-core` |
//! | `signatures` | the modules `webhook` and `identity`: what is signed with a secret; brings RustCrypto's `hmac` and hashes |
//! | `drift` | [`Config::strict`]: answers are compared with the catalog, and what differs is told as data |
//! | `cassette` | what went over the wire, written down without secrets, for tests to play again; brings `base64ct` |
//! | `protocol`, `packed` | for faces in other languages: the machines in texts and numbers, the table as a text |
#![forbid(unsafe_code)]
// What docs.rs says of an item, namely the feature that it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

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
#[cfg(feature = "models")]
pub mod models;
mod nearest;
pub mod oauth;
mod operation;
mod operation_id;
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
pub use generated::ops;
pub use job::{Job, JobEnd, JobOptions, JobStep};
pub use limiter::{Admission, Lane, Limiter, Ticket};
pub use operation::{
    Answer, Body, BodyField, Method, Operation, PageStyle, Paging, PathParameter, Polling, QueryParameter, QueryStyle,
    Repeat, Status,
};
pub use operation_id::OperationId;
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

/// What the README shows runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

//! A stateful Intercom on loopback: a real HTTP server that keeps contacts, tags, notes, companies and admins, answers
//! in the shapes of the real API, and can be told to fail.
//!
//! It is the ground of entryphone's end-to-end tests and demos, and of yours. It shares no code with the client, so that
//! a mistake of the one is not repeated by the other.
//!
//! ```
//! use entryphone_emulator::{Emulator, Fault, Options};
//!
//! let emulator = Emulator::start(Options::default())?;
//! emulator.push_fault(Fault::drop_after().on("POST", "/tags"));
//!
//! let answer = ureq::post(format!("{}/tags", emulator.url()))
//!     .header("authorization", "Bearer emulator-token")
//!     .header("accept", "application/json")
//!     .send(r#"{"name": "VIP"}"#);
//!
//! assert!(answer.is_err(), "the connection was closed without an answer");
//! assert_eq!(emulator.requests()[0].fault.as_deref(), Some("drop after"));
//! assert_eq!(emulator.applied()[0].count, 1, "and yet the tag was made");
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! As a program it serves until it is killed, and says first where:
//!
//! ```text
//! $ cargo run -p entryphone-emulator -- --port 0 --contacts 300
//! listening on http://127.0.0.1:50123
//! ```
//!
//! # What it keeps to
//!
//! - Bearer token, `Intercom-Version` (2.14 when absent), `Accept`, request ids, error envelopes, and
//!   `X-RateLimit-*` headers over fixed windows of ten seconds, as the API has them.
//! - The same seed and the same requests give the same ids. Nothing made up depends on the time of day.
//! - Lists show the newest object first. Their cursors survive deletions and new objects.
//!
//! # Its own endpoints
//!
//! They need no token, leave no trace in the journal and are never struck by a fault.
//!
//! | endpoint | what it does |
//! |---|---|
//! | `POST /_emulator/faults` | appends a list of faults to the queue |
//! | `GET /_emulator/requests` | every request that arrived, see [`RecordedRequest`] |
//! | `GET /_emulator/applied` | every change that took effect, see [`AppliedChange`] |
//! | `GET /_emulator/clock` | `{"virtual": …, "now_ms": …}` |
//! | `POST /_emulator/clock` | `{"virtual": true}` stops the clock, `now_ms` sets it, `advance_ms` moves it, `{"virtual": false}` lets it run |
//! | `POST /_emulator/reset` | back to the data of the start, journal and faults cleared |
//!
//! # Faults
//!
//! A fault names exactly one thing that goes wrong, and may say for which requests (`match`, with `method` and `path`;
//! a path that ends in `*` stands for all that begin so) and how many `times`, once by default. The oldest one that
//! matches a request strikes.
//!
//! ```json
//! [
//!   {"status": 503, "body": {"type": "error.list", "errors": []}, "headers": {"retry-after": "1"}, "times": 2},
//!   {"delay_ms": 5000, "match": {"method": "GET", "path": "/contacts/*"}},
//!   {"drop": "before"}, {"drop": "after"}, {"truncate": 20}, {"html": 502}
//! ]
//! ```
//!
//! `status`, `html` and `drop: before` do not apply the request; `delay_ms`, `drop: after` and `truncate` do.
#![forbid(unsafe_code)]

mod answer;
mod catalog;
mod check;
mod clock;
mod emulator;
mod fault;
mod fields;
mod html;
mod journal;
mod options;
mod paging;
mod project;
mod random;
mod rate_limit;
mod refusal;
mod request;
mod rooms;
mod route;
mod sample;
mod search;
mod seed;
mod server;
mod service;
mod store;
mod version;
mod workspace;

pub use emulator::Emulator;
pub use fault::Fault;
pub use journal::{AppliedChange, RecordedRequest};
pub use options::Options;

//! A stateful Intercom on loopback: a real HTTP server that keeps contacts, companies, conversations, tickets, articles
//! and what else a workspace holds, answers in the shapes of the real API, and can be told to fail. A few operations, such
//! as those of Fin, of banners and of conversation attributes, answer from their schemas.
//!
//! It is the ground of entryphone's end-to-end tests and demos, and of yours. It shares the catalog with the client and no
//! code, so that a mistake of the one is not repeated by the other.
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
//! As a program it says where it listens, and serves until Ctrl-C; `--help` lists its options:
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
//! - Lists in pages show the newest object first, where the API has no other order. Their cursors survive deletions and
//!   new objects.
//! - Jobs go on by its clock: half of [`Options::job_seconds`] pending, half of them running. Exports are made while
//!   they are sent, from what the workspace holds.
//! - Recordings are below `/_storage/`, behind signed links that refuse an `Authorization`.
//! - Web pages are let in by [`Options::cors_origins`]. They may read `Date`, `Link`, `Location`, `Retry-After`,
//!   `X-RateLimit-*` and `X-Request-Id` beside what every page may.
//!
//! # Its own endpoints
//!
//! They need no token, leave no trace in the journal and are never struck by a fault.
//!
//! | endpoint | what it does |
//! |---|---|
//! | `POST /_emulator/faults` | appends a list of faults to the queue |
//! | `DELETE /_emulator/faults` | forgets the ones that still wait |
//! | `GET /_emulator/requests` | the latest 10,000 requests that arrived, see [`RecordedRequest`]; `X-Emulator-Dropped` says how many were forgotten |
//! | `DELETE /_emulator/requests` | empties the journal, changes included |
//! | `GET /_emulator/applied` | the latest 10,000 changes that took effect, see [`AppliedChange`] |
//! | `GET /_emulator/clock` | `{"virtual": …, "now_ms": …}` |
//! | `POST /_emulator/clock` | `{"virtual": true}` stops the clock, `now_ms` sets it, `advance_ms` moves it, `{"virtual": false}` lets it run |
//! | `GET /_emulator/openapi/2.14` | the catalog of a version as an `OpenAPI` 3.0 description |
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
//!   {"drip": {"bytes": 16, "every_ms": 100}},
//!   {"extra_headers": [["x-request-id", "another"], ["x-note", "caf\u00e9"]]}
//! ]
//! ```
//!
//! | fault | applied | what the client sees |
//! |---|---|---|
//! | `{"status": 503}`, with `body` and `headers` | no | that status |
//! | `{"html": 502}` | no | the page of a proxy, without a request id |
//! | `{"drop": "before"}`, `{"drop": "after"}` | no, yes | the connection is closed without an answer |
//! | `{"reset": "before"}`, `{"reset": "after"}` | no, yes | the connection is reset (TCP RST) without an answer |
//! | `{"delay_ms": 5000}` | yes | the answer comes so much later |
//! | `{"truncate": 20}` | yes | the connection is closed after so many bytes of the body |
//! | `{"drip": {"bytes": 16, "every_ms": 100}}` | yes | the body comes in such pieces |
//! | `{"slow_headers": {"bytes": 16, "every_ms": 100}}` | yes | the head comes in such pieces |
//! | `{"malformed_json": true}` | yes | a JSON body without its last byte |
//! | `{"huge": 5000000000}` | yes | a body of so many bytes, one JSON string |
//! | `{"content_type": "text/html"}` | yes | another type of content than the body has |
//! | `{"extra_headers": [["date", "never"]]}` | yes | headers beside the ones that are there, in Latin-1 |
//! | `{"date_offset_seconds": -157680000}` | yes | a `Date` that is so far off |
//! | `{"no_date": true}` | yes | no `Date` |
//!
//! Delays and paces go by the emulator's clock.
#![forbid(unsafe_code)]

mod answer;
mod catalog;
mod check;
mod clock;
mod csv;
mod emulator;
mod fault;
mod fields;
mod html;
mod jobs;
mod journal;
mod openapi;
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

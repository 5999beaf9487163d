//! What a machine has done, as data: what logs, metrics and traces are written from.
//!
//! A machine records only when [`Config::events`](crate::Config::events) says so, and its host fetches what was recorded whenever
//! it likes, with [`Call::drain_events`](crate::Call::drain_events) and the like. An event names operations and the templates of
//! their paths, never an address, a query, a body or a token, so it may go wherever logs go.

mod json;
mod recorder;

use crate::attempt::{LostKind, Sent};
use crate::drift::Drift;
use crate::error::ErrorKind;
use crate::limiter::Lane;
use crate::operation::Method;
use crate::rate_limit::RateLimit;
use crate::retry::WaitReason;
use crate::retry_budget::RetryCause;
use crate::version::Version;

pub(crate) use recorder::Recorder;

/// Something a machine did or saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When, on the host's clock, in milliseconds.
    pub at_ms: u64,
    /// The id of the operation it belongs to; `None` for a request past the catalog, whose path may name people.
    pub operation: Option<&'static str>,
    /// What happened.
    pub kind: EventKind,
}

impl Event {
    /// The event as a JSON object: `event` is the word of its kind, then `at_ms`, `operation`, and the fields of the kind by their
    /// names. All of them are always there; what is not known is `null`.
    pub fn to_json(&self) -> String {
        json::write(self)
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventKind {
    /// A request was handed to the host.
    Request {
        /// Counted from 1.
        attempt: u32,
        /// The HTTP method.
        method: Method,
        /// The path with the names of its arguments, such as `/contacts/{contact_id}`; `None` past the catalog, and where the
        /// server redirects to.
        path: Option<&'static str>,
        /// The version of the API that the client speaks.
        version: Version,
        /// Who goes first under the rate limit; `None` when that is not kept.
        lane: Option<Lane>,
    },
    /// An answer came.
    Response {
        /// The attempt it answers.
        attempt: u32,
        /// Its status.
        status: u16,
        /// From handing out the request to its answer, or to the head of one that is streamed.
        duration_ms: u64,
        /// The server's name for the request.
        request_id: Option<String>,
        /// The length of the body; `None` when it is streamed.
        bytes: Option<usize>,
        /// What it says about the rate limit.
        rate_limit: Option<RateLimit>,
    },
    /// No whole answer came.
    Lost {
        /// The attempt that was lost.
        attempt: u32,
        /// What failed.
        kind: LostKind,
        /// Whether the request can have reached the server.
        sent: Sent,
        /// From handing out the request to its loss.
        duration_ms: u64,
    },
    /// The request will be sent again.
    Retry {
        /// The attempt to come.
        attempt: u32,
        /// Why.
        cause: RetryCause,
    },
    /// The host was told to wait.
    Wait {
        /// Why.
        reason: WaitReason,
        /// When to go on, on the host's clock.
        until_ms: u64,
        /// How long that is.
        wait_ms: u64,
    },
    /// An answer told about the rate limit, and this is what the client now holds for true: what is on its way counts as used.
    Limit(RateLimit),
    /// Something happened to the token.
    Token(TokenState),
    /// A listing has taken in a page.
    Page {
        /// How many of its items belong to the listing.
        items: usize,
        /// Whether the listing has begun again with it, since the server lost its place.
        restarted: bool,
        /// Whether it was the last one.
        is_last: bool,
    },
    /// The server said how far a job is.
    Job {
        /// `pending`, `complete`, `partial`, `empty`, `failed` or `canceled`.
        status: &'static str,
        /// Whether it said something else before, or nothing.
        is_new: bool,
    },
    /// An answer was not what the catalog describes.
    Drift(Vec<Drift>),
    /// The call came to a good end.
    Done {
        /// The status of the answer.
        status: u16,
        /// How often the request was sent.
        attempts: u32,
        /// How long the whole call took.
        duration_ms: u64,
    },
    /// The call failed.
    Failed {
        /// What kind of thing went wrong.
        kind: ErrorKind,
        /// The status of the last answer, when there was one.
        status: Option<u16>,
        /// How often the request was sent.
        attempts: u32,
        /// How long the whole call took.
        duration_ms: u64,
        /// Whether the request may have taken effect all the same.
        maybe_applied: bool,
    },
    /// Nobody fetched the events in time, so the oldest were given up.
    Dropped {
        /// How many.
        count: u64,
    },
}

impl EventKind {
    /// The kind in one word, as it stands in vectors and crosses into the faces.
    pub const fn as_str(&self) -> &'static str {
        match self {
            EventKind::Request { .. } => "request",
            EventKind::Response { .. } => "response",
            EventKind::Lost { .. } => "lost",
            EventKind::Retry { .. } => "retry",
            EventKind::Wait { .. } => "wait",
            EventKind::Limit(_) => "limit",
            EventKind::Token(_) => "token",
            EventKind::Page { .. } => "page",
            EventKind::Job { .. } => "job",
            EventKind::Drift(_) => "drift",
            EventKind::Done { .. } => "done",
            EventKind::Failed { .. } => "failed",
            EventKind::Dropped { .. } => "dropped",
        }
    }
}

/// What happened to the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenState {
    /// The provider was asked for one.
    Asked,
    /// The server rejected the one that was sent.
    Rejected,
}

impl TokenState {
    /// The state in one word.
    pub const fn as_str(self) -> &'static str {
        match self {
            TokenState::Asked => "asked",
            TokenState::Rejected => "rejected",
        }
    }
}

//! What became of each sending of a call: the timeline that results and errors carry.

use std::str::FromStr;

use crate::error::Error;
use crate::quoted::quoted;

/// One sending and its end. Times are the host's own milliseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Counted from 1.
    pub number: u32,
    /// When the request was handed to the host.
    pub started_ms: u64,
    /// When its end was reported.
    pub ended_ms: u64,
    /// How it ended.
    pub end: AttemptEnd,
    /// The wait that followed, in milliseconds, when the call went on.
    pub waited_ms: Option<u64>,
}

/// How one sending ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttemptEnd {
    /// With an answer of this status.
    Answered {
        /// The HTTP status.
        status: u16,
        /// The server's name for the request.
        request_id: Option<String>,
    },
    /// Without a whole answer.
    Lost {
        /// What failed.
        kind: LostKind,
        /// Whether the request can have reached the server.
        sent: Sent,
    },
    /// With the caller's cancellation.
    Canceled,
}

impl AttemptEnd {
    /// Whether the server may have acted on it although it reported no success.
    pub(crate) fn is_ambiguous(&self) -> bool {
        match self {
            AttemptEnd::Answered { status, .. } => matches!(status, 408 | 500..=599) || (200..300).contains(status),
            AttemptEnd::Lost { sent, .. } => *sent == Sent::Maybe,
            AttemptEnd::Canceled => true,
        }
    }
}

/// Why no whole answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LostKind {
    /// The connection could not be made, or broke.
    Connection,
    /// The time for one attempt ran out.
    Timeout,
    /// What came was not HTTP, or was cut short.
    Protocol,
    /// The answer was larger than the step allowed.
    TooLarge,
}

impl LostKind {
    /// The kind in one word, as it stands in vectors and crosses into the faces.
    pub const fn as_str(self) -> &'static str {
        match self {
            LostKind::Connection => "connection",
            LostKind::Timeout => "timeout",
            LostKind::Protocol => "protocol",
            LostKind::TooLarge => "too_large",
        }
    }
}

/// Reads the word.
impl FromStr for LostKind {
    type Err = Error;

    fn from_str(text: &str) -> Result<LostKind, Error> {
        [LostKind::Connection, LostKind::Timeout, LostKind::Protocol, LostKind::TooLarge]
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| {
                Error::argument(format!(
                    "a request cannot be lost by {text}, only by \"connection\", \"timeout\", \"protocol\" or \
                     \"too_large\"",
                    text = quoted(text)
                ))
            })
    }
}

/// Whether a request that was lost can have reached the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sent {
    /// It cannot: the name did not resolve, the connection was refused, the handshake failed.
    No,
    /// It can.
    Maybe,
}

impl Sent {
    /// The word in vectors and in the faces.
    pub const fn as_str(self) -> &'static str {
        match self {
            Sent::No => "no",
            Sent::Maybe => "maybe",
        }
    }
}

/// Reads the word.
impl FromStr for Sent {
    type Err = Error;

    fn from_str(text: &str) -> Result<Sent, Error> {
        [Sent::No, Sent::Maybe].into_iter().find(|sent| sent.as_str() == text).ok_or_else(|| {
            Error::argument(format!(
                "whether a lost request was sent is \"no\" or \"maybe\", not {text}",
                text = quoted(text)
            ))
        })
    }
}

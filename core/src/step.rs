//! What a machine asks of its host, and what the host hands back.

use std::sync::Arc;

use crate::attempt::{LostKind, Sent};
use crate::error::Error;
use crate::fleet::Reserve;
use crate::request::Request;
use crate::response::{Head, Outcome};
use crate::retry::WaitReason;

/// What the host must do now.
#[derive(Debug)]
#[must_use]
#[non_exhaustive]
pub enum Step {
    /// Send the request once, and report [`Input::Response`] or [`Input::Lost`].
    Send(Send),
    /// Sleep until the host's clock shows `until_ms`, and report [`Input::Woke`]. Waking early does no harm.
    Wait {
        /// When to go on, on the host's clock.
        until_ms: u64,
        /// Why there is a wait.
        reason: WaitReason,
    },
    /// Ask the provider for a token, and report [`Input::Token`] or [`Input::NoToken`].
    NeedToken {
        /// Why one is needed.
        reason: TokenReason,
    },
    /// Ask the store that the fleet shares for a slot, and report [`Input::Reserved`] or [`Input::Unavailable`].
    Reserve(Reserve),
    /// The answer whose head was reported has to be judged by its body: read up to so many bytes of it, and report the whole as
    /// [`Input::Response`].
    Collect {
        /// What can be needed at most; what comes after may be left unread.
        max_bytes: usize,
    },
    /// The answer whose head was reported is a success, whose body the host reads by itself, and then reports [`Input::Read`]. A body
    /// that is not of the form is reported whole, as [`Input::Response`], and judged.
    Read {
        /// What the body should be.
        form: Form,
    },
    /// The call came to a good end. The body of the last response is the result.
    Done(Box<Outcome>),
    /// The call failed.
    Failed(Error),
}

/// A request to send, and what to allow it.
#[derive(Clone, Debug)]
pub struct Send {
    /// Counted from 1; the answer must name it.
    pub attempt: u32,
    /// What to send. Redirects are not followed, and nothing is repeated on the host's own account.
    pub request: Arc<Request>,
    /// The time for this attempt, from connecting to the last byte; of a stream, to the end of its head.
    pub timeout_ms: u64,
    /// The longest silence while the answer comes in.
    pub idle_timeout_ms: u64,
    /// A larger answer is reported as lost, with [`LostKind::TooLarge`].
    pub max_body_bytes: usize,
    /// Whether a success is meant to be streamed: a host that can reports [`Input::Head`] first, and when the call is then done,
    /// hands the body on as it comes. A host that cannot reports the whole [`Input::Response`].
    pub stream: bool,
}

/// What happened.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Input<'a> {
    /// Nothing yet: the first input of every call.
    Start,
    /// A whole answer came.
    Response {
        /// The attempt it answers.
        attempt: u32,
        /// Its status and headers.
        head: Head<'a>,
        /// Its body, without transfer and content codings.
        body: &'a [u8],
    },
    /// The head of an answer came, and its body has not been read. For a [`Send`] that says `stream`, and for hosts that read JSON
    /// faster than they hand it over, as JavaScript does.
    Head {
        /// The attempt it answers.
        attempt: u32,
        /// Its status and headers.
        head: Head<'a>,
    },
    /// The host has read the body as [`Step::Read`] says. An empty body is read as nothing, whatever its form.
    Read {
        /// The attempt it answers.
        attempt: u32,
        /// The status and headers once more.
        head: Head<'a>,
        /// How long the body was.
        bytes: usize,
    },
    /// No whole answer came.
    Lost {
        /// The attempt that was lost.
        attempt: u32,
        /// What failed.
        kind: LostKind,
        /// Whether the request can have reached the server. When in doubt, it can.
        sent: Sent,
        /// The host's words for it.
        message: &'a str,
    },
    /// The wait is over.
    Woke,
    /// The provider gave a token.
    Token(&'a str),
    /// The provider gave none.
    NoToken {
        /// The host's words for why.
        message: &'a str,
    },
    /// The store ran the script; its reply as it came.
    Reserved(&'a [i64]),
    /// The store could not be asked, or did not answer in time or with integers.
    Unavailable {
        /// The host's words for why.
        message: &'a str,
    },
    /// The caller wants no more of it. Valid at any time.
    Cancel,
}

/// What a host that reads a body by itself should find in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Form {
    /// JSON in UTF-8, and nothing else.
    Json,
    /// JSON, or something that need not be read.
    JsonOrNothing,
    /// A text.
    Text,
    /// Bytes as they come.
    Bytes,
}

impl Form {
    /// The form as it stands in vectors and crosses into the faces.
    pub const fn as_str(self) -> &'static str {
        match self {
            Form::Json => "json",
            Form::JsonOrNothing => "json_or_nothing",
            Form::Text => "text",
            Form::Bytes => "bytes",
        }
    }
}

/// Why a token is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenReason {
    /// There is none yet.
    Initial,
    /// The server rejected the one there was.
    Rejected,
}

impl TokenReason {
    /// The reason as it stands in vectors and crosses into the faces.
    pub const fn as_str(self) -> &'static str {
        match self {
            TokenReason::Initial => "initial",
            TokenReason::Rejected => "rejected",
        }
    }
}

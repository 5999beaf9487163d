//! The one error type: what went wrong, what the server said, and whether the request may have taken effect.

use std::fmt;
use std::ops::{Deref, DerefMut};

use crate::attempt::Attempt;
use crate::rate_limit::RateLimit;

/// What kind of thing went wrong. A face turns the kind into a class of its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// An argument or a setting is wrong; nothing was sent.
    Argument,
    /// The chosen version does not have the operation or the parameter; nothing was sent.
    NotInVersion,
    /// A notification was not shown to be Intercom's: its signature is missing, malformed, or fits none of the secrets.
    Signature,
    /// The host drove the machine against its contract. This is a bug in the host.
    Misuse,
    /// The caller cancelled.
    Canceled,
    /// No whole answer came: the connection failed, broke off or brought garbage.
    Transport,
    /// No whole answer came in time.
    Timeout,
    /// 400: the request is malformed.
    BadRequest,
    /// 401: the token is missing, wrong or revoked.
    Authentication,
    /// 403: the token may not do this, or the workspace's plan does not include it.
    PermissionDenied,
    /// 404: there is no such thing.
    NotFound,
    /// 409: it collides with something that exists.
    Conflict,
    /// 410: it is gone, such as a contact merged into another.
    Gone,
    /// 422: the request is well formed, and its values are not acceptable.
    Unprocessable,
    /// 429: too many calls in the window, or too many jobs at once.
    RateLimit,
    /// 5xx: the server failed.
    Server,
    /// A job ended without a result; `code` is `failed` or `canceled`.
    Job,
    /// Any other answer that is not a success, or a success or a notification that cannot be read.
    Api,
}

impl ErrorKind {
    /// The kind in one word, as it stands in vectors and crosses into the faces.
    pub const fn as_str(self) -> &'static str {
        match self {
            ErrorKind::Argument => "argument",
            ErrorKind::NotInVersion => "not_in_version",
            ErrorKind::Signature => "signature",
            ErrorKind::Misuse => "misuse",
            ErrorKind::Canceled => "canceled",
            ErrorKind::Transport => "transport",
            ErrorKind::Timeout => "timeout",
            ErrorKind::BadRequest => "bad_request",
            ErrorKind::Authentication => "authentication",
            ErrorKind::PermissionDenied => "permission_denied",
            ErrorKind::NotFound => "not_found",
            ErrorKind::Conflict => "conflict",
            ErrorKind::Gone => "gone",
            ErrorKind::Unprocessable => "unprocessable",
            ErrorKind::RateLimit => "rate_limit",
            ErrorKind::Server => "server",
            ErrorKind::Job => "job",
            ErrorKind::Api => "api",
        }
    }

    /// The kind of an answer that is not a success.
    pub(crate) const fn of_status(status: u16) -> ErrorKind {
        match status {
            400 => ErrorKind::BadRequest,
            401 => ErrorKind::Authentication,
            403 => ErrorKind::PermissionDenied,
            404 => ErrorKind::NotFound,
            409 => ErrorKind::Conflict,
            410 => ErrorKind::Gone,
            422 => ErrorKind::Unprocessable,
            429 => ErrorKind::RateLimit,
            500..=599 => ErrorKind::Server,
            _ => ErrorKind::Api,
        }
    }
}

/// One entry of the list of errors in an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorDetail {
    /// Intercom's word for it, such as `parameter_invalid`. The list of codes is open.
    pub code: Option<String>,
    /// Intercom's sentence about it.
    pub message: Option<String>,
    /// The field it is about.
    pub field: Option<String>,
}

/// What went wrong with a call. It is one pointer, so that what can fail is as cheap to hand on as what cannot; the fields are those of
/// [`Failure`].
#[derive(Clone, Debug)]
pub struct Error(Box<Failure>);

/// The fields of an [`Error`].
///
/// The kind says what happened; `maybe_applied` says what a caller must know before trying again.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Failure {
    /// What kind of thing went wrong.
    pub kind: ErrorKind,
    /// One sentence: the server's where it gave one, otherwise ours.
    pub message: String,
    /// The operation, such as `contacts.create`, or the method and path of a request past the catalog; empty for settings.
    pub operation: String,
    /// The status of the last answer, when there was one.
    pub status: Option<u16>,
    /// The first of the server's codes.
    pub code: Option<String>,
    /// Every error the server listed.
    pub errors: Vec<ErrorDetail>,
    /// The server's name for the request; Intercom's support asks for it.
    pub request_id: Option<String>,
    /// How long to wait before trying again, in milliseconds, when that is known.
    pub retry_after_ms: Option<u64>,
    /// What the last answer said about the rate limit.
    pub rate_limit: Option<RateLimit>,
    /// Whether the request may have taken effect although the call failed. When false, trying again cannot double anything.
    pub maybe_applied: bool,
    /// What was tried, in order.
    pub attempts: Vec<Attempt>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error(Box::new(Failure {
            kind,
            message: message.into(),
            operation: String::new(),
            status: None,
            code: None,
            errors: Vec::new(),
            request_id: None,
            retry_after_ms: None,
            rate_limit: None,
            maybe_applied: false,
            attempts: Vec::new(),
        }))
    }

    /// An argument or a setting that is refused before the core sees it, such as a value that has no form in JSON. The message is one
    /// sentence in lower case: what is wrong with which value, and what would be right.
    pub fn argument(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Argument, message)
    }

    /// The same error, about this operation.
    #[must_use]
    pub fn of_operation(mut self, operation: &str) -> Error {
        operation.clone_into(&mut self.operation);
        self
    }
}

impl Deref for Error {
    type Target = Failure;

    fn deref(&self) -> &Failure {
        &self.0
    }
}

impl DerefMut for Error {
    fn deref_mut(&mut self) -> &mut Failure {
        &mut self.0
    }
}

/// Everything that is known, in one line: `contacts.create: 409 conflict: … (request id …; 2 attempts; it may have taken effect)`.
impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.operation.is_empty() {
            write!(formatter, "{}: ", self.operation)?;
        }
        match (self.status, &self.code) {
            (Some(status), Some(code)) => write!(formatter, "{status} {code}: ")?,
            (Some(status), None) => write!(formatter, "{status}: ")?,
            (None, _) => {}
        }
        formatter.write_str(&self.message)?;
        let mut notes = Vec::new();
        if let Some(id) = &self.request_id {
            notes.push(format!("request id {id}"));
        }
        if self.attempts.len() > 1 {
            notes.push(format!("{} attempts", self.attempts.len()));
        }
        if self.maybe_applied {
            notes.push("it may have taken effect".to_owned());
        }
        if !notes.is_empty() {
            write!(formatter, " ({})", notes.join("; "))?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

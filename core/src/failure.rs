//! What went wrong, read from an answer that is no success (Intercom's envelope, the shapes that break it, pages of proxies) or from
//! the lack of one.

use crate::attempt::LostKind;
use crate::document::{Document, Kind, Value};
use crate::error::{Error, ErrorDetail, ErrorKind};
use crate::rate_limit::RateLimit;
use crate::response::Head;

/// How much of a text that is not Intercom's stands in a message.
const EXCERPT_CHARACTERS: usize = 200;

/// The error that an answer describes. Of a text that is cut for the message, `hide` first takes out what nobody may see: half a secret
/// could not be found any more.
pub(crate) fn read(head: &Head<'_>, body: &[u8], hide: impl FnOnce(&mut String)) -> Error {
    let mut error = Document::parse(body)
        .map_or_else(|_| Error::new(ErrorKind::Api, foreign(body, hide)), |document| from_json(document.root()));
    error.kind = ErrorKind::of_status(head.status);
    error.status = Some(head.status);
    error.code = error.errors.first().and_then(|detail| detail.code.clone());
    if let Some(id) = head.header("x-request-id") {
        error.request_id.get_or_insert_with(|| id.to_owned());
    }
    error.rate_limit = RateLimit::read(head);
    if error.message.is_empty() {
        error.message = match (&error.code, head.header("location")) {
            (Some(code), _) => code.replace('_', " "),
            (None, Some(target)) => format!("the server redirects to {target}, and redirects are not followed"),
            (None, None) => "the server gave no reason".to_owned(),
        };
    }
    error
}

/// The error of an attempt that brought no whole answer.
pub(crate) fn lost(kind: LostKind, message: &str, timeout_ms: u64) -> Error {
    let (error, what) = match kind {
        LostKind::Timeout => (ErrorKind::Timeout, format!("no whole answer came within {}", seconds(timeout_ms))),
        LostKind::Connection => (ErrorKind::Transport, "the connection failed".to_owned()),
        LostKind::Protocol => (ErrorKind::Transport, "the answer was cut short or is not HTTP".to_owned()),
        LostKind::TooLarge => {
            (ErrorKind::Transport, "the answer is larger than the client takes into memory".to_owned())
        }
    };
    Error::new(error, if message.is_empty() { what } else { format!("{what}: {message}") })
}

/// Milliseconds for a person: `0.5 s`, `20 s`.
pub(crate) fn seconds(milliseconds: u64) -> String {
    let exact = format!("{}.{:03}", milliseconds / 1000, milliseconds % 1000);
    format!("{} s", exact.trim_end_matches('0').trim_end_matches('.'))
}

pub(crate) fn from_json(root: Value<'_>) -> Error {
    let mut error = Error::new(ErrorKind::Api, "");
    error.errors = match root.get("errors") {
        // {"type": "error.list", "errors": [{"code": …, "message": …, "field": …}]}: nearly every error of the API.
        Some(list) if list.kind() == Kind::Array => list.items().map(detail).collect(),
        // {"errors": {"field": "message"}}: POST /fin/csat.
        Some(object) if object.kind() == Kind::Object => {
            object.members().map(|(field, text)| by_field(&field.decode(), text)).collect()
        }
        _ => Vec::new(),
    };
    if error.errors.is_empty() {
        // {"error_key": …, "message": …}: POST /phone_call_redirects; {"type": "error", "message": …}: GET /messages/status.
        let whole = detail(root);
        let code = text(root, "error_key").or(whole.code);
        let message = whole.message.or_else(|| text(root, "error"));
        if code.is_some() || message.is_some() {
            error.errors.push(ErrorDetail { code, message, field: whole.field });
        }
    }
    error.request_id = text(root, "request_id");
    let sentences: Vec<&str> = error.errors.iter().filter_map(|detail| detail.message.as_deref()).collect();
    error.message = sentences.join("; ");
    error
}

fn detail(entry: Value<'_>) -> ErrorDetail {
    ErrorDetail { code: text(entry, "code"), message: text(entry, "message"), field: text(entry, "field") }
}

/// `base` is Rails' word for "the thing as a whole".
fn by_field(field: &str, message: Value<'_>) -> ErrorDetail {
    let message = match message.kind() {
        Kind::Array => message.items().filter_map(Value::as_str).collect::<Vec<_>>().join("; "),
        _ => message.as_str().map_or_else(|| message.raw().to_owned(), std::borrow::Cow::into_owned),
    };
    ErrorDetail { code: None, message: Some(message), field: (field != "base").then(|| field.to_owned()) }
}

fn text(object: Value<'_>, name: &str) -> Option<String> {
    let text = object.get(name)?.as_str()?;
    (!text.is_empty()).then(|| text.into_owned())
}

/// A sentence about a body that is not JSON: empty, cut short, or the page of something between us and Intercom.
fn foreign(body: &[u8], hide: impl FnOnce(&mut String)) -> String {
    let mut text = String::from_utf8_lossy(body).into_owned();
    hide(&mut text);
    let text = text.trim();
    if text.is_empty() {
        return String::new();
    }
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("<!doctype") || lower.starts_with("<html") {
        let title = lower.find("<title>").and_then(|start| {
            let start = start + "<title>".len();
            let length = lower[start..].find("</title>")?;
            Some(text.get(start..start + length)?.trim())
        });
        return match title {
            Some(title) => format!("a page that is not Intercom's answered: {}", excerpt(title)),
            None => "a page that is not Intercom's answered".to_owned(),
        };
    }
    format!("the answer is not JSON: {}", excerpt(text))
}

fn excerpt(text: &str) -> String {
    let mut excerpt: String =
        text.chars().take(EXCERPT_CHARACTERS).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(EXCERPT_CHARACTERS).is_some() {
        excerpt.push('…');
    }
    excerpt
}

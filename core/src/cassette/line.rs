//! An exchange as a line of a cassette.

use base64ct::{Base64, Encoding as _};

use super::redact::Redaction;
use super::{Asked, Heard, Played};
use crate::document::{Document, Kind, Value};
use crate::json::{Object, list};
use crate::quoted::quoted;

/// Writes a request. What goes to the API keeps its path, so that it is the same on every host; what goes elsewhere keeps its address
/// without the query, which is what makes it work.
pub(super) fn request(asked: &Asked<'_>, redaction: &Redaction<'_>) -> String {
    let header =
        |name: &str| asked.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| *value);
    let version = header("intercom-version");
    let mut object = Object::new();
    object.member("method", asked.method);
    let (address, query) = asked.url.split_once('?').unwrap_or((asked.url, ""));
    if version.is_none() {
        object.member("url", address);
    } else {
        let start = address.find("://").map_or(0, |at| at + 3);
        let path = address[start..].find('/').map_or("/", |at| &address[start + at..]);
        let query = if query.is_empty() { String::new() } else { format!("?{}", redaction.query(query)) };
        object.member("url", &*format!("{}{query}", redaction.text(path))).member("version", version);
    }
    if let Some(body) = asked.body.filter(|body| !body.is_empty()) {
        let boundary =
            header("content-type").and_then(|value| value.split_once("boundary=")).map(|(_, boundary)| boundary);
        match (boundary, str::from_utf8(body)) {
            // Whatever the parts of a form are separated by.
            (Some(boundary), Ok(text)) => {
                object.member("text", &*redaction.text(&text.replace(boundary, "boundary")));
            }
            _ => {
                write_body(body, redaction, &mut object);
            }
        }
    }
    object.end()
}

/// Writes what came of a request.
pub(super) fn write_heard(heard: &Heard<'_>, redaction: &Redaction<'_>, object: &mut Object) {
    if let Some(status) = heard.status {
        let mut answer = Object::new();
        answer.member("status", status);
        let mut body = Object::new();
        let length = if heard.lost.is_some() {
            // A part of a body is no JSON, and its head tells how long the whole is.
            write_bytes(heard.body, redaction, &mut body)
        } else {
            write_body(heard.body, redaction, &mut body)
        };
        let headers = framed(redaction.headers(heard.headers), heard.body.len(), length);
        answer.raw("headers", &pairs(headers.iter().map(|(name, value)| (*name, &**value))));
        let body = body.end();
        let answer = answer.end();
        let joint = if body.len() > 2 { "," } else { "" };
        object.raw("answer", &format!("{}{joint}{}", &answer[..answer.len() - 1], &body[1..]));
    }
    if let Some((kind, sent, message)) = heard.lost {
        let mut lost = Object::new();
        lost.member("kind", kind.as_str()).member("sent", sent.as_str()).member("message", &*redaction.text(message));
        object.raw("lost", &lost.end());
    }
}

/// Reads what came of a request.
pub(super) fn read(line: Value<'_>) -> Result<Played, String> {
    let mut played =
        Played { took_ms: line.get("took_ms").and_then(Value::as_u64).unwrap_or_default(), ..Played::default() };
    if let Some(answer) = line.get("answer") {
        let status = answer.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok());
        played.status = Some(status.ok_or("its answer has no `status`")?);
        for pair in answer.get("headers").into_iter().flat_map(Value::items) {
            let text = |at| pair.at(at).and_then(Value::as_str).map(std::borrow::Cow::into_owned);
            played.headers.push(text(0).zip(text(1)).ok_or("a header is not a pair of texts")?);
        }
        played.body = read_body(answer)?;
    }
    if let Some(lost) = line.get("lost") {
        let text = |name: &str| lost.get(name).and_then(Value::as_str).unwrap_or_default();
        let words = text("kind").parse().and_then(|kind| Ok((kind, text("sent").parse()?)));
        let (kind, sent) = words.map_err(|error: crate::error::Error| error.message.clone())?;
        played.lost = Some((kind, sent, text("message").into_owned()));
    }
    if played.status.is_none() && played.lost.is_none() {
        return Err("it has neither an `answer` nor a `lost`".to_owned());
    }
    Ok(played)
}

fn read_body(answer: Value<'_>) -> Result<Vec<u8>, String> {
    if let Some(json) = answer.get("json") {
        return Ok(json.raw().as_bytes().to_vec());
    }
    if let Some(text) = answer.get("text").and_then(Value::as_str) {
        return Ok(text.into_owned().into_bytes());
    }
    match answer.get("base64").and_then(Value::as_str) {
        Some(text) => Base64::decode_vec(&text).map_err(|error| format!("its `base64` is none: {error}")),
        None => Ok(Vec::new()),
    }
}

/// Writes a body as what it is, and says how long it will be when it is played.
fn write_body(body: &[u8], redaction: &Redaction<'_>, object: &mut Object) -> usize {
    match Document::parse(body) {
        Ok(document) if matches!(document.root().kind(), Kind::Object | Kind::Array) => {
            let mut json = String::new();
            redaction.write(document.root(), &mut json);
            object.raw("json", &json);
            json.len()
        }
        _ => write_bytes(body, redaction, object),
    }
}

fn write_bytes(body: &[u8], redaction: &Redaction<'_>, object: &mut Object) -> usize {
    if body.is_empty() {
        return 0;
    }
    if let Ok(text) = str::from_utf8(body) {
        let text = redaction.text(text);
        object.member("text", &*text);
        return text.len();
    }
    object.member("base64", &*Base64::encode_string(body));
    body.len()
}

/// The headers, with the length of a body that was recorded whole as it is now. One that does not count the bytes that came was of a
/// coding that the host has undone, and says nothing.
fn framed(mut headers: Vec<(&str, String)>, came: usize, length: usize) -> Vec<(&str, String)> {
    let is = |name: &str, wanted: &str| name.eq_ignore_ascii_case(wanted);
    let announced =
        headers.iter().find(|(name, _)| is(name, "content-length")).and_then(|(_, value)| value.parse().ok());
    let is_coded = headers.iter().any(|(name, value)| is(name, "content-encoding") && !is(value, "identity"));
    if announced == Some(came) {
        for (_, value) in headers.iter_mut().filter(|(name, _)| is(name, "content-length")) {
            *value = length.to_string();
        }
    } else if is_coded {
        headers.retain(|(name, _)| !is(name, "content-length") && !is(name, "content-encoding"));
    }
    headers
}

/// Writes headers.
pub(super) fn pairs<'a>(headers: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut written = String::new();
    list(&headers.collect::<Vec<_>>(), &mut written, |(name, value)| {
        format!("[{},{}]", quoted(&name.to_ascii_lowercase()), quoted(value))
    });
    written
}

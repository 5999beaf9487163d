//! What each kind of fault does to an answer.

use hyper::header::{CONTENT_TYPE, DATE, HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::Value;

use crate::answer::{Answer, Body, Filler};
use crate::clock::Clock;
use crate::refusal;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    Status { status: u16, body: Option<Value>, headers: Vec<(HeaderName, HeaderValue)> },
    Html { status: u16 },
    Drop(When),
    Reset(When),
    Delay { ms: u64 },
    Truncate { after: usize },
    Drip(Pace),
    SlowHeaders(Pace),
    MalformedJson,
    Huge { bytes: u64 },
    ContentType(HeaderValue),
    ExtraHeaders(Vec<(HeaderName, HeaderValue)>),
    DateOffset { seconds: i64 },
    NoDate,
}

/// On which side of the request's effect a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum When {
    Before,
    After,
}

/// So many bytes, and then a pause of so many milliseconds of the emulator's clock.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pace {
    pub(crate) bytes: usize,
    pub(crate) every_ms: u64,
}

/// The part of an answer that is sent at a pace.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Paced {
    Head(Pace),
    Body(Pace),
}

impl Kind {
    /// How the journal names it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Status { .. } => "status",
            Self::Html { .. } => "html",
            Self::Drop(When::Before) => "drop before",
            Self::Drop(When::After) => "drop after",
            Self::Reset(When::Before) => "reset before",
            Self::Reset(When::After) => "reset after",
            Self::Delay { .. } => "delay",
            Self::Truncate { .. } => "truncate",
            Self::Drip(_) => "drip",
            Self::SlowHeaders(_) => "slow headers",
            Self::MalformedJson => "malformed json",
            Self::Huge { .. } => "huge",
            Self::ContentType(_) => "content type",
            Self::ExtraHeaders(_) => "extra headers",
            Self::DateOffset { .. } => "date offset",
            Self::NoDate => "no date",
        }
    }

    /// What it answers in the place of the API; `None` when the request goes on.
    pub(crate) fn answer(&self, request_id: &str) -> Option<Answer> {
        match self {
            Self::Status { status, body, headers } => {
                let body = match body {
                    None => Body::Json(refusal::envelope_for_status(*status, request_id)),
                    Some(Value::String(text)) => {
                        Body::Text { content_type: "text/plain; charset=utf-8", text: text.clone() }
                    }
                    Some(json) => Body::Json(json.clone()),
                };
                let mut answer = Answer::new(*status, body);
                answer.headers.clone_from(headers);
                Some(answer)
            }
            Self::Html { status } => {
                let text = format!(
                    "<html>\r\n<head><title>{status}</title></head>\r\n<body>\r\n<center><h1>{status}</h1></center>\r\n\
                     </body>\r\n</html>\r\n"
                );
                let content_type = "text/html";
                Some(Answer::new(*status, Body::Text { content_type, text }))
            }
            _ => None,
        }
    }

    /// Spoils an answer that is otherwise ready to be sent.
    pub(crate) fn spoil(self, answer: &mut Answer, clock: Clock) {
        match self {
            Self::MalformedJson => {
                if let Body::Json(value) = &answer.body {
                    let mut text = value.to_string();
                    text.pop();
                    answer.body = Body::Text { content_type: "application/json; charset=utf-8", text };
                }
            }
            Self::Huge { bytes } => {
                let content_type = answer.body.content_type().unwrap_or("application/json; charset=utf-8");
                let source = Box::new(Filler::new(bytes));
                answer.body = Body::Stream { content_type, length: Some(bytes), source };
            }
            Self::ContentType(value) => answer.set_header(CONTENT_TYPE, value),
            Self::ExtraHeaders(headers) => answer.headers.extend(headers),
            Self::DateOffset { seconds } => {
                let date = HeaderValue::try_from(clock.http_date(seconds)).expect("an HTTP date is ASCII");
                answer.set_header(DATE, date);
            }
            Self::NoDate => answer.headers.retain(|(name, _)| *name != DATE),
            _ => {}
        }
    }
}

//! What the emulator answers: a status, headers and a body.

use hyper::header::{HeaderName, HeaderValue};
use serde_json::Value;

/// One answer, before the headers that every answer carries are added.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Body,
    /// The id of the object this request changed, if it changed one.
    pub(crate) changed: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) enum Body {
    Empty,
    Json(Value),
    Text { content_type: &'static str, text: String },
}

impl Answer {
    pub(crate) fn new(status: u16, body: Body) -> Self {
        Self { status, headers: Vec::new(), body, changed: None }
    }

    pub(crate) fn json(body: Value) -> Self {
        Self::new(200, Body::Json(body))
    }

    /// Success with nothing to say.
    pub(crate) fn empty() -> Self {
        Self::new(200, Body::Empty)
    }

    /// Marks the answer as that of a request which changed the object `id`.
    pub(crate) fn changing(mut self, id: impl Into<String>) -> Self {
        self.changed = Some(id.into());
        self
    }

    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        let value = HeaderValue::from_str(value).expect("the emulator's own header values are ASCII");
        self.headers.push((HeaderName::from_static(name), value));
        self
    }
}

impl Body {
    pub(crate) fn content_type(&self) -> Option<&'static str> {
        match self {
            Self::Empty => None,
            Self::Json(_) => Some("application/json; charset=utf-8"),
            Self::Text { content_type, .. } => Some(content_type),
        }
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        match self {
            Self::Empty => Vec::new(),
            Self::Json(value) => serde_json::to_vec(&value).expect("a value is always JSON"),
            Self::Text { text, .. } => text.into_bytes(),
        }
    }
}

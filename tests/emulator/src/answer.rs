//! What the emulator answers: a status, headers and a body.

use hyper::body::Bytes;
use hyper::header::{HeaderName, HeaderValue};
use serde_json::Value;
use std::fmt;

use crate::workspace::Workspace;

/// One answer, before the headers that every answer carries are added.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Body,
    /// The id of the object this request changed, if it changed one.
    pub(crate) changed: Option<String>,
}

#[derive(Debug)]
pub(crate) enum Body {
    Empty,
    Json(Value),
    Text {
        content_type: &'static str,
        text: String,
    },
    Bytes {
        content_type: &'static str,
        bytes: Bytes,
    },
    /// Made while it is sent, so that it is never whole in memory; in chunks when its length is not known.
    Stream {
        content_type: &'static str,
        length: Option<u64>,
        source: Box<dyn Source>,
    },
}

/// Where the bytes of a streamed body come from.
pub(crate) trait Source: fmt::Debug + Send {
    /// The next bytes, of the workspace as it is by now; `None` at the end.
    fn next(&mut self, workspace: &Workspace) -> Option<Bytes>;
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

    /// Success with a body of unknown length.
    pub(crate) fn stream(content_type: &'static str, source: impl Source + 'static) -> Self {
        Self::new(200, Body::Stream { content_type, length: None, source: Box::new(source) })
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

    /// Puts a header in the place of the ones of its name.
    pub(crate) fn set_header(&mut self, name: HeaderName, value: HeaderValue) {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value));
    }
}

impl Body {
    pub(crate) fn content_type(&self) -> Option<&'static str> {
        match self {
            Self::Empty => None,
            Self::Json(_) => Some("application/json; charset=utf-8"),
            Self::Text { content_type, .. } | Self::Bytes { content_type, .. } | Self::Stream { content_type, .. } => {
                Some(content_type)
            }
        }
    }
}

/// A JSON string of a given size, in bytes, which says nothing.
#[derive(Debug)]
pub(crate) struct Filler {
    left: u64,
    opened: bool,
}

impl Filler {
    pub(crate) fn new(bytes: u64) -> Self {
        Self { left: bytes, opened: false }
    }
}

impl Source for Filler {
    fn next(&mut self, _: &Workspace) -> Option<Bytes> {
        const FILLING: &[u8] = &[b'x'; 65_536];
        const QUOTE: &[u8] = b"\"";
        let piece = match self.left {
            0 => return None,
            1 => QUOTE,
            _ if !self.opened => QUOTE,
            left => {
                let inside = usize::try_from(left - 1).unwrap_or(usize::MAX);
                FILLING.get(..inside).unwrap_or(FILLING)
            }
        };
        self.opened = true;
        self.left -= u64::try_from(piece.len()).unwrap_or(u64::MAX);
        Some(Bytes::from_static(piece))
    }
}

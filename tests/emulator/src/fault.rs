//! Faults: what can be made to go wrong with a request.

use hyper::header::{HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::Value;
use std::collections::VecDeque;

use crate::answer::{Answer, Body};
use crate::refusal;

mod wire;

/// Something that goes wrong with the next requests that match it.
///
/// ```
/// use entryphone_emulator::Fault;
/// use serde_json::json;
///
/// let outage = Fault::status(503).header("retry-after", "2").on("POST", "/contacts").times(3);
/// let same = Fault::from_json(json!({
///     "status": 503,
///     "headers": {"retry-after": "2"},
///     "match": {"method": "POST", "path": "/contacts"},
///     "times": 3,
/// }));
/// assert_eq!(Ok(outage), same);
/// ```
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "wire::Fault")]
pub struct Fault {
    method: Option<String>,
    path: Option<String>,
    times: u32,
    pub(crate) kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    Status { status: u16, body: Option<Value>, headers: Vec<(HeaderName, HeaderValue)> },
    Delay { ms: u64 },
    DropBefore,
    DropAfter,
    Truncate { after: usize },
    Html { status: u16 },
}

impl Fault {
    /// Answers with a status, without applying the request. The body is an error envelope unless [`Fault::body`]
    /// gives another one.
    ///
    /// # Panics
    ///
    /// When `status` is not between 200 and 599.
    pub fn status(status: u16) -> Self {
        Self::new(Kind::Status { status: expect_sound(wire::sound_status(status)), body: None, headers: Vec::new() })
    }

    /// Applies the request, and answers only when so many milliseconds have passed on the emulator's clock. While
    /// the clock is virtual, that is when it has been advanced by as much.
    pub fn delay_ms(ms: u64) -> Self {
        Self::new(Kind::Delay { ms })
    }

    /// Closes the connection without an answer, before the request took effect.
    pub fn drop_before() -> Self {
        Self::new(Kind::DropBefore)
    }

    /// Closes the connection without an answer, after the request took effect.
    pub fn drop_after() -> Self {
        Self::new(Kind::DropAfter)
    }

    /// Applies the request, declares the answer's length, and closes the connection after so many bytes of the body.
    pub fn truncate(after: usize) -> Self {
        Self::new(Kind::Truncate { after })
    }

    /// Answers with the HTML page of a proxy, without applying the request and without a request id.
    ///
    /// # Panics
    ///
    /// When `status` is not between 200 and 599.
    pub fn html(status: u16) -> Self {
        Self::new(Kind::Html { status: expect_sound(wire::sound_status(status)) })
    }

    /// Reads a fault from the JSON that `POST /_emulator/faults` takes in a list.
    ///
    /// # Errors
    ///
    /// One sentence that says what is wrong with it.
    pub fn from_json(json: Value) -> Result<Self, String> {
        serde_json::from_value(json).map_err(|error| error.to_string())
    }

    fn new(kind: Kind) -> Self {
        Self { method: None, path: None, times: 1, kind }
    }

    /// Restricts the fault to a method and a path. A path that ends in `*` stands for all that begin so.
    #[must_use]
    pub fn on(mut self, method: &str, path: &str) -> Self {
        self.method = Some(method.to_ascii_uppercase());
        self.path = Some(path.into());
        self
    }

    /// Lets the fault strike so many times instead of once.
    ///
    /// # Panics
    ///
    /// When `times` is zero.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = expect_sound(wire::sound_times(times));
        self
    }

    /// The body of a [`Fault::status`]: a string goes out as it is, anything else as JSON. Other faults have none.
    #[must_use]
    pub fn body(mut self, value: impl Into<Value>) -> Self {
        if let Kind::Status { body, .. } = &mut self.kind {
            *body = Some(value.into());
        }
        self
    }

    /// Adds a header to a [`Fault::status`], in place of one the emulator would send. Other faults have none.
    ///
    /// # Panics
    ///
    /// When the name or the value cannot stand in a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Kind::Status { headers, .. } = &mut self.kind {
            headers.push(expect_sound(wire::sound_header(name, value)));
        }
        self
    }

    fn matches(&self, method: &str, path: &str) -> bool {
        let path_matches = match self.path.as_deref() {
            None => true,
            Some(pattern) => match pattern.strip_suffix('*') {
                Some(start) => path.starts_with(start),
                None => path == pattern,
            },
        };
        path_matches && self.method.as_deref().is_none_or(|expected| expected == method)
    }
}

impl Kind {
    /// How the journal names it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Status { .. } => "status",
            Self::Delay { .. } => "delay",
            Self::DropBefore => "drop before",
            Self::DropAfter => "drop after",
            Self::Truncate { .. } => "truncate",
            Self::Html { .. } => "html",
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
            Self::Delay { .. } | Self::DropBefore | Self::DropAfter | Self::Truncate { .. } => None,
        }
    }
}

/// The faults still to come. The oldest one that matches a request strikes; the others wait.
#[derive(Debug, Default)]
pub(crate) struct Faults(VecDeque<Fault>);

impl Faults {
    pub(crate) fn push(&mut self, fault: Fault) {
        self.0.push_back(fault);
    }

    pub(crate) fn waiting(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn strike(&mut self, method: &str, path: &str) -> Option<Kind> {
        let position = self.0.iter().position(|fault| fault.matches(method, path))?;
        let fault = self.0.get_mut(position)?;
        fault.times -= 1;
        let (kind, spent) = (fault.kind.clone(), fault.times == 0);
        if spent {
            self.0.remove(position);
        }
        Some(kind)
    }
}

fn expect_sound<T>(checked: Result<T, String>) -> T {
    match checked {
        Ok(value) => value,
        Err(message) => panic!("{message}"),
    }
}

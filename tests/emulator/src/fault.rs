//! Faults: what can be made to go wrong with a request.

use serde::Deserialize;
use serde_json::Value;

mod kind;
mod queue;
mod wire;

pub(crate) use kind::{Kind, Pace, Paced, When};
pub(crate) use queue::Faults;

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
    kind: Kind,
}

/// In place of the API's answer. The request is not applied.
impl Fault {
    /// Answers with a status. The body is an error envelope unless [`Fault::body`] gives another one.
    ///
    /// # Panics
    ///
    /// When `status` is not between 200 and 599.
    pub fn status(status: u16) -> Self {
        Self::new(Kind::Status { status: expect_sound(wire::sound_status(status)), body: None, headers: Vec::new() })
    }

    /// Answers with the HTML page of a proxy, without a request id.
    ///
    /// # Panics
    ///
    /// When `status` is not between 200 and 599.
    pub fn html(status: u16) -> Self {
        Self::new(Kind::Html { status: expect_sound(wire::sound_status(status)) })
    }
}

/// Without an answer.
impl Fault {
    /// Closes the connection before the request took effect.
    pub fn drop_before() -> Self {
        Self::new(Kind::Drop(When::Before))
    }

    /// Closes the connection after the request took effect.
    pub fn drop_after() -> Self {
        Self::new(Kind::Drop(When::After))
    }

    /// Resets the connection (TCP RST) before the request took effect.
    pub fn reset_before() -> Self {
        Self::new(Kind::Reset(When::Before))
    }

    /// Resets the connection (TCP RST) after the request took effect.
    pub fn reset_after() -> Self {
        Self::new(Kind::Reset(When::After))
    }
}

/// The API's own answer, badly delivered. The request is applied. Time is that of the emulator's clock: while it is
/// virtual, it passes when the clock is advanced.
impl Fault {
    /// Answers only when so many milliseconds have passed.
    pub fn delay_ms(ms: u64) -> Self {
        Self::new(Kind::Delay { ms })
    }

    /// Declares the answer's length, and closes the connection after so many bytes of the body.
    pub fn truncate(after: usize) -> Self {
        Self::new(Kind::Truncate { after })
    }

    /// Sends the head at once, and so many bytes of the body every so many milliseconds, the first of them at once.
    ///
    /// # Panics
    ///
    /// When `bytes` is zero.
    pub fn drip(bytes: usize, every_ms: u64) -> Self {
        Self::new(Kind::Drip(expect_sound(wire::sound_pace(Pace { bytes, every_ms }))))
    }

    /// Sends so many bytes of the head every so many milliseconds, and then the body at once.
    ///
    /// # Panics
    ///
    /// When `bytes` is zero.
    pub fn slow_headers(bytes: usize, every_ms: u64) -> Self {
        Self::new(Kind::SlowHeaders(expect_sound(wire::sound_pace(Pace { bytes, every_ms }))))
    }
}

/// The API's own answer, spoiled. The request is applied.
impl Fault {
    /// Takes the last byte off a JSON body, whose declared length is right all the same.
    pub fn malformed_json() -> Self {
        Self::new(Kind::MalformedJson)
    }

    /// Puts a body of so many bytes in the place of the API's: one JSON string, made while it is sent.
    pub fn huge(bytes: u64) -> Self {
        Self::new(Kind::Huge { bytes })
    }

    /// Declares another type of content.
    ///
    /// # Panics
    ///
    /// When the value cannot stand in a header.
    pub fn content_type(value: &str) -> Self {
        Self::new(Kind::ContentType(expect_sound(wire::sound_header("content-type", value)).1))
    }

    /// Adds a header beside the ones that are there, so that it may be a duplicate. Its value is sent in Latin-1: é is
    /// the byte E9. [`Fault::header`] adds more of them.
    ///
    /// # Panics
    ///
    /// When the name or the value cannot stand in a header.
    pub fn extra_header(name: &str, value: &str) -> Self {
        Self::new(Kind::ExtraHeaders(vec![expect_sound(wire::sound_header(name, value))]))
    }

    /// Sets the `Date` so many seconds off the emulator's clock, to the past when it is negative.
    pub fn date_offset_seconds(seconds: i64) -> Self {
        Self::new(Kind::DateOffset { seconds })
    }

    /// Leaves the `Date` out.
    pub fn no_date() -> Self {
        Self::new(Kind::NoDate)
    }
}

/// What a fault is for, and what it brings.
impl Fault {
    /// Reads a fault from the JSON that `POST /_emulator/faults` takes in a list.
    ///
    /// # Errors
    ///
    /// One sentence that says what is wrong with it.
    pub fn from_json(json: Value) -> Result<Self, String> {
        serde_json::from_value(json).map_err(|error| error.to_string())
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

    /// Adds a header to a [`Fault::status`], in place of one the emulator would send, or to a [`Fault::extra_header`],
    /// beside it. Other faults have none.
    ///
    /// # Panics
    ///
    /// When the name or the value cannot stand in a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Kind::Status { headers, .. } | Kind::ExtraHeaders(headers) = &mut self.kind {
            headers.push(expect_sound(wire::sound_header(name, value)));
        }
        self
    }

    fn new(kind: Kind) -> Self {
        Self { method: None, path: None, times: 1, kind }
    }
}

fn expect_sound<T>(checked: Result<T, String>) -> T {
    match checked {
        Ok(value) => value,
        Err(message) => panic!("{message}"),
    }
}

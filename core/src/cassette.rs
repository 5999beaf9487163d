//! Cassettes: what went over the wire once, to be heard again without a network, in any language.
//!
//! A cassette is a text of JSON lines. The first says what it is; every other one is an exchange: a request, and the answer to it or how
//! it was lost, with times in milliseconds since the recording began. A host records at its transport, below the machine: what the
//! machine decides (waits, repeats, pages) is decided again when a cassette is played, in time that is virtual and passes at once.
//!
//! ```
//! use entryphone::cassette::{Asked, Cassette, Heard};
//!
//! # fn main() -> Result<(), entryphone::Error> {
//! let asked = Asked {
//!     method: "GET",
//!     url: "https://api.intercom.io/contacts/c1",
//!     headers: &[("Authorization", "Bearer dG9rOi"), ("Intercom-Version", "2.16")],
//!     body: None,
//! };
//! let heard = Heard { status: Some(200), headers: &[("Date", "…")], body: br#"{"id": "c1"}"#, lost: None };
//!
//! let recorder = Cassette::new(["email"]);
//! let text = recorder.head() + &recorder.line(&asked, &heard, 0, 35);
//! assert!(!text.contains("dG9rOi"));
//!
//! let mut cassette = Cassette::read(&text)?;
//! let played = cassette.play(&asked)?;
//! assert_eq!((played.status, &*played.body), (Some(200), br#"{"id":"c1"}"#.as_slice()));
//! assert!(cassette.play(&asked).unwrap_err().to_string().contains("was played already"));
//! # Ok(())
//! # }
//! ```
//!
//! What is secret never reaches the text: no header of a request but the version is kept, and of an answer only those that say something
//! about it; the token is taken out wherever it is repeated, members that are called like secrets lose their texts, and addresses their
//! signatures, also within a text. Members that are to be hidden besides, such as `email`, are named by whoever records.

mod facts;
mod line;
mod redact;

use crate::attempt::{LostKind, Sent};
use crate::document::{Document, Value};
use crate::error::Error;
use crate::json::{Object, list};
use crate::quoted::quoted;
use facts::Facts;
use redact::Redaction;

/// The form of cassettes that this library writes and reads.
const FORM: u64 = 1;

/// A request, as a host is told to send it.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The HTTP method.
    pub method: &'a str,
    /// The whole address.
    pub url: &'a str,
    /// Names and values, the token's among them.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub body: Option<&'a [u8]>,
}

/// What came of a request: an answer, how it was lost, or of a stream that broke off both.
#[derive(Clone, Copy, Default)]
pub struct Heard<'a> {
    /// The HTTP status, when a head came.
    pub status: Option<u16>,
    /// The headers of the answer.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body, as far as it came.
    pub body: &'a [u8],
    /// How it was lost, and what the host said of it.
    pub lost: Option<(LostKind, Sent, &'a str)>,
}

/// What is played for a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Played {
    /// After how many milliseconds it ended.
    pub took_ms: u64,
    /// The HTTP status, when a head came.
    pub status: Option<u16>,
    /// The headers of the answer.
    pub headers: Vec<(String, String)>,
    /// The body, as far as it came.
    pub body: Vec<u8>,
    /// How it was lost, and what the host said of it.
    pub lost: Option<(LostKind, Sent, String)>,
}

impl Played {
    /// Everything but the body, as JSON of `took_ms`, `status`, `headers` and `lost` (`kind`, `sent`, `message`). `status` or `lost` may
    /// be null.
    pub fn told(&self) -> String {
        let mut object = Object::new();
        object.member("took_ms", self.took_ms).member("status", self.status);
        object.raw("headers", &line::pairs(self.headers.iter().map(|(name, value)| (&**name, &**value))));
        let lost = self.lost.as_ref().map_or_else(
            || "null".to_owned(),
            |(kind, sent, message)| {
                let mut object = Object::new();
                object.member("kind", kind.as_str()).member("sent", sent.as_str()).member("message", &**message);
                object.end()
            },
        );
        object.raw("lost", &lost);
        object.end()
    }
}

/// Recorded exchanges. Each is played once, for the first request that is equal to its own: in method, address, version and body, where
/// the order of members and of parameters does not matter.
#[derive(Debug)]
pub struct Cassette {
    hidden: Vec<String>,
    exchanges: Vec<Exchange>,
}

#[derive(Debug)]
struct Exchange {
    request: Facts,
    played: Played,
    is_played: bool,
}

impl Cassette {
    /// An empty one, to record with. The texts in members and parameters of the names in `hide` are not kept.
    pub fn new<N: Into<String>>(hide: impl IntoIterator<Item = N>) -> Cassette {
        Cassette { hidden: hide.into_iter().map(Into::into).collect(), exchanges: Vec::new() }
    }

    /// Reads the text of a cassette.
    ///
    /// # Errors
    /// When it is none; the message names the line.
    pub fn read(text: &str) -> Result<Cassette, Error> {
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let (_, head) = lines.next().ok_or_else(|| refused(1, "it is empty, and should say what it is"))?;
        let head = parsed(1, head)?;
        match head.root().get("cassette").and_then(Value::as_u64) {
            Some(FORM) => {}
            Some(_) => return Err(refused(1, "it is of a newer form than this version of entryphone reads")),
            None => return Err(refused(1, "it does not begin with {\"cassette\":1}")),
        }
        let hidden = head.root().get("hidden").into_iter().flat_map(Value::items);
        let mut cassette = Cassette::new(hidden.filter_map(Value::as_str));
        for (place, line) in lines {
            let document = parsed(place + 1, line)?;
            let played = line::read(document.root()).map_err(|problem| refused(place + 1, &problem))?;
            let request = document.root().get("request").map(Facts::of);
            let request = request.ok_or_else(|| refused(place + 1, "it has no `request`"))?;
            cassette.exchanges.push(Exchange { request, played, is_played: false });
        }
        Ok(cassette)
    }

    /// The first line of its text.
    pub fn head(&self) -> String {
        let mut hidden = String::new();
        list(&self.hidden, &mut hidden, |name| quoted(name));
        let mut object = Object::new();
        object.member("cassette", FORM).raw("hidden", &hidden);
        object.end() + "\n"
    }

    /// The line of an exchange, which began so many milliseconds after the recording did, and took so many.
    pub fn line(&self, asked: &Asked<'_>, heard: &Heard<'_>, at_ms: u64, took_ms: u64) -> String {
        let redaction = Redaction::new(&self.hidden, asked.headers);
        let mut object = Object::new();
        object.raw("request", &line::request(asked, &redaction)).member("at_ms", at_ms).member("took_ms", took_ms);
        line::write_heard(heard, &redaction, &mut object);
        object.end() + "\n"
    }

    /// As [`Cassette::line`], for hosts that tell what came as a line does: JSON of `answer`, which has `status` and `headers`, and of
    /// `lost`, which has `kind`, `sent` and `message`.
    ///
    /// # Errors
    /// When it is neither, or no JSON.
    pub fn line_as_told(
        &self,
        asked: &Asked<'_>,
        told: &str,
        body: &[u8],
        at_ms: u64,
        took_ms: u64,
    ) -> Result<String, Error> {
        let refused = |problem: &str| Error::argument(format!("what came of a request cannot be read: {problem}"));
        let told = Document::parse(told).map_err(|error| refused(&error.to_string()))?;
        let told = line::read(told.root()).map_err(|problem| refused(&problem))?;
        let headers: Vec<_> = told.headers.iter().map(|(name, value)| (&**name, &**value)).collect();
        let lost = told.lost.as_ref().map(|(kind, sent, message)| (*kind, *sent, &**message));
        Ok(self.line(asked, &Heard { status: told.status, headers: &headers, body, lost }, at_ms, took_ms))
    }

    /// What was recorded for a request.
    ///
    /// # Errors
    /// When nothing was, or it was played already: an argument error, which names what comes nearest and how it differs.
    pub fn play(&mut self, asked: &Asked<'_>) -> Result<Played, Error> {
        let redaction = Redaction::new(&self.hidden, asked.headers);
        let request = line::request(asked, &redaction);
        let document = Document::parse(&request).map_err(|error| refused(0, &error.to_string()))?;
        let facts = Facts::of(document.root());
        let found = self.exchanges.iter_mut().find(|exchange| !exchange.is_played && exchange.request == facts);
        let Some(found) = found else { return Err(self.unknown(&facts)) };
        found.is_played = true;
        Ok(found.played.clone())
    }

    /// How many exchanges have not been played.
    pub fn left(&self) -> usize {
        self.exchanges.iter().filter(|exchange| !exchange.is_played).count()
    }

    fn unknown(&self, asked: &Facts) -> Error {
        let left = || self.exchanges.iter().filter(|exchange| !exchange.is_played);
        let nearest = left().min_by_key(|exchange| asked.distance(&exchange.request));
        let is_spent = self.exchanges.iter().any(|exchange| exchange.request == *asked);
        let hint = match nearest {
            _ if is_spent => format!("; what was recorded for it was played already, others left: {}", left().count()),
            Some(exchange) => {
                format!("; the nearest is {}, and {}", exchange.request, asked.differences(&exchange.request))
            }
            None => "; all that it has was played already".to_owned(),
        };
        Error::argument(format!("the cassette has nothing for {asked}{hint}"))
    }
}

fn parsed(line: usize, text: &str) -> Result<Document<&str>, Error> {
    Document::parse(text).map_err(|error| refused(line, &format!("it is not JSON: {error}")))
}

fn refused(line: usize, problem: &str) -> Error {
    Error::argument(format!("line {line} of the cassette cannot be read: {problem}"))
}

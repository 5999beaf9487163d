//! The head of an answer, and what a finished call hands to the host.

use crate::attempt::Attempt;
use crate::document::Index;
use crate::drift::Drift;
use crate::http_date;
use crate::rate_limit::RateLimit;

/// The status and the headers of an answer, borrowed from the host.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// The HTTP status.
    pub status: u16,
    /// Names and values as they came. Names are compared without case; of a repeated header the first one counts.
    pub headers: &'a [(&'a str, &'a str)],
}

impl<'a> Head<'a> {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        self.headers.iter().find(|(candidate, _)| candidate.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }

    /// The server's own clock, in UNIX seconds.
    pub(crate) fn date_seconds(&self) -> Option<u64> {
        http_date::seconds(self.header("date")?)
    }

    /// What `Retry-After` asks for, in milliseconds. A date is read against the answer's own `Date`; without that, it says nothing.
    pub(crate) fn retry_after_ms(&self) -> Option<u64> {
        let text = self.header("retry-after")?.trim();
        if let Ok(seconds) = text.parse::<u64>() {
            return Some(seconds.saturating_mul(1000));
        }
        let until = http_date::seconds(text)?;
        Some(until.saturating_sub(self.date_seconds()?).saturating_mul(1000))
    }
}

/// A call that came to a good end. The body stays with the host; the index says where everything stands in it.
#[derive(Debug)]
pub struct Outcome {
    /// The status of the answer.
    pub status: u16,
    /// The index over the body, when the body is JSON.
    pub index: Option<Index>,
    /// The server's name for the request.
    pub request_id: Option<String>,
    /// What the answer said about the rate limit.
    pub rate_limit: Option<RateLimit>,
    /// How long the server asks to wait before asking again, in milliseconds.
    pub retry_after_ms: Option<u64>,
    /// What was tried, in order; the last one is this answer.
    pub attempts: Vec<Attempt>,
    /// Where the body is not what the catalog describes, when [`Config::strict`](crate::Config::strict) asks for that.
    pub drift: Vec<Drift>,
}

//! What goes through the door.

use std::borrow::Cow;

use entryphone::document::Value;

/// A method with what is given to it.
pub(crate) struct Question<'a> {
    pub(crate) method: Cow<'a, str>,
    pub(crate) bytes: &'a [u8],
    given: Value<'a>,
}

impl<'a> Question<'a> {
    pub(crate) fn new(given: Value<'a>, bytes: &'a [u8]) -> Question<'a> {
        Question { method: given.at(0).and_then(Value::as_str).unwrap_or_default(), bytes, given }
    }

    /// What was given at a place, counted from 1. Nothing stands where JavaScript left it out.
    pub(crate) fn optional_text(&self, place: usize) -> Option<Cow<'a, str>> {
        self.given.at(place)?.as_str()
    }

    pub(crate) fn text(&self, place: usize) -> Cow<'a, str> {
        self.optional_text(place).unwrap_or_default()
    }

    /// A time or a count. Those that are too large for a whole number of JavaScript's were cut to the largest, and those below 0 are 0.
    pub(crate) fn optional_count(&self, place: usize) -> Option<u64> {
        self.given.at(place).filter(|given| given.is_integer()).map(|given| given.as_u64().unwrap_or(0))
    }

    pub(crate) fn integers(&self, place: usize) -> Vec<i64> {
        self.given.at(place).into_iter().flat_map(Value::items).map(|item| item.as_i64().unwrap_or(0)).collect()
    }
}

#[cfg(feature = "calls")]
impl Question<'_> {
    pub(crate) fn count(&self, place: usize) -> u64 {
        self.optional_count(place).unwrap_or(0)
    }

    /// A count of no more than 32 bits: an attempt, or the number of a machine.
    pub(crate) fn number(&self, place: usize) -> u32 {
        u32::try_from(self.count(place)).unwrap_or(u32::MAX)
    }

    pub(crate) fn length(&self, place: usize) -> usize {
        usize::try_from(self.count(place)).unwrap_or(usize::MAX)
    }

    /// A status of HTTP; one that is none is 0.
    pub(crate) fn optional_status(&self, place: usize) -> Option<u16> {
        self.optional_count(place).map(|status| u16::try_from(status).unwrap_or(0))
    }

    pub(crate) fn status(&self, place: usize) -> u16 {
        self.optional_status(place).unwrap_or(0)
    }

    pub(crate) fn is(&self, place: usize) -> bool {
        self.given.at(place).and_then(Value::as_bool).unwrap_or(false)
    }
}

/// What a question comes to.
pub(crate) enum Answer {
    Text(String),
    #[cfg(feature = "calls")]
    Bytes(Vec<u8>),
    /// A machine was made: its kind and its number.
    #[cfg(feature = "calls")]
    Machine(&'static str, u32),
    /// Any other value of JSON.
    Value(String),
    /// The core's error as JSON.
    Failed(String),
}

impl Answer {
    pub(crate) const NOTHING: Answer = Answer::Value(String::new());

    /// The mark and what follows it.
    pub(crate) fn written(self) -> Vec<u8> {
        let (mark, content) = match self {
            Answer::Text(text) => (b't', text.into_bytes()),
            #[cfg(feature = "calls")]
            Answer::Bytes(bytes) => (b'b', bytes),
            #[cfg(feature = "calls")]
            Answer::Machine(kind, number) => (b'm', format!("{kind} {number}").into_bytes()),
            Answer::Value(json) => (b'j', json.into_bytes()),
            Answer::Failed(json) => (b'e', json.into_bytes()),
        };
        let mut written = vec![mark];
        written.extend(content);
        written
    }
}

impl From<String> for Answer {
    fn from(text: String) -> Answer {
        Answer::Text(text)
    }
}

impl From<&str> for Answer {
    fn from(text: &str) -> Answer {
        Answer::Text(text.to_owned())
    }
}

impl From<bool> for Answer {
    fn from(is: bool) -> Answer {
        Answer::Value(is.to_string())
    }
}

impl From<u64> for Answer {
    fn from(count: u64) -> Answer {
        Answer::Value(count.to_string())
    }
}

impl From<()> for Answer {
    fn from((): ()) -> Answer {
        Answer::NOTHING
    }
}

impl<T: Into<Answer>> From<Option<T>> for Answer {
    fn from(optional: Option<T>) -> Answer {
        optional.map_or(Answer::Value("null".to_owned()), Into::into)
    }
}

impl<T: Into<Answer>> From<Result<T, String>> for Answer {
    fn from(result: Result<T, String>) -> Answer {
        result.map_or_else(Answer::Failed, Into::into)
    }
}

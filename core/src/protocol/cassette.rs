//! Cassettes, in texts.

use super::{read_texts, refused};
use crate::cassette::{Asked, Heard};
use crate::document::{Document, Value};
use crate::error::Error;

/// Recorded exchanges, as [`crate::cassette::Cassette`].
///
/// A request goes in as JSON of `method`, `url` and `headers`, which are pairs; its body as bytes beside it. What is heard goes in and out
/// as JSON of `took_ms`, `status`, `headers` and `lost` (`kind`, `sent`, `message`), of which `status` or `lost` may be null.
#[derive(Debug)]
pub struct Cassette {
    inner: crate::cassette::Cassette,
    played: Vec<u8>,
}

impl Cassette {
    /// An empty one, to record with. `hide` is a list of names as JSON.
    ///
    /// # Errors
    /// When it is none.
    pub fn new(hide: &str) -> Result<Cassette, String> {
        let hide = read_texts("hide", hide).map_err(refused)?;
        Ok(Cassette { inner: crate::cassette::Cassette::new(hide), played: Vec::new() })
    }

    /// Reads the text of a cassette.
    ///
    /// # Errors
    /// As [`crate::cassette::Cassette::read`].
    pub fn read(text: &str) -> Result<Cassette, String> {
        let inner = crate::cassette::Cassette::read(text).map_err(refused)?;
        Ok(Cassette { inner, played: Vec::new() })
    }

    /// The first line of its text.
    pub fn head(&self) -> String {
        self.inner.head()
    }

    /// The line of an exchange. What was heard has `at_ms` besides: when it began.
    ///
    /// # Errors
    /// When a text is not what it should be.
    pub fn line(&self, request: &str, body: Option<&[u8]>, heard: &str, answer_body: &[u8]) -> Result<String, String> {
        let heard = parsed(heard)?;
        let heard = heard.root();
        let headers = pairs(heard.get("headers"));
        let words = heard.get("lost").filter(|lost| !lost.is_null()).map(|lost| {
            ["kind", "sent", "message"].map(|name| lost.get(name).and_then(Value::as_str).unwrap_or_default())
        });
        let lost = match &words {
            None => None,
            Some([kind, sent, message]) => {
                Some((kind.parse().map_err(refused)?, sent.parse().map_err(refused)?, &**message))
            }
        };
        let whole = |name: &str| heard.get(name).and_then(Value::as_u64);
        let answer = Heard {
            status: whole("status").and_then(|status| u16::try_from(status).ok()),
            headers: &borrowed(&headers),
            body: answer_body,
            lost,
        };
        let (at_ms, took_ms) = (whole("at_ms").unwrap_or_default(), whole("took_ms").unwrap_or_default());
        with_request(request, body, |asked| Ok(self.inner.line(asked, &answer, at_ms, took_ms)))
    }

    /// What was recorded for a request. Its body is [`Cassette::body`].
    ///
    /// # Errors
    /// As [`crate::cassette::Cassette::play`].
    pub fn play(&mut self, request: &str, body: Option<&[u8]>) -> Result<String, String> {
        let inner = &mut self.inner;
        let played = with_request(request, body, |asked| inner.play(asked).map_err(refused))?;
        let told = played.told();
        self.played = played.body;
        Ok(told)
    }

    /// The body of what was played last.
    pub fn body(&self) -> &[u8] {
        &self.played
    }

    /// How many exchanges have not been played.
    pub fn left(&self) -> usize {
        self.inner.left()
    }
}

fn with_request<T>(
    request: &str,
    body: Option<&[u8]>,
    use_it: impl FnOnce(&Asked<'_>) -> Result<T, String>,
) -> Result<T, String> {
    let request = parsed(request)?;
    let text = |name: &str| request.root().get(name).and_then(Value::as_str).unwrap_or_default();
    let headers = pairs(request.root().get("headers"));
    use_it(&Asked { method: &text("method"), url: &text("url"), headers: &borrowed(&headers), body })
}

fn parsed(text: &str) -> Result<Document<&str>, String> {
    Document::parse(text).map_err(|error| refused(Error::argument(format!("this is not JSON: {error}"))))
}

fn pairs(list: Option<Value<'_>>) -> Vec<(String, String)> {
    let text = |pair: Value<'_>, at| Some(pair.at(at)?.as_str()?.into_owned());
    list.into_iter().flat_map(Value::items).filter_map(|pair| text(pair, 0).zip(text(pair, 1))).collect()
}

fn borrowed(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    pairs.iter().map(|(name, value)| (&**name, &**value)).collect()
}

#[cfg(test)]
mod tests {
    use super::Cassette;

    #[test]
    fn names_to_hide_that_are_no_list_are_not_passed_over() {
        assert!(Cassette::new(r#"["email"]"#).is_ok());
        for text in [r#""email""#, r#"{"email": true}"#, "[7]", "email"] {
            assert!(Cassette::new(text).is_err(), "{text}");
        }
    }
}

//! What was recorded, to be played again.

use entryphone::cassette::{self, Heard};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::error::OrRaise as _;
use crate::headers::with_headers;
use crate::request::Request;

/// What failed, whether the request can have been sent, and what was said of it.
type Lost = (String, String, String);

/// After how many milliseconds it ended, then the status, the headers and the body, and how it was lost.
type Played<'py> = (u64, Option<u16>, Vec<(String, String)>, Bound<'py, PyBytes>, Option<Lost>);

/// Recorded exchanges.
#[pyclass(module = "entryphone._core")]
pub(crate) struct Cassette {
    inner: cassette::Cassette,
}

#[pymethods]
impl Cassette {
    /// An empty one, to record with.
    #[new]
    fn new(hide: Vec<String>) -> Cassette {
        Cassette { inner: cassette::Cassette::new(hide) }
    }

    /// Reads the text of a cassette.
    #[staticmethod]
    fn read(py: Python<'_>, text: &str) -> PyResult<Cassette> {
        let inner = cassette::Cassette::read(text).or_raise(py)?;
        Ok(Cassette { inner })
    }

    /// The first line of its text.
    fn head(&self) -> String {
        self.inner.head()
    }

    /// The line of an exchange: when it began, how long it took, and the answer, how it was lost, or both.
    #[expect(clippy::too_many_arguments, reason = "each is a fact of an exchange, and Python names them")]
    #[expect(clippy::needless_pass_by_value, reason = "Python's texts are copied when they cross, and are ours then")]
    #[pyo3(signature = (request, at_ms, took_ms, *, status = None, headers = None, body = None, lost = None))]
    fn line(
        &self,
        py: Python<'_>,
        request: &Request,
        at_ms: u64,
        took_ms: u64,
        status: Option<u16>,
        headers: Option<&Bound<'_, PyAny>>,
        body: Option<&[u8]>,
        lost: Option<Lost>,
    ) -> PyResult<String> {
        let lost = match &lost {
            None => None,
            Some((kind, sent, message)) => {
                let words = kind.parse().and_then(|kind| Ok((kind, sent.parse()?, message.as_str())));
                Some(words.or_raise(py)?)
            }
        };
        let line = |headers: &[(&str, &str)]| {
            let heard = Heard { status, headers, body: body.unwrap_or_default(), lost };
            request.with_asked(|asked| self.inner.line(asked, &heard, at_ms, took_ms))
        };
        headers.map_or_else(|| Ok(line(&[])), |headers| with_headers(headers, line))
    }

    /// What was recorded for a request.
    fn play<'py>(&mut self, py: Python<'py>, request: &Request) -> PyResult<Played<'py>> {
        let played = request.with_asked(|asked| self.inner.play(asked)).or_raise(py)?;
        let lost =
            played.lost.map(|(kind, sent, message)| (kind.as_str().to_owned(), sent.as_str().to_owned(), message));
        Ok((played.took_ms, played.status, played.headers, PyBytes::new(py, &played.body), lost))
    }

    /// How many exchanges have not been played.
    #[getter]
    fn left(&self) -> usize {
        self.inner.left()
    }
}

//! What was recorded, to be played again.

use entryphone::cassette;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::error::OrRaise as _;
use crate::request::Request;

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

    /// The line of an exchange: what came as JSON, the body beside it, and when it began and how long it took.
    fn line(
        &self,
        py: Python<'_>,
        request: &Request,
        told: &str,
        body: &[u8],
        at_ms: u64,
        took_ms: u64,
    ) -> PyResult<String> {
        let line = request.with_asked(|asked| self.inner.line_as_told(asked, told, body, at_ms, took_ms));
        line.or_raise(py)
    }

    /// What was recorded for a request, as JSON, and its body.
    fn play<'py>(&mut self, py: Python<'py>, request: &Request) -> PyResult<(String, Bound<'py, PyBytes>)> {
        let played = request.with_asked(|asked| self.inner.play(asked)).or_raise(py)?;
        Ok((played.told(), PyBytes::new(py, &played.body)))
    }

    /// How many exchanges have not been played.
    #[getter]
    fn left(&self) -> usize {
        self.inner.left()
    }
}

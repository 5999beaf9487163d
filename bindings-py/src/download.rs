//! A download on its way.

use entryphone::{Format, Head};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::call::LARGE_BODY_BYTES;
use crate::error::OrRaise as _;
use crate::headers::with_headers;

/// Watches one download. Each method says what happened at `now_ms`, and raises when the download is not what its head has promised.
#[pyclass(module = "entryphone._core")]
pub(crate) struct Download {
    inner: entryphone::Download,
}

/// A download that came to its end.
#[pyclass(frozen, get_all, module = "entryphone._core")]
pub(crate) struct Summary {
    /// How many bytes came.
    bytes: u64,
    /// What they look like.
    format: Option<&'static str>,
    /// What speaks for their being all there are.
    proof: &'static str,
}

#[pymethods]
impl Download {
    #[new]
    fn new(now_ms: u64, status: u16, headers: &Bound<'_, PyAny>, decoded: bool, verify: bool) -> PyResult<Download> {
        let inner =
            with_headers(headers, |headers| entryphone::Download::new(now_ms, &Head { status, headers }, decoded))?;
        Ok(Download { inner: if verify { inner.verify() } else { inner } })
    }

    /// These bytes came.
    fn on_chunk(&mut self, py: Python<'_>, now_ms: u64, chunk: &Bound<'_, PyBytes>) -> PyResult<()> {
        let bytes = chunk.as_bytes();
        let mut take = || self.inner.on_chunk(now_ms, bytes);
        let outcome = if bytes.len() < LARGE_BODY_BYTES { take() } else { py.detach(take) };
        outcome.or_raise(py)
    }

    /// So many bytes came, and they are not shown.
    fn on_length(&mut self, py: Python<'_>, now_ms: u64, length: u64) -> PyResult<()> {
        self.inner.on_length(now_ms, length).or_raise(py)
    }

    /// Nothing came until now.
    fn check(&mut self, py: Python<'_>, now_ms: u64) -> PyResult<()> {
        self.inner.check(now_ms).or_raise(py)
    }

    /// The host goes on waiting for bytes.
    fn resume(&mut self, now_ms: u64) {
        self.inner.resume(now_ms);
    }

    /// No more will come.
    fn on_end(&mut self, py: Python<'_>) -> PyResult<Summary> {
        let summary = self.inner.on_end().or_raise(py)?;
        Ok(Summary { bytes: summary.bytes, format: summary.format.map(Format::as_str), proof: summary.proof.as_str() })
    }

    /// How many bytes will come, when the head says so.
    #[getter]
    fn content_length(&self) -> Option<u64> {
        self.inner.content_length()
    }

    /// The name the server gives the file, made harmless.
    #[getter]
    fn file_name(&self) -> Option<&str> {
        self.inner.file_name()
    }

    /// The media type, as the head has it.
    #[getter]
    fn content_type(&self) -> Option<&str> {
        self.inner.content_type()
    }

    /// The content coding that is still on the bytes.
    #[getter]
    fn content_coding(&self) -> Option<&str> {
        self.inner.content_coding()
    }

    /// How many bytes came so far.
    #[getter]
    fn received(&self) -> u64 {
        self.inner.received()
    }

    /// What the bytes so far look like.
    #[getter]
    fn format(&self) -> Option<&'static str> {
        self.inner.format().map(Format::as_str)
    }

    /// When it counts as stalled if nothing comes until then.
    #[getter]
    fn stalls_at_ms(&self) -> u64 {
        self.inner.stalls_at_ms()
    }
}

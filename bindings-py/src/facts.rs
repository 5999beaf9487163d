//! What an answer says besides its body, as the named tuples of `entryphone._facts`.

use entryphone::{Attempt, AttemptEnd, Drift, ErrorDetail, RateLimit};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyTuple;

/// Milliseconds as Python counts time.
#[expect(clippy::cast_precision_loss, reason = "exact up to 285,000 years")]
pub(crate) fn seconds(milliseconds: u64) -> f64 {
    milliseconds as f64 / 1000.0
}

pub(crate) fn rate_limit(py: Python<'_>, limit: Option<RateLimit>) -> PyResult<Option<Bound<'_, PyAny>>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let Some(limit) = limit else { return Ok(None) };
    let class = CLASS.import(py, "entryphone._facts", "RateLimit")?;
    class.call1((limit.limit, limit.remaining, limit.resets_in_ms.map(seconds))).map(Some)
}

pub(crate) fn errors<'py>(py: Python<'py>, errors: &[ErrorDetail]) -> PyResult<Bound<'py, PyTuple>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let class = CLASS.import(py, "entryphone._facts", "ErrorDetail")?;
    let details = errors
        .iter()
        .map(|detail| class.call1((detail.code.as_deref(), detail.message.as_deref(), detail.field.as_deref())));
    PyTuple::new(py, details.collect::<PyResult<Vec<_>>>()?)
}

pub(crate) fn attempts<'py>(py: Python<'py>, attempts: &[Attempt]) -> PyResult<Bound<'py, PyTuple>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let class = CLASS.import(py, "entryphone._facts", "Attempt")?;
    let attempts = attempts.iter().map(|attempt| {
        let (end, status, request_id, sent) = match &attempt.end {
            AttemptEnd::Answered { status, request_id } => ("answered", Some(*status), request_id.as_deref(), None),
            AttemptEnd::Lost { kind, sent } => (kind.as_str(), None, None, Some(sent.as_str())),
            AttemptEnd::Canceled => ("canceled", None, None, None),
        };
        let duration = seconds(attempt.ended_ms.saturating_sub(attempt.started_ms));
        let waited = attempt.waited_ms.map(seconds);
        class.call1((attempt.number, end, status, request_id, sent, duration, waited))
    });
    PyTuple::new(py, attempts.collect::<PyResult<Vec<_>>>()?)
}

pub(crate) fn drift<'py>(py: Python<'py>, drift: &[Drift]) -> PyResult<Bound<'py, PyTuple>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let class = CLASS.import(py, "entryphone._facts", "Drift")?;
    let entries = drift.iter().map(|entry| {
        class.call1((entry.path.as_str(), entry.kind.as_str(), entry.expected.as_deref(), entry.got, entry.count))
    });
    PyTuple::new(py, entries.collect::<PyResult<Vec<_>>>()?)
}

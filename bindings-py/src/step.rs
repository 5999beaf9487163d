//! What a call asks of Python.

use std::sync::Arc;

use entryphone::document::{Document, Index};
use entryphone::{Answer, Attempt, Drift, Outcome, RateLimit, Step};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString, PyTuple};

use crate::decode::{Body, view};
use crate::facts;
use crate::request::Request;
use crate::shape::Shape;

/// A step as Python's own; an error as its exception.
pub(crate) fn next(py: Python<'_>, step: Step) -> PyResult<Bound<'_, PyAny>> {
    match step {
        Step::Send(send) => {
            let (attempt, timeout, stream) = (send.attempt, facts::seconds(send.timeout_ms), send.stream);
            let request = Py::new(py, Request::new(send))?;
            Ok(Bound::new(py, Send { request, attempt, timeout, stream })?.into_any())
        }
        Step::Wait { until_ms, reason } => Ok(Bound::new(py, Wait { until_ms, reason: reason.as_str() })?.into_any()),
        Step::NeedToken { reason } => Ok(Bound::new(py, NeedToken { reason: reason.as_str() })?.into_any()),
        Step::Reserve(reserve) => Ok(Bound::new(py, Reserve::new(reserve))?.into_any()),
        Step::Collect { max_bytes } => Ok(Bound::new(py, Collect { max_bytes })?.into_any()),
        // An outcome belongs to an answer and a failure to its call, and these have taken them.
        _ => Err(unknown()),
    }
}

/// A core that is newer than this package asks for something.
// What it asks for is not written out: that would take a description of everything that can be asked for.
pub(crate) fn unknown() -> PyErr {
    PyTypeError::new_err("the core asks for what this package does not know")
}

/// Send the request once, and tell the call with `answered` or `lost`.
#[pyclass(frozen, get_all, module = "entryphone._core")]
pub(crate) struct Send {
    /// What to send.
    request: Py<Request>,
    /// Which attempt the answer must name.
    attempt: u32,
    /// The seconds for this attempt, from connecting to the last byte.
    timeout: f64,
    /// Whether the head of the answer may be told with `head` before its body is read.
    stream: bool,
}

/// Read up to so many bytes of the body whose head was told, and tell the whole with `answered`.
#[pyclass(frozen, get_all, module = "entryphone._core")]
pub(crate) struct Collect {
    max_bytes: usize,
}

/// Sleep until the clock shows `until_ms`, and tell the call with `woke`.
#[pyclass(frozen, get_all, module = "entryphone._core")]
pub(crate) struct Wait {
    pub(crate) until_ms: u64,
    pub(crate) reason: &'static str,
}

/// Run the script in the store that the fleet shares, and tell the call with `reserved` or `unavailable`.
#[pyclass(frozen, get_all, module = "entryphone._core")]
pub(crate) struct Reserve {
    /// The one key of the script.
    key: String,
    script: &'static str,
    /// Its name for `EVALSHA`.
    script_sha1: &'static str,
    /// What follows the key.
    arguments: Vec<String>,
    /// The seconds to allow the store.
    timeout: f64,
}

impl Reserve {
    fn new(reserve: entryphone::Reserve) -> Reserve {
        let timeout = facts::seconds(reserve.timeout_ms);
        let entryphone::Reserve { key, script, script_sha1, arguments, .. } = reserve;
        Reserve { key, script, script_sha1, arguments, timeout }
    }
}

/// Ask the provider for a token, and tell the call with `token` or `no_token`.
#[pyclass(frozen, get_all, module = "entryphone._core")]
pub(crate) struct NeedToken {
    reason: &'static str,
}

/// The call came to a good end.
#[pyclass(frozen, module = "entryphone._core")]
pub(crate) struct Done {
    pub(crate) body: Option<Arc<Body>>,
    data: Py<PyAny>,
    #[pyo3(get)]
    status: u16,
    #[pyo3(get)]
    headers: Py<PyAny>,
    #[pyo3(get)]
    request_id: Option<String>,
    /// How long the server asks to wait before asking again, in milliseconds.
    #[pyo3(get)]
    retry_after_ms: Option<u64>,
    rate_limit: Option<RateLimit>,
    attempts: Vec<Attempt>,
    drift: Vec<Drift>,
}

/// The document of an answer, when it is JSON, and what the caller gets.
pub(crate) type Data<'py> = (Option<Arc<Body>>, Bound<'py, PyAny>);

/// What the caller gets of an answer.
pub(crate) fn data<'py>(
    index: Option<Index>,
    answer: Answer,
    shape: &'static Shape,
    bytes: &Bound<'py, PyBytes>,
) -> PyResult<Data<'py>> {
    let py = bytes.py();
    if let Some(index) = index {
        let body = Arc::new(Document::from_parts(bytes.clone().into(), index));
        let data = view(py, &body, body.root(), shape)?;
        return Ok((Some(body), data));
    }
    let data = match answer {
        Answer::Text => PyString::new(py, &String::from_utf8_lossy(bytes.as_bytes())).into_any(),
        Answer::Any if bytes.as_bytes().is_empty() => py.None().into_bound(py),
        Answer::Bytes | Answer::Redirect | Answer::Any => bytes.clone().into_any(),
        Answer::Json | Answer::Empty => py.None().into_bound(py),
    };
    Ok((None, data))
}

impl Done {
    pub(crate) fn new(outcome: Outcome, headers: &Bound<'_, PyAny>, (body, data): Data<'_>) -> Done {
        Done {
            body,
            data: data.unbind(),
            status: outcome.status,
            headers: headers.clone().unbind(),
            request_id: outcome.request_id,
            retry_after_ms: outcome.retry_after_ms,
            rate_limit: outcome.rate_limit,
            attempts: outcome.attempts,
            drift: outcome.drift,
        }
    }
}

#[pymethods]
impl Done {
    /// What the caller gets.
    #[getter]
    pub(crate) fn data<'py>(&self, py: Python<'py>) -> Bound<'py, PyAny> {
        self.data.bind(py).clone()
    }

    #[getter]
    fn rate_limit<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        facts::rate_limit(py, self.rate_limit)
    }

    /// How the answer differs from what the catalog describes. Nothing, unless the client is strict.
    #[getter]
    fn drift<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        facts::drift(py, &self.drift)
    }

    #[getter]
    fn attempts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        facts::attempts(py, &self.attempts)
    }
}

//! The core's errors as Python's exceptions.

use entryphone::Error;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;

use crate::facts;

/// The exception of an error, of the class of its kind.
pub(crate) fn raised(py: Python<'_>, error: &Error) -> PyErr {
    exception(py, error).map_or_else(|problem| problem, PyErr::from_value)
}

/// The exception of an argument that is refused before the core sees it.
pub(crate) fn argument(py: Python<'_>, message: String) -> PyErr {
    raised(py, &Error::argument(message))
}

/// What the core answers, as Python takes it.
pub(crate) trait OrRaise<T> {
    /// The value, or the exception of the error.
    fn or_raise(self, py: Python<'_>) -> PyResult<T>;
}

impl<T> OrRaise<T> for Result<T, Error> {
    fn or_raise(self, py: Python<'_>) -> PyResult<T> {
        self.map_err(|error| raised(py, &error))
    }
}

fn exception<'py>(py: Python<'py>, error: &Error) -> PyResult<Bound<'py, PyAny>> {
    static FROM_CORE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let fields = PyDict::new(py);
    fields.set_item(intern!(py, "message"), &error.message)?;
    fields.set_item(intern!(py, "operation"), &error.operation)?;
    fields.set_item(intern!(py, "status"), error.status)?;
    fields.set_item(intern!(py, "code"), error.code.as_deref())?;
    fields.set_item(intern!(py, "errors"), facts::errors(py, &error.errors)?)?;
    fields.set_item(intern!(py, "request_id"), error.request_id.as_deref())?;
    fields.set_item(intern!(py, "retry_after"), error.retry_after_ms.map(facts::seconds))?;
    fields.set_item(intern!(py, "rate_limit"), facts::rate_limit(py, error.rate_limit)?)?;
    fields.set_item(intern!(py, "maybe_applied"), error.maybe_applied)?;
    fields.set_item(intern!(py, "attempts"), facts::attempts(py, &error.attempts)?)?;
    FROM_CORE.import(py, "entryphone._errors", "from_core")?.call1((error.kind.as_str(), error.to_string(), fields))
}

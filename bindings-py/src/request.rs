//! Requests as Python sees them: one for transports, one for eyes.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyDict};

use crate::facts::seconds;

/// A request for a transport to send, once and as it is.
#[pyclass(frozen, module = "entryphone")]
pub(crate) struct Request {
    inner: Arc<entryphone::Request>,
    /// The longest silence while the answer comes in, in seconds.
    #[pyo3(get)]
    idle_timeout: f64,
    /// The largest answer that is wanted, in bytes, decoded.
    #[pyo3(get)]
    max_body_bytes: usize,
}

impl Request {
    pub(crate) fn new(send: entryphone::Send) -> Request {
        Request {
            inner: send.request,
            idle_timeout: seconds(send.idle_timeout_ms),
            max_body_bytes: send.max_body_bytes,
        }
    }
}

impl Request {
    /// What of it a cassette looks at.
    pub(crate) fn with_asked<T>(&self, look: impl FnOnce(&entryphone::cassette::Asked<'_>) -> T) -> T {
        let headers: Vec<_> = self.inner.headers().collect();
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, &**value)).collect();
        let (method, body) = (self.inner.method.as_str(), self.inner.body.as_deref());
        look(&entryphone::cassette::Asked { method, url: &self.inner.url, headers: &headers, body })
    }
}

#[pymethods]
impl Request {
    /// The HTTP method, in capitals.
    #[getter]
    fn method(&self) -> &'static str {
        self.inner.method.as_str()
    }

    /// The whole address.
    #[getter]
    fn url(&self) -> &str {
        &self.inner.url
    }

    /// Names and values, the token among them, which shows itself as stars in the `repr` that tracebacks make.
    #[getter]
    fn headers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        static MASKED: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let dict = PyDict::new(py);
        for ((name, value), (_, shown)) in self.inner.headers().zip(self.inner.masked_headers()) {
            if value == shown {
                dict.set_item(name, value)?;
            } else {
                let class = MASKED.import(py, "entryphone._secret", "Masked")?;
                dict.set_item(name, class.call1((value,))?)?;
            }
        }
        Ok(dict)
    }

    /// The body, or None.
    #[getter]
    fn body<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyBytes>> {
        self.inner.body.as_ref().map(|body| PyBytes::new(py, body))
    }

    fn __repr__(&self) -> String {
        format!("Request({} {})", self.inner.method, self.inner.url)
    }
}

/// A request that was prepared and not sent. Its token is `***`.
#[pyclass(frozen, module = "entryphone")]
pub(crate) struct Prepared {
    inner: entryphone::Request,
}

impl Prepared {
    pub(crate) fn new(inner: entryphone::Request) -> Prepared {
        Prepared { inner }
    }
}

#[pymethods]
impl Prepared {
    /// The HTTP method, in capitals.
    #[getter]
    fn method(&self) -> &'static str {
        self.inner.method.as_str()
    }

    /// The whole address.
    #[getter]
    fn url(&self) -> &str {
        &self.inner.url
    }

    /// Names and values; the token is `***`.
    #[getter]
    fn headers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (name, value) in self.inner.masked_headers() {
            dict.set_item(name, value)?;
        }
        Ok(dict)
    }

    /// The body, or None.
    #[getter]
    fn body<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyBytes>> {
        self.inner.body.as_ref().map(|body| PyBytes::new(py, body))
    }

    /// The request as a command for a shell, which finds the token in `INTERCOM_ACCESS_TOKEN`.
    fn curl(&self) -> String {
        self.inner.curl()
    }

    fn __repr__(&self) -> String {
        format!("Prepared({} {})", self.inner.method, self.inner.url)
    }
}

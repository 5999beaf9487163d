//! One call as a machine that Python pulls.

use entryphone::{Answer, Error, Head, Input, LostKind, Sent, Step};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList};

use crate::error;
use crate::event;
use crate::fork::detached;
use crate::headers::with_headers;
use crate::shape::Shape;
use crate::step::{self, Done, data};

/// Answers of this many bytes and more are read without holding up Python's other threads.
pub(crate) const LARGE_BODY_BYTES: usize = 16 << 10;

/// One call. Each method says what happened at `now_ms` on the host's clock, and answers what to do next: `Send`, `Wait`, `NeedToken`,
/// `Collect` or `Done`.
/// A call that failed raises its `IntercomError`.
#[pyclass(module = "entryphone._core")]
pub(crate) struct Call {
    inner: entryphone::Call,
    answer: Answer,
    /// Why it failed, for the job it belongs to.
    failure: Option<Error>,
}

impl Call {
    pub(crate) fn new(inner: entryphone::Call, answer: Answer) -> Call {
        Call { inner, answer, failure: None }
    }

    /// Why it failed. A call that is still under way is canceled.
    pub(crate) fn failure(&mut self, now_ms: u64) -> Option<Error> {
        self.failure.take().or_else(|| match self.inner.step(now_ms, Input::Cancel) {
            Step::Failed(error) => Some(error),
            _ => None,
        })
    }

    fn next<'py>(&mut self, py: Python<'py>, step: Step) -> PyResult<Bound<'py, PyAny>> {
        if let Step::Failed(error) = step {
            let raised = error::raised(py, &error);
            self.failure = Some(error);
            return Err(raised);
        }
        step::next(py, step)
    }
}

#[pymethods]
impl Call {
    /// Begins.
    fn start<'py>(&mut self, py: Python<'py>, now_ms: u64) -> PyResult<Bound<'py, PyAny>> {
        let step = self.inner.step(now_ms, Input::Start);
        self.next(py, step)
    }

    /// A whole answer came. Headers are a mapping or pairs of strings; of the same name there may be several.
    fn answered<'py>(
        &mut self,
        py: Python<'py>,
        now_ms: u64,
        attempt: u32,
        status: u16,
        headers: &Bound<'py, PyAny>,
        body: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let Ok(body) = body.cast::<PyBytes>() else {
            let given = body.get_type().name()?;
            return Err(PyTypeError::new_err(format!("a transport answers the body as bytes, not {given}")));
        };
        let bytes = body.as_bytes();
        let step = with_headers(headers, |headers| {
            let head = Head { status, headers };
            let mut step = || self.inner.step(now_ms, Input::Response { attempt, head, body: bytes });
            if bytes.len() < LARGE_BODY_BYTES { step() } else { detached(py, step) }
        })?;
        match step {
            Step::Done(mut outcome) => {
                let shape = Shape::of_answer(self.inner.operation());
                let data = data(outcome.index.take(), self.answer, shape, body)?;
                Ok(Bound::new(py, Done::new(*outcome, headers, data))?.into_any())
            }
            step => self.next(py, step),
        }
    }

    /// The head of an answer came, whose body is streamed if it is a success. Only for a `Send` that says `stream`.
    fn head<'py>(
        &mut self,
        py: Python<'py>,
        now_ms: u64,
        attempt: u32,
        status: u16,
        headers: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let step = with_headers(headers, |headers| {
            self.inner.step(now_ms, Input::Head { attempt, head: Head { status, headers } })
        })?;
        match step {
            Step::Done(outcome) => {
                let nothing = (None, py.None().into_bound(py));
                Ok(Bound::new(py, Done::new(*outcome, headers, nothing))?.into_any())
            }
            step => self.next(py, step),
        }
    }

    /// No whole answer came.
    fn lost<'py>(
        &mut self,
        py: Python<'py>,
        now_ms: u64,
        attempt: u32,
        kind: &str,
        sent: &str,
        message: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        // Not an error of the call: it is the transport that misspoke, and what it sent has gone.
        let wrong = |error: entryphone::Error| PyValueError::new_err(error.message.clone());
        let (kind, sent) = (kind.parse::<LostKind>().map_err(wrong)?, sent.parse::<Sent>().map_err(wrong)?);
        let step = self.inner.step(now_ms, Input::Lost { attempt, kind, sent, message });
        self.next(py, step)
    }

    /// The wait is over.
    fn woke<'py>(&mut self, py: Python<'py>, now_ms: u64) -> PyResult<Bound<'py, PyAny>> {
        let step = self.inner.step(now_ms, Input::Woke);
        self.next(py, step)
    }

    /// The provider gave a token.
    fn token<'py>(&mut self, py: Python<'py>, now_ms: u64, token: &str) -> PyResult<Bound<'py, PyAny>> {
        let step = self.inner.step(now_ms, Input::Token(token));
        self.next(py, step)
    }

    /// The provider gave none, for the reason in `message`.
    fn no_token<'py>(&mut self, py: Python<'py>, now_ms: u64, message: &str) -> PyResult<Bound<'py, PyAny>> {
        let step = self.inner.step(now_ms, Input::NoToken { message });
        self.next(py, step)
    }

    /// The store ran the script; its reply as it came.
    #[expect(clippy::needless_pass_by_value, reason = "Python's list is read into one of its own")]
    fn reserved<'py>(&mut self, py: Python<'py>, now_ms: u64, reply: Vec<i64>) -> PyResult<Bound<'py, PyAny>> {
        let step = self.inner.step(now_ms, Input::Reserved(&reply));
        self.next(py, step)
    }

    /// The store could not be asked, or did not answer, for the reason in `message`.
    fn unavailable<'py>(&mut self, py: Python<'py>, now_ms: u64, message: &str) -> PyResult<Bound<'py, PyAny>> {
        let step = self.inner.step(now_ms, Input::Unavailable { message });
        self.next(py, step)
    }

    /// What the call did since it was last asked, as objects. Nothing, unless the client records events.
    fn drain_events<'py>(&mut self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        event::objects(py, &self.inner.drain_events())
    }

    /// The caller wants no more of it. Raises the error that says how far it came.
    fn cancel<'py>(&mut self, py: Python<'py>, now_ms: u64) -> PyResult<Bound<'py, PyAny>> {
        let step = self.inner.step(now_ms, Input::Cancel);
        self.next(py, step)
    }
}

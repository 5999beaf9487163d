//! One job as a machine that Python pulls.

use entryphone::{Answer, JobEnd, JobOptions, JobStep};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyList;

use crate::call::Call;
use crate::client::Client;
use crate::error::{self, OrRaise as _};
use crate::event;
use crate::step::{self, Done, Wait};

/// One job. `next` says what to do: drive a `Call` and report its end, sleep out a `Wait`, or be content with `Finished`. A job that
/// failed raises its `IntercomError`.
#[pyclass(module = "entryphone._core")]
pub(crate) struct Job {
    inner: entryphone::Job,
}

/// The job came to a good end: `complete`, `partial` or `empty`.
#[pyclass(frozen, get_all, module = "entryphone._core")]
pub(crate) struct Finished {
    end: &'static str,
}

impl Job {
    pub(crate) fn new(inner: entryphone::Job) -> Job {
        Job { inner }
    }
}

/// Options whose values may be left to the core.
pub(crate) fn options(deadline_ms: Option<u64>, poll_from_ms: Option<u64>, poll_to_ms: Option<u64>) -> JobOptions {
    let usual = JobOptions::default();
    JobOptions {
        deadline_ms: deadline_ms.unwrap_or(usual.deadline_ms),
        poll_from_ms: poll_from_ms.unwrap_or(usual.poll_from_ms),
        poll_to_ms: poll_to_ms.unwrap_or(usual.poll_to_ms),
    }
}

#[pymethods]
impl Job {
    /// What to do now.
    fn next<'py>(&mut self, py: Python<'py>, client: &Client, now_ms: u64) -> PyResult<Bound<'py, PyAny>> {
        match self.inner.next(&client.inner, now_ms) {
            JobStep::Call(call) => Ok(Bound::new(py, Call::new(*call, Answer::Json))?.into_any()),
            JobStep::Wait { until_ms, reason } => {
                Ok(Bound::new(py, Wait { until_ms, reason: reason.as_str() })?.into_any())
            }
            JobStep::Finished(end) => Ok(Bound::new(py, Finished { end: JobEnd::as_str(end) })?.into_any()),
            JobStep::Failed(error) => Err(error::raised(py, &error)),
            _ => Err(step::unknown()),
        }
    }

    /// The call came to a good end.
    fn answered(&mut self, now_ms: u64, done: &Done, retry_after_ms: Option<u64>) {
        self.inner.answered(now_ms, done.body.as_ref().map(|body| body.root()), retry_after_ms);
    }

    /// The call failed. One that is still under way is given up.
    fn failed(&mut self, now_ms: u64, call: &mut Call) -> PyResult<()> {
        let error = call.failure(now_ms).ok_or_else(|| PyTypeError::new_err("the call has not failed"))?;
        self.inner.failed(now_ms, error);
        Ok(())
    }

    /// Asks Intercom to cancel the job, as the next thing to do.
    fn cancel(&mut self, py: Python<'_>) -> PyResult<()> {
        self.inner.cancel().or_raise(py)
    }

    /// The call that downloads what a finished job made.
    fn download(&mut self, py: Python<'_>, client: &Client) -> PyResult<Call> {
        let call = self.inner.download(&client.inner).or_raise(py)?;
        Ok(Call::new(call, Answer::Bytes))
    }

    /// What the job itself did since it was last asked, as objects. Nothing, unless the client records events.
    fn drain_events<'py>(&mut self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        event::objects(py, &self.inner.drain_events())
    }

    /// The server's name for the job; None until it was started.
    #[getter]
    fn id(&self) -> Option<&str> {
        self.inner.id()
    }

    /// The server's last word about it.
    #[getter]
    fn status(&self) -> Option<&str> {
        self.inner.status()
    }

    /// The text that resumes it; None until it was started.
    #[getter]
    fn handle(&self) -> Option<String> {
        self.inner.handle()
    }
}

//! What the calls of one workspace share.

use std::sync::{Mutex, PoisonError};

use entryphone::{Answer, Config, Method, Registry};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::arguments::Texts;
use crate::call::Call;
use crate::error::OrRaise as _;
use crate::job::{self, Job};
use crate::operation::Operation;
use crate::options;
use crate::pager::Pager;
use crate::request::Prepared;

/// What the calls of one workspace share. It can be neither printed nor pickled into its token.
#[pyclass(frozen, module = "entryphone._core")]
pub(crate) struct Client {
    pub(crate) inner: entryphone::Client,
    is_registered: bool,
}

/// The clients of this process that live by its own clock, so that those of one token keep one rate limit.
static REGISTRY: Mutex<Registry> = Mutex::new(Registry::new());

/// Lets the clients that are made from now on share with none that were made before.
pub(crate) fn forget_clients() {
    *REGISTRY.lock().unwrap_or_else(PoisonError::into_inner) = Registry::new();
}

impl Client {
    fn make(py: Python<'_>, config: Config, is_registered: bool) -> PyResult<Client> {
        let made = if is_registered {
            REGISTRY.lock().unwrap_or_else(PoisonError::into_inner).client(config)
        } else {
            entryphone::Client::new(config)
        };
        Ok(Client { inner: made.or_raise(py)?, is_registered })
    }
}

#[pymethods]
impl Client {
    #[new]
    #[pyo3(signature = (*, registered = false, **options))]
    fn new(py: Python<'_>, registered: bool, options: Option<&Bound<'_, PyDict>>) -> PyResult<Client> {
        let python = py.version_info();
        let mut config = Config::default();
        config.user_agent = format!("{} python/{}.{}", config.user_agent, python.major, python.minor);
        if let Some(options) = options {
            options::apply(&mut config, options)?;
        }
        Client::make(py, config, registered)
    }

    /// A client with some settings changed. It shares what this one has learned, unless it acts for another workspace.
    #[pyo3(signature = (**options))]
    fn with_options(&self, py: Python<'_>, options: Option<&Bound<'_, PyDict>>) -> PyResult<Client> {
        let mut config = self.inner.config().clone();
        let mut is_other = false;
        if let Some(options) = options {
            options::apply(&mut config, options)?;
            is_other = options.get_item(intern!(py, "token"))?.is_some_and(|token| !token.is_none());
        }
        if is_other {
            return Client::make(py, config, self.is_registered);
        }
        let inner = self.inner.with(config).or_raise(py)?;
        Ok(Client { inner, is_registered: self.is_registered })
    }

    /// The same client, which has learned nothing yet and waits for nobody: for a process that was forked.
    fn renewed(&self, py: Python<'_>) -> PyResult<Client> {
        Client::make(py, self.inner.config().clone(), self.is_registered)
    }

    #[getter]
    fn version(&self) -> &'static str {
        self.inner.config().version.as_str()
    }

    #[getter]
    fn base_url(&self) -> &str {
        self.inner.config().base_url.as_str()
    }

    /// The operation of that id. Raises `ArgumentError`, which names the nearest.
    fn operation(&self, py: Python<'_>, id: &str) -> PyResult<Operation> {
        let row = self.inner.operation(id).or_raise(py)?;
        Ok(Operation::new(row))
    }

    /// Starts a call.
    fn start(&self, py: Python<'_>, operation: &Operation, parts: &Bound<'_, PyDict>, seed: u64) -> PyResult<Call> {
        let texts = Texts::of_operation(operation.row, parts)?;
        let call = self.inner.start(operation.row, &texts.arguments(&texts.files()), seed);
        call.map(|call| Call::new(call, operation.row.answer)).or_raise(py)
    }

    /// Starts a call past the catalog.
    fn start_raw(
        &self,
        py: Python<'_>,
        method: &str,
        path: &str,
        parts: &Bound<'_, PyDict>,
        seed: u64,
    ) -> PyResult<Call> {
        let method = method.parse::<Method>().or_raise(py)?;
        let texts = Texts::of_request(&format!("{method} {path}"), parts)?;
        let call = self.inner.start_raw(method, path, &texts.arguments(&[]), seed);
        call.map(|call| Call::new(call, Answer::Any)).or_raise(py)
    }

    /// Starts a listing.
    fn pages(&self, py: Python<'_>, operation: &Operation, parts: &Bound<'_, PyDict>, seed: u64) -> PyResult<Pager> {
        let texts = Texts::of_operation(operation.row, parts)?;
        let pager = self.inner.pages(operation.row, &texts.arguments(&texts.files()), seed);
        pager.map(|pager| Pager::new(pager, operation.row.answer)).or_raise(py)
    }

    /// Goes on with a listing where a checkpoint says.
    fn resume_pages(
        &self,
        py: Python<'_>,
        operation: &Operation,
        parts: &Bound<'_, PyDict>,
        checkpoint: &str,
        seed: u64,
    ) -> PyResult<Pager> {
        let texts = Texts::of_operation(operation.row, parts)?;
        let pager = self.inner.resume_pages(operation.row, &texts.arguments(&texts.files()), checkpoint, seed);
        pager.map(|pager| Pager::new(pager, operation.row.answer)).or_raise(py)
    }

    /// Starts a job.
    #[pyo3(signature = (operation, parts, seed, *, deadline_ms = None, poll_from_ms = None, poll_to_ms = None))]
    #[expect(clippy::too_many_arguments, reason = "options are many, and named")]
    fn job(
        &self,
        py: Python<'_>,
        operation: &Operation,
        parts: &Bound<'_, PyDict>,
        seed: u64,
        deadline_ms: Option<u64>,
        poll_from_ms: Option<u64>,
        poll_to_ms: Option<u64>,
    ) -> PyResult<Job> {
        let texts = Texts::of_operation(operation.row, parts)?;
        let options = job::options(deadline_ms, poll_from_ms, poll_to_ms);
        let job = self.inner.job(operation.row, &texts.arguments(&texts.files()), options, seed);
        job.map(Job::new).or_raise(py)
    }

    /// Follows a job by its handle.
    #[pyo3(signature = (handle, seed, *, deadline_ms = None, poll_from_ms = None, poll_to_ms = None))]
    fn resume_job(
        &self,
        py: Python<'_>,
        handle: &str,
        seed: u64,
        deadline_ms: Option<u64>,
        poll_from_ms: Option<u64>,
        poll_to_ms: Option<u64>,
    ) -> PyResult<Job> {
        let job = self.inner.resume_job(handle, job::options(deadline_ms, poll_from_ms, poll_to_ms), seed);
        job.map(Job::new).or_raise(py)
    }

    /// The request an operation would send.
    fn prepare(&self, py: Python<'_>, operation: &Operation, parts: &Bound<'_, PyDict>) -> PyResult<Prepared> {
        let texts = Texts::of_operation(operation.row, parts)?;
        let request = self.inner.prepare(operation.row, &texts.arguments(&texts.files()));
        request.map(Prepared::new).or_raise(py)
    }
}

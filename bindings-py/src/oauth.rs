//! Letting a workspace grant an app access.

use entryphone::{Answer, Region, oauth};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::call::Call;
use crate::client::Client;
use crate::error::OrRaise as _;
use crate::step::Done;

/// Where an admin grants access.
#[pyfunction]
pub(crate) fn authorize_url(
    py: Python<'_>,
    region: &str,
    client_id: &str,
    state: &str,
    redirect_uri: Option<&str>,
) -> PyResult<String> {
    let region: Region = region.parse().or_raise(py)?;
    oauth::authorize_url(region, client_id, state, redirect_uri).or_raise(py)
}

/// Starts the exchange of a code for a token, whose end `Grant.read` reads.
#[pyfunction]
pub(crate) fn exchange(
    py: Python<'_>,
    client: &Client,
    client_id: &str,
    client_secret: &str,
    code: &str,
    seed: u64,
) -> PyResult<Call> {
    let call = oauth::Exchange { client_id, client_secret, code }.start(&client.inner, seed);
    call.map(|call| Call::new(call, Answer::Any)).or_raise(py)
}

/// The token that an admin granted, to be kept where secrets are kept. It is not shown when the grant is printed.
#[pyclass(frozen, module = "entryphone.oauth")]
pub(crate) struct Grant {
    inner: oauth::Grant,
}

#[pymethods]
impl Grant {
    /// Reads the end of an exchange.
    #[staticmethod]
    fn read(py: Python<'_>, done: &Done) -> PyResult<Grant> {
        let grant = match &done.body {
            Some(body) => oauth::Grant::read(body.root().raw().as_bytes()),
            None => oauth::Grant::read(done.data(py).cast::<PyBytes>().map_or(b"", |bytes| bytes.as_bytes())),
        };
        grant.map(|inner| Grant { inner }).or_raise(py)
    }

    /// The token.
    #[getter]
    fn token(&self) -> &str {
        self.inner.token()
    }

    /// How the token is sent, which is `Bearer`; None when the answer does not say.
    #[getter]
    fn token_type(&self) -> Option<&str> {
        self.inner.token_type()
    }

    fn __repr__(&self) -> String {
        let token_type = self.inner.token_type().map_or_else(|| "None".to_owned(), |name| format!("{name:?}"));
        format!("Grant(token=\"***\", token_type={token_type})")
    }
}

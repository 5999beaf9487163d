//! Proof of who a visitor of the Messenger is.

use entryphone::identity;
use pyo3::prelude::*;

use crate::encode::encode;
use crate::error::{self, OrRaise as _};
use crate::secret::secret;

/// The `user_hash` of a user.
#[pyfunction]
pub(crate) fn user_hash(py: Python<'_>, identity_secret: &Bound<'_, PyAny>, user: &str) -> PyResult<String> {
    identity::user_hash(secret(identity_secret)?, user).or_raise(py)
}

/// The `intercom_user_jwt` of a user.
#[pyfunction]
pub(crate) fn messenger_jwt(
    py: Python<'_>,
    messenger_secret: &Bound<'_, PyAny>,
    claims: &Bound<'_, PyAny>,
    expires_at: Option<&Bound<'_, PyAny>>,
) -> PyResult<String> {
    let seconds = expires_at.map(|given| given.extract::<u64>().map_err(|_| wrong_time(given))).transpose()?;
    let claims = encode(claims, "claims", "")?;
    identity::messenger_jwt(secret(messenger_secret)?, claims.as_bytes(), seconds).or_raise(py)
}

fn wrong_time(given: &Bound<'_, PyAny>) -> PyErr {
    let shown = given.repr().map_or_else(|_| "something else".to_owned(), |text| text.to_string_lossy().into_owned());
    error::argument(given.py(), format!("expires_at is {shown}; it must be whole UNIX seconds"))
}

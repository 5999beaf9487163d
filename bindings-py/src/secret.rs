//! Secrets, given as text or as bytes. No message shows one.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::error;

/// The bytes of a secret.
pub(crate) fn secret(value: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    match read(value) {
        Some(secret) => Ok(secret),
        None => Err(refused(value)),
    }
}

/// The bytes of one secret or of several.
pub(crate) fn secrets(value: &Bound<'_, PyAny>) -> PyResult<Vec<Vec<u8>>> {
    if let Some(secret) = read(value) {
        return Ok(vec![secret]);
    }
    let Ok(several) = value.try_iter() else { return Err(refused(value)) };
    several.map(|value| secret(&value?)).collect()
}

fn read(value: &Bound<'_, PyAny>) -> Option<Vec<u8>> {
    if let Ok(text) = value.cast::<PyString>() {
        return text.to_str().ok().map(|text| text.as_bytes().to_vec());
    }
    value.cast::<PyBytes>().ok().map(|bytes| bytes.as_bytes().to_vec())
}

fn refused(value: &Bound<'_, PyAny>) -> PyErr {
    let given = value.get_type().name().map_or_else(|_| "another type".to_owned(), |name| name.to_string());
    error::argument(value.py(), format!("a secret must be well-formed text or bytes, not {given}"))
}

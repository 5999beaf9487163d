//! What machines recorded, as objects.

use std::sync::Arc;

use entryphone::Event;
use entryphone::document::Document;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList};

use crate::decode::view;
use crate::shape::ANY;

pub(crate) fn objects<'py>(py: Python<'py>, events: &[Event]) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for event in events {
        let json = PyBytes::new(py, event.to_json().as_bytes());
        let document = Document::parse(json.into()).map_err(|error| PyValueError::new_err(error.to_string()))?;
        let body = Arc::new(document);
        list.append(view(py, &body, body.root(), &ANY)?)?;
    }
    Ok(list)
}

//! Headers, as transports hand them over.

use std::borrow::Cow;

use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyString;

/// Shows the core headers, which are a mapping or pairs of strings; of the same name there may be several.
pub(crate) fn with_headers<T>(headers: &Bound<'_, PyAny>, show: impl FnOnce(&[(&str, &str)]) -> T) -> PyResult<T> {
    let pairs = pairs(headers)?;
    let texts: Vec<(Cow<'_, str>, Cow<'_, str>)> =
        pairs.iter().map(|(name, value)| (name.to_string_lossy(), value.to_string_lossy())).collect();
    let borrowed: Vec<(&str, &str)> = texts.iter().map(|(name, value)| (&**name, &**value)).collect();
    Ok(show(&borrowed))
}

type Pairs<'py> = Vec<(Bound<'py, PyString>, Bound<'py, PyString>)>;

fn pairs<'py>(headers: &Bound<'py, PyAny>) -> PyResult<Pairs<'py>> {
    let items = intern!(headers.py(), "items");
    let iterable = if headers.hasattr(items)? { &headers.call_method0(items)? } else { headers };
    let pairs = iterable.try_iter().and_then(|pairs| pairs.map(|pair| pair?.extract()).collect());
    pairs.map_err(|error| {
        let problem = PyTypeError::new_err("a transport answers the headers as a mapping or as pairs of strings");
        problem.set_cause(headers.py(), Some(error));
        problem
    })
}

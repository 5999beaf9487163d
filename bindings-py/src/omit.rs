//! The value that leaves an argument out.

use pyo3::prelude::*;

/// The value that leaves an argument out.
#[pyclass(frozen, module = "entryphone._core")]
pub(crate) struct Omit;

#[pymethods]
impl Omit {
    fn __bool__(_this: PyRef<'_, Self>) -> bool {
        false
    }

    fn __repr__(_this: PyRef<'_, Self>) -> &'static str {
        "omit"
    }

    /// Pickles by name, so that there is only one.
    fn __reduce__(_this: PyRef<'_, Self>) -> &'static str {
        "omit"
    }
}

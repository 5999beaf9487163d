//! The keys of dicts, made once for all the objects of a list.

use pyo3::prelude::*;
use pyo3::types::PyString;

/// Keys met lately. The objects of a list have the same ones, and Python need make each only once.
pub(crate) struct Keys<'py>(Vec<Option<(String, Bound<'py, PyString>)>>);

impl<'py> Keys<'py> {
    /// More than an object of the API has fields, so that few share a place. Those that do are made more often, and right.
    const PLACES: usize = 256;

    pub(crate) fn new() -> Keys<'py> {
        Keys(vec![None; Keys::PLACES])
    }

    /// The key of that name.
    pub(crate) fn key(&mut self, py: Python<'py>, name: &str) -> Bound<'py, PyString> {
        let bytes = name.as_bytes();
        let byte = |position: usize| usize::from(bytes.get(position).copied().unwrap_or_default());
        let last = byte(bytes.len().wrapping_sub(1));
        let mixed = bytes.len() * 131 + byte(0) * 31 + byte(bytes.len() / 2) * 7 + last * 59;
        let place = &mut self.0[mixed % Keys::PLACES];
        match place {
            Some((known, key)) if known == name => key.clone(),
            _ => place.insert((name.to_owned(), PyString::new(py, name))).1.clone(),
        }
    }
}

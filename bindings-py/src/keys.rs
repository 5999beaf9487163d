//! The keys of dicts, made once for all the objects of a list.

use entryphone::document::Text;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::decode::text;

/// Keys met lately. The objects of a list have the same ones, and Python need make each only once.
pub(crate) struct Keys<'py>(Vec<Option<(Box<[u8]>, Bound<'py, PyString>)>>);

impl<'py> Keys<'py> {
    /// More than an object of the API has fields, so that few share a place. Those that do are made more often, and right.
    const PLACES: usize = 256;

    pub(crate) fn new() -> Keys<'py> {
        Keys(vec![None; Keys::PLACES])
    }

    /// The key of that name.
    #[inline]
    pub(crate) fn key(&mut self, py: Python<'py>, name: Text<'_>) -> Bound<'py, PyString> {
        let Some(bytes) = name.plain_bytes() else { return text(py, name) };
        let byte = |position: usize| usize::from(bytes.get(position).copied().unwrap_or_default());
        let last = byte(bytes.len().wrapping_sub(1));
        let mixed = bytes.len() * 131 + byte(0) * 31 + byte(bytes.len() / 2) * 7 + last * 59;
        let place = &mut self.0[mixed % Keys::PLACES];
        match place {
            Some((known, key)) if **known == *bytes => key.clone(),
            _ => place.insert((bytes.into(), text(py, name))).1.clone(),
        }
    }
}

//! The keys of dicts, made once for all the objects of a list.

use entryphone::document::Text;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::decode::text;

/// Keys met lately. The objects of a list have the same ones, and Python need make each only once.
pub(crate) struct Keys<'py>(Vec<Option<(Box<str>, Bound<'py, PyString>)>>);

impl<'py> Keys<'py> {
    /// More than the objects of an answer have different keys.
    const PLACES: usize = 512;
    /// How many places are tried for a key whose own is taken.
    const TRIES: usize = 4;

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
        for step in 0..Keys::TRIES {
            match &self.0[(mixed + step) % Keys::PLACES] {
                Some((known, key)) if name == **known => return key.clone(),
                Some(_) => {}
                None => return self.put(py, name, mixed + step),
            }
        }
        self.put(py, name, mixed)
    }

    #[cold]
    fn put(&mut self, py: Python<'py>, name: Text<'_>, place: usize) -> Bound<'py, PyString> {
        let key = text(py, name);
        self.0[place % Keys::PLACES] = Some((name.decode().into(), key.clone()));
        key
    }
}

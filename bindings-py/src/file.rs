//! Files of a form, given as bytes, as a name with bytes, or as open files.

use entryphone::{Error, File};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyByteArray, PyBytes, PyString, PyTuple};

use crate::error;

/// A file with its own copy of the names, and Python's bytes.
pub(crate) struct OwnedFile {
    name: String,
    filename: String,
    content: PyBackedBytes,
}

impl OwnedFile {
    /// The file that `value` is; `None` when it is another kind of value. `label` is the operation it is for.
    pub(crate) fn read(name: &str, value: &Bound<'_, PyAny>, label: &str) -> PyResult<Option<OwnedFile>> {
        if let Ok(pair) = value.cast::<PyTuple>() {
            let Ok((filename, value)) = pair.extract::<(String, Bound<'_, PyAny>)>() else { return Ok(None) };
            let Some(content) = content(name, &value, label)? else { return Ok(None) };
            return Ok(Some(OwnedFile { name: name.to_owned(), filename, content }));
        }
        let Some(content) = content(name, value, label)? else { return Ok(None) };
        Ok(Some(OwnedFile {
            name: name.to_owned(),
            filename: filename(value).unwrap_or_else(|| name.to_owned()),
            content,
        }))
    }

    pub(crate) fn borrowed(&self) -> File<'_> {
        File { name: &self.name, filename: &self.filename, content: &self.content }
    }
}

fn content(name: &str, value: &Bound<'_, PyAny>, label: &str) -> PyResult<Option<PyBackedBytes>> {
    if let Ok(bytes) = value.cast::<PyBytes>() {
        return Ok(Some(bytes.clone().into()));
    }
    if let Ok(bytes) = value.cast::<PyByteArray>() {
        return Ok(Some(bytes.clone().into()));
    }
    let read = intern!(value.py(), "read");
    if value.is_instance_of::<PyString>() || !value.hasattr(read)? {
        return Ok(None);
    }
    if let Ok(bytes) = value.call_method0(read)?.cast_into::<PyBytes>() {
        return Ok(Some(bytes.into()));
    }
    let message = format!("the file {name} is open as text; open it in mode \"rb\"");
    Err(error::raised(value.py(), &Error::argument(message).of_operation(label)))
}

/// The last part of the path an open file says it has.
fn filename(value: &Bound<'_, PyAny>) -> Option<String> {
    let path: String = value.getattr(intern!(value.py(), "name")).ok()?.extract().ok()?;
    let last = path.rsplit(['/', '\\']).next()?;
    (!last.is_empty()).then(|| last.to_owned())
}

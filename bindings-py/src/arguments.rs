//! The arguments of a call, from the parts the Python face collects to the JSON texts the core takes.

use entryphone::{Arguments, Body, File, Operation};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};

use crate::encode::encode;
use crate::file::OwnedFile;

/// The texts that [`Arguments`] borrow.
#[derive(Default)]
pub(crate) struct Texts {
    path: Option<String>,
    named: Option<String>,
    query: Option<String>,
    body: Option<String>,
    extra_query: Option<String>,
    extra_body: Option<String>,
    extra_headers: Option<String>,
    repeatable: bool,
    files: Vec<OwnedFile>,
}

impl Texts {
    /// Reads the parts of a call by their names. A part that is absent or None says nothing.
    pub(crate) fn of_operation(operation: &Operation, parts: &Bound<'_, PyDict>) -> PyResult<Texts> {
        Texts::read(Some(operation), operation.id, parts)
    }

    /// Reads the parts of a request past the catalog, which messages call `label`.
    pub(crate) fn of_request(label: &str, parts: &Bound<'_, PyDict>) -> PyResult<Texts> {
        Texts::read(None, label, parts)
    }

    fn read(operation: Option<&Operation>, label: &str, parts: &Bound<'_, PyDict>) -> PyResult<Texts> {
        let mut texts = Texts::default();
        for (name, value) in parts.iter() {
            if value.is_none() {
                continue;
            }
            let is_form = operation.is_some_and(|operation| matches!(operation.body, Body::Multipart { .. }));
            let name = name.cast_into::<PyString>()?;
            match name.to_str()? {
                "path" => texts.path = optional(&value, "path", label)?,
                "named" => {
                    let named = renamed(operation, &value)?;
                    let named = if is_form { texts.without_files(&named, label)? } else { named };
                    // The members of keyword arguments are called by their own names.
                    texts.named = optional(&named, "", label)?;
                }
                "query" => texts.query = optional(&value, "query", label)?,
                "body" if is_form => texts.body = Some(encode(&texts.without_files(&value, label)?, "body", label)?),
                "body" => texts.body = Some(encode(&value, "body", label)?),
                "extra_query" => texts.extra_query = optional(&value, "extra_query", label)?,
                "extra_body" => texts.extra_body = optional(&value, "extra_body", label)?,
                "extra_headers" => texts.extra_headers = optional(&value, "extra_headers", label)?,
                "repeatable" => texts.repeatable = value.is_truthy()?,
                other => return Err(pyo3::exceptions::PyTypeError::new_err(format!("there is no part {other:?}"))),
            }
        }
        Ok(texts)
    }

    pub(crate) fn files(&self) -> Vec<File<'_>> {
        self.files.iter().map(OwnedFile::borrowed).collect()
    }

    pub(crate) fn arguments<'a>(&'a self, files: &'a [File<'a>]) -> Arguments<'a> {
        Arguments {
            path: bytes(self.path.as_ref()),
            named: bytes(self.named.as_ref()),
            query: bytes(self.query.as_ref()),
            body: bytes(self.body.as_ref()),
            files,
            extra_query: bytes(self.extra_query.as_ref()),
            extra_body: bytes(self.extra_body.as_ref()),
            extra_headers: bytes(self.extra_headers.as_ref()),
            repeatable: self.repeatable,
        }
    }

    /// The members that are no files; the others are kept.
    fn without_files<'py>(&mut self, members: &Bound<'py, PyAny>, label: &str) -> PyResult<Bound<'py, PyAny>> {
        let Ok(members) = members.cast::<PyDict>() else { return Ok(members.clone()) };
        let rest = PyDict::new(members.py());
        for (name, value) in members.items().extract::<Vec<(Bound<'_, PyAny>, Bound<'_, PyAny>)>>()? {
            match OwnedFile::read(&name.str()?.to_string_lossy(), &value, label)? {
                Some(file) => self.files.push(file),
                None => rest.set_item(name, value)?,
            }
        }
        Ok(rest.into_any())
    }
}

/// Keyword arguments with the wire's names: `from_` means `from` where the operation knows only the latter, since some of the
/// wire's names are keywords of Python.
fn renamed<'py>(operation: Option<&Operation>, named: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let (Some(operation), Ok(members)) = (operation, named.cast::<PyDict>()) else { return Ok(named.clone()) };
    let knows = |name: &str| {
        operation.body.fields().iter().any(|field| field.name == name)
            || operation.query.iter().any(|parameter| parameter.name == name)
    };
    let wire_name = |name: &str| name.strip_suffix('_').filter(|bare| !knows(name) && knows(bare)).map(str::to_owned);
    let is_renamed = |name: Bound<'_, PyAny>| name.str().is_ok_and(|name| wire_name(&name.to_string_lossy()).is_some());
    if !members.keys().iter().any(is_renamed) {
        return Ok(named.clone());
    }
    let renamed = PyDict::new(named.py());
    for (name, value) in members.iter() {
        match wire_name(&name.str()?.to_string_lossy()) {
            Some(bare) => renamed.set_item(bare, value)?,
            None => renamed.set_item(name, value)?,
        }
    }
    Ok(renamed.into_any())
}

fn optional(value: &Bound<'_, PyAny>, name: &str, label: &str) -> PyResult<Option<String>> {
    let is_empty = value.cast::<PyTuple>().is_ok_and(PyTupleMethods::is_empty)
        || value.cast::<PyDict>().is_ok_and(PyDictMethods::is_empty);
    if is_empty { Ok(None) } else { encode(value, name, label).map(Some) }
}

fn bytes(text: Option<&String>) -> Option<&[u8]> {
    text.map(String::as_bytes)
}

//! Rows out of a download, a batch at a time.

use entryphone::document::Document;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyDict, PyIterator, PyList, PyString, PyTuple};

use crate::call::LARGE_BODY_BYTES;
use crate::decode::plain;
use crate::error::{self, OrRaise as _};

/// Turns the bytes of a download into batches of rows.
#[pyclass(module = "entryphone._core")]
pub(crate) struct Rows {
    inner: entryphone::Rows,
}

/// Rows of one file. Iterating gives each as a dict, or as the value that stands on its line of JSON.
#[pyclass(frozen, module = "entryphone.rows")]
pub(crate) struct Batch {
    inner: entryphone::Batch,
}

#[pymethods]
impl Rows {
    /// `csv`, `jsonl` or `sniff`, and the longest row in bytes.
    #[new]
    fn new(py: Python<'_>, syntax: &str, max_row_bytes: Option<usize>) -> PyResult<Rows> {
        let rows = match syntax {
            "csv" => entryphone::Rows::csv(),
            "jsonl" => entryphone::Rows::jsonl(),
            "sniff" => entryphone::Rows::sniff(),
            _ => {
                let message = format!("there is no syntax {syntax:?}, only \"csv\", \"jsonl\" and \"sniff\"");
                return Err(error::argument(py, message));
            }
        };
        Ok(Rows {
            inner: match max_row_bytes {
                Some(bytes) => rows.max_row_bytes(bytes),
                None => rows,
            },
        })
    }

    /// Takes the next bytes, and gives the rows they complete.
    fn push(&mut self, py: Python<'_>, chunk: &Bound<'_, PyAny>) -> PyResult<Batch> {
        let Ok(chunk) = chunk.extract::<PyBackedBytes>() else {
            let message = format!("rows are read from chunks of bytes, not of {}", chunk.get_type().name()?);
            return Err(error::argument(py, message));
        };
        // An empty chunk asks for more of a large one.
        let is_small = !chunk.is_empty() && chunk.len() < LARGE_BODY_BYTES;
        let mut push = || self.inner.push(&chunk);
        let batch = if is_small { push() } else { py.detach(push) };
        batch.map(|inner| Batch { inner }).or_raise(py)
    }

    /// There are no more bytes: gives the rows that were still open.
    fn finish(&mut self, py: Python<'_>) -> PyResult<Batch> {
        let batch = py.detach(|| self.inner.finish());
        batch.map(|inner| Batch { inner }).or_raise(py)
    }
}

#[pymethods]
impl Batch {
    /// The name of the file in the archive; None outside archives.
    #[getter]
    fn file(&self) -> Option<&str> {
        self.inner.file()
    }

    /// The names of the columns. Of JSON lines there are none.
    #[getter]
    fn columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.inner.columns())
    }

    /// Whether file and columns are other than those of the batch before.
    #[getter]
    fn begins_file(&self) -> bool {
        self.inner.begins_file()
    }

    /// Whether the next batch is at hand already.
    #[getter]
    fn more_follows(&self) -> bool {
        self.inner.more_follows()
    }

    fn __len__(&self) -> usize {
        self.inner.len()
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        let columns: Vec<Bound<'py, PyString>> =
            self.inner.columns().iter().map(|name| PyString::new(py, name)).collect();
        let rows = PyList::empty(py);
        for mut row in self.inner.rows() {
            if columns.is_empty() {
                let text = row.next().unwrap_or_default();
                let document = Document::parse(text).map_err(|error| PyValueError::new_err(error.to_string()))?;
                rows.append(plain(py, document.root())?)?;
            } else {
                let dict = PyDict::new(py);
                for (name, field) in columns.iter().zip(row) {
                    dict.set_item(name, field)?;
                }
                rows.append(dict)?;
            }
        }
        rows.try_iter()
    }

    /// The rows as lists of their fields, in which no column hides another of the same name; of JSON lines, the text of each line.
    fn lists<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let rows = PyList::empty(py);
        for row in self.inner.rows() {
            rows.append(PyList::new(py, row.collect::<Vec<_>>())?)?;
        }
        Ok(rows)
    }

    /// Its size only: rows are what must not reach a log.
    fn __repr__(&self) -> String {
        format!("<Batch of {} rows>", self.inner.len())
    }
}

//! Rows of the catalog.

use entryphone::{Repeat, Version};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

use crate::error::OrRaise as _;

/// A row of the catalog: what the API offers under one name. Its fields are attributes and items alike.
#[pyclass(frozen, module = "entryphone")]
pub(crate) struct Operation {
    pub(crate) row: &'static entryphone::Operation,
    /// The version whose names it lists; all of them without one.
    version: Option<Version>,
}

impl Operation {
    pub(crate) fn new(row: &'static entryphone::Operation) -> Operation {
        Operation { row, version: None }
    }
}

/// What `keys()` answers, so that `dict(operation)` works.
const FIELDS: [&str; 13] = [
    "id",
    "method",
    "path",
    "path_params",
    "query",
    "body",
    "since",
    "until",
    "status",
    "doc",
    "link",
    "paging",
    "repeatable",
];

#[pymethods]
impl Operation {
    /// The name: `contacts.list`.
    #[getter]
    fn id(&self) -> &'static str {
        self.row.id
    }

    /// The HTTP method, in capitals.
    #[getter]
    fn method(&self) -> &'static str {
        self.row.method.as_str()
    }

    /// The path with the names of its arguments.
    #[getter]
    fn path(&self) -> &'static str {
        self.row.path
    }

    /// The names of the path's arguments, in order.
    #[getter]
    fn path_params<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.row.path_parameters.iter().map(|parameter| parameter.name).collect::<Vec<_>>())
    }

    /// The names of the parameters of the query.
    #[getter]
    fn query<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let known = self
            .row
            .query
            .iter()
            .filter(|parameter| self.version.is_none_or(|version| parameter.versions.contains(version)));
        PyTuple::new(py, known.map(|parameter| parameter.name).collect::<Vec<_>>())
    }

    /// The names of the body's members.
    #[getter]
    fn body<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let fields = self.row.body.fields().iter();
        let known = fields.filter(|field| self.version.is_none_or(|version| field.versions.contains(version)));
        PyTuple::new(py, known.map(|field| field.name).collect::<Vec<_>>())
    }

    /// The first version that has it.
    #[getter]
    fn since(&self) -> &'static str {
        self.row.versions.since.as_str()
    }

    /// The last version that has it.
    #[getter]
    fn until(&self) -> &'static str {
        self.row.versions.until.as_str()
    }

    /// `current`, `deprecated` or `withdrawn`.
    #[getter]
    fn status(&self) -> &'static str {
        self.row.status.as_str()
    }

    /// What it does, in one sentence.
    #[getter]
    fn doc(&self) -> &'static str {
        self.row.doc()
    }

    /// Intercom's own page about it, or None.
    #[getter]
    fn link(&self) -> Option<String> {
        self.row.link()
    }

    /// How a list gives its next page; None where the answer is no list.
    #[getter]
    fn paging(&self) -> Option<&'static str> {
        self.row.paging.map(|paging| paging.style.as_str())
    }

    /// Whether sending it twice leaves the workspace as sending it once does.
    #[getter]
    fn repeatable(&self) -> bool {
        self.row.repeat == Repeat::Safe
    }

    /// The names of the fields of a row.
    #[staticmethod]
    fn keys() -> [&'static str; FIELDS.len()] {
        FIELDS
    }

    fn __getitem__<'py>(slf: &Bound<'py, Self>, name: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
        if FIELDS.contains(&name.to_str()?) {
            slf.getattr(name)
        } else {
            Err(PyKeyError::new_err(name.clone().unbind()))
        }
    }

    fn __repr__(&self) -> String {
        format!("<Operation {}: {} {}>", self.row.id, self.row.method, self.row.path)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let operation = py.import("entryphone._core")?.getattr("operation")?;
        let arguments = (self.row.id, self.version.map(Version::as_str));
        Ok((operation, arguments.into_pyobject(py)?.into_any()))
    }
}

fn parsed(py: Python<'_>, version: Option<&str>) -> PyResult<Option<Version>> {
    version.map(|text| text.parse().or_raise(py)).transpose()
}

/// The operation of that id, or None.
#[pyfunction]
#[pyo3(signature = (id, version = None))]
pub(crate) fn operation(py: Python<'_>, id: &str, version: Option<&str>) -> PyResult<Option<Operation>> {
    let version = parsed(py, version)?;
    Ok(entryphone::Operation::find(id).map(|row| Operation { row, version }))
}

/// The operations of a version, or of all versions, sorted by id.
#[pyfunction]
#[pyo3(signature = (version = None))]
pub(crate) fn operations(py: Python<'_>, version: Option<&str>) -> PyResult<Vec<Operation>> {
    let version = parsed(py, version)?;
    let rows = entryphone::Operation::all().iter();
    let rows = rows.filter(|row| version.is_none_or(|version| row.exists_in(version)));
    Ok(rows.map(|row| Operation { row, version }).collect())
}

/// The names right below a prefix, in order: `names("help_centers")` has `collections` and `list`, `names("")` the resources.
#[pyfunction]
pub(crate) fn names(prefix: &str) -> Vec<&'static str> {
    let below = |id: &'static str| match prefix {
        "" => Some(id),
        prefix => id.strip_prefix(prefix)?.strip_prefix('.'),
    };
    let mut names: Vec<&str> =
        entryphone::Operation::all().iter().filter_map(|row| below(row.id)?.split('.').next()).collect();
    names.dedup();
    names
}

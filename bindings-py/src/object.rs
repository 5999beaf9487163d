//! A JSON object of an answer, read on demand.

use std::sync::Arc;

use entryphone::document::{Document, Index, Kind, Value};
use pyo3::exceptions::{PyAttributeError, PyKeyError, PyValueError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyBytes, PyDict, PyList, PyString, PyTuple, PyType};

use crate::decode::{decode, plain};
use crate::encode::encode;

/// The bytes of an answer, still Python's own, with the index over them.
pub(crate) type Body = Document<PyBackedBytes>;

/// A JSON object, read on demand: `contact.name` or `contact["name"]`.
///
/// As an attribute, a missing field and a null one both read as None; `"name" in contact` tells them apart, and
/// `contact["name"]` raises `KeyError`. Objects inside are Objects, arrays are lists. It cannot be changed, equals the dict
/// of the same members, and keeps the whole answer in memory: `copy.copy(contact)` or `contact.to_dict()` let go of the rest.
#[pyclass(frozen, module = "entryphone")]
pub(crate) struct Object {
    body: Arc<Body>,
    node: u32,
}

/// What an object can do, which comes before the fields of the same names; `contact["keys"]` is the field.
const METHODS: [&str; 4] = ["get", "keys", "to_dict", "to_json"];

impl Object {
    pub(crate) fn value(&self) -> Value<'_> {
        self.body.value(self.node)
    }

    fn member<'py>(&self, py: Python<'py>, name: &str) -> Option<PyResult<Bound<'py, PyAny>>> {
        self.value().get(name).map(|value| view(py, &self.body, value))
    }

    /// The members without duplicates, in order, as the keys of a dict.
    fn names<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let names = PyDict::new(py);
        for (name, _) in self.value().members() {
            names.set_item(PyString::new(py, &name.decode()), py.None())?;
        }
        Ok(names)
    }
}

/// A value of a body: objects become [`Object`], and everything else Python's own types.
pub(crate) fn view<'py>(py: Python<'py>, body: &Arc<Body>, value: Value<'_>) -> PyResult<Bound<'py, PyAny>> {
    decode(py, value, &mut |object| {
        Ok(Bound::new(py, Object { body: Arc::clone(body), node: object.node() })?.into_any())
    })
}

#[pymethods]
impl Object {
    /// Makes an Object of JSON (bytes or str) or of a mapping, as tests need them.
    #[new]
    fn new(json: &Bound<'_, PyAny>) -> PyResult<Object> {
        let py = json.py();
        let bytes = if let Ok(bytes) = json.cast::<PyBytes>() {
            bytes.clone()
        } else if let Ok(text) = json.cast::<PyString>() {
            PyBytes::new(py, text.to_str()?.as_bytes())
        } else {
            PyBytes::new(py, encode(json, "", "")?.as_bytes())
        };
        let index = Index::parse(bytes.as_bytes())
            .map_err(|error| PyValueError::new_err(format!("an Object is made of JSON: {error}")))?;
        let body = Document::from_parts(PyBackedBytes::from(bytes), index);
        if body.root().kind() != Kind::Object {
            return Err(PyValueError::new_err("an Object is made of a JSON object, and this is another kind of value"));
        }
        let node = body.root().node();
        Ok(Object { body: Arc::new(body), node })
    }

    /// Looks into the JSON first. Python's own way would come to `__getattr__` only after an exception, which takes five
    /// times as long.
    fn __getattribute__<'py>(slf: &Bound<'py, Self>, name: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
        let (py, text) = (slf.py(), name.to_string_lossy());
        let is_field = !text.starts_with('_') && !METHODS.contains(&&*text);
        if let Some(found) = is_field.then(|| slf.get().member(py, &text)).flatten() {
            return found;
        }
        py.get_type::<PyAny>().call_method1(intern!(py, "__getattribute__"), (slf, name))
    }

    fn __getattr__<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        match self.member(py, name) {
            Some(found) => found,
            // Python and its tools look for names of this form to find out what an object can do.
            None if name.starts_with('_') => {
                Err(PyAttributeError::new_err(format!("this Object has no attribute {name:?}")))
            }
            None => Ok(py.None().into_bound(py)),
        }
    }

    fn __getitem__<'py>(&self, name: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let missing = || PyKeyError::new_err(name.clone().unbind());
        let text = name.cast::<PyString>().map_err(|_| missing())?;
        self.member(name.py(), &text.to_string_lossy()).ok_or_else(missing)?
    }

    fn __contains__(&self, name: &Bound<'_, PyAny>) -> bool {
        name.cast::<PyString>().is_ok_and(|name| self.value().get(&name.to_string_lossy()).is_some())
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.names(py)?.try_iter()?.into_any())
    }

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        Ok(self.names(py)?.len())
    }

    fn __eq__<'py>(&self, py: Python<'py>, other: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        if let Ok(other) = other.cast::<Object>() {
            let other = other.get();
            let same =
                self.value().raw() == other.value().raw() || plain(py, self.value())?.eq(plain(py, other.value())?)?;
            return Ok(same.into_pyobject(py)?.to_owned().into_any());
        }
        if other.is_instance_of::<PyDict>() {
            return Ok(plain(py, self.value())?.eq(other)?.into_pyobject(py)?.to_owned().into_any());
        }
        Ok(py.NotImplemented().into_bound(py))
    }

    /// Its type and id, never the whole: it may hold what must not reach a log.
    fn __repr__(&self) -> String {
        const SHOWN_BYTES: usize = 80;
        let mut shown = Vec::new();
        for name in ["type", "id"] {
            let value = self.value().get(name).filter(|value| matches!(value.kind(), Kind::String | Kind::Number));
            if let Some(raw) = value.map(Value::raw).filter(|raw| raw.len() <= SHOWN_BYTES) {
                shown.push(format!("{name}={raw}"));
            }
        }
        if shown.is_empty() {
            shown.push(format!("{} fields", self.value().len()));
        }
        format!("Object({})", shown.join(", "))
    }

    fn __dir__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyList>> {
        let py = slf.py();
        let names = slf.get().names(py)?.keys();
        for name in slf.get_type().dir()?.iter() {
            names.append(name)?;
        }
        Ok(names)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyType>, Bound<'py, PyTuple>)> {
        let json = slf.get().to_json(slf.py());
        Ok((slf.get_type(), PyTuple::new(slf.py(), [json])?))
    }

    /// The names of the fields, in order.
    fn keys<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(self.names(py)?.keys())
    }

    /// The field, or `default` where there is none. A field that is null is there, and is None.
    #[pyo3(signature = (name, default = None))]
    fn get<'py>(&self, py: Python<'py>, name: &str, default: Option<Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyAny>> {
        self.member(py, name).unwrap_or_else(|| Ok(default.unwrap_or_else(|| py.None().into_bound(py))))
    }

    /// The whole as dicts and lists, which know nothing of the answer any more.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, self.value())
    }

    /// The JSON of this object, byte for byte as it came.
    fn to_json<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.value().raw().as_bytes())
    }
}

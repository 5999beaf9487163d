//! A JSON object of an answer, read on demand.

use std::sync::Arc;

use entryphone::document::{Document, Index, Kind, Value};
use pyo3::exceptions::{PyAttributeError, PyKeyError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyString, PyTuple, PyType};

use crate::class::{Schema, definition_of};
use crate::decode::{Body, plain, text, view};
use crate::definition::{Definition, Member};
use crate::encode::encode;
use crate::finder::Finder;
use crate::shape::{ANY, Shape};

/// A JSON object of an answer, read on demand: `contact.name` or `contact["name"]`. What has a schema is of its class in
/// `entryphone.types`.
///
/// As an attribute, a field that is missing and one that is null both read None; `"name" in contact` tells them apart, and
/// `contact["name"]` raises `KeyError`. A field whose name belongs to Python or to a method is read with an underscore
/// (`part.from_`), or as an item. Times are UNIX seconds as the API writes them: `entryphone.to_datetime(contact.created_at)`.
///
/// It is a Mapping that cannot be changed, and equals any other of the same members. Objects inside are Objects, arrays are
/// Lists. It keeps the whole answer in memory; `contact.detach()` is the same without the rest of the answer.
/// `json.dumps(contact, default=entryphone.to_plain)` writes it as JSON.
#[pyclass(frozen, subclass, mapping, module = "entryphone")]
pub(crate) struct Object {
    body: Arc<Body>,
    node: u32,
    finder: Finder,
}

impl Object {
    fn new(body: Arc<Body>, node: u32) -> Object {
        Object { body, node, finder: Finder::new() }
    }

    /// The object as an instance of its class.
    #[inline]
    pub(crate) fn view<'py>(
        py: Python<'py>,
        body: &Arc<Body>,
        value: Value<'_>,
        definition: Option<&'static Definition>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let object = Bound::new(py, Object::new(Arc::clone(body), value.node()))?;
        match definition {
            Some(definition) => definition.class(py)?.bind(py).call1((object,)),
            None => Ok(object.into_any()),
        }
    }

    #[inline]
    pub(crate) fn value(&self) -> Value<'_> {
        self.body.value(self.node)
    }

    /// A field of its class; None where there is none.
    #[inline]
    pub(crate) fn field<'py>(
        &self,
        py: Python<'py>,
        definition: &'static Definition,
        member: &'static Member,
    ) -> PyResult<Bound<'py, PyAny>> {
        match self.finder.find(self.value(), definition, member.name) {
            Some(value) => view(py, &self.body, value, &member.shape),
            None => Ok(py.None().into_bound(py)),
        }
    }

    /// A member, if there is one, whose objects and arrays have this shape.
    #[inline]
    pub(crate) fn read<'py>(
        &self,
        py: Python<'py>,
        name: &str,
        shape: &'static Shape,
    ) -> Option<PyResult<Bound<'py, PyAny>>> {
        self.value().get(name).map(|value| view(py, &self.body, value, shape))
    }

    /// The members without duplicates, in order, as the keys of a dict.
    fn names<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let names = PyDict::new(py);
        for (name, _) in self.value().members() {
            names.set_item(text(py, name), py.None())?;
        }
        Ok(names)
    }
}

/// A member of an object of any class.
fn member<'py>(slf: &Bound<'py, Object>, name: &str) -> Option<PyResult<Bound<'py, PyAny>>> {
    let shape = definition_of(&slf.get_type()).and_then(|definition| definition.member(name));
    slf.get().read(slf.py(), name, shape.map_or(&ANY, |Member { shape, .. }| shape))
}

/// The same members in bytes of their own.
fn detached<'py>(slf: &Bound<'py, Object>) -> PyResult<Bound<'py, PyAny>> {
    slf.get_type().call1((slf.get().to_json(slf.py()),))
}

/// A document of what an Object or a List is made of.
pub(crate) fn document(json: &Bound<'_, PyAny>, kind: Kind) -> PyResult<Arc<Body>> {
    let py = json.py();
    let bytes = if let Ok(bytes) = json.cast::<PyBytes>() {
        bytes.clone()
    } else if let Ok(text) = json.cast::<PyString>() {
        PyBytes::new(py, text.to_str()?.as_bytes())
    } else {
        PyBytes::new(py, encode(json, "", "")?.as_bytes())
    };
    let made =
        if kind == Kind::Object { "an Object is made of a JSON object" } else { "a List is made of a JSON array" };
    let index = Index::parse(bytes.as_bytes()).map_err(|error| PyValueError::new_err(format!("{made}: {error}")))?;
    let body = Document::from_parts(bytes.into(), index);
    if body.root().kind() == kind {
        return Ok(Arc::new(body));
    }
    Err(PyValueError::new_err(format!("{made}, and this is another kind of value")))
}

#[pymethods]
impl Object {
    /// Makes one of JSON (bytes or str), of a mapping as tests need them, or of another Object.
    #[new]
    #[pyo3(signature = (json, /))]
    fn make(json: &Bound<'_, PyAny>) -> PyResult<Object> {
        if let Ok(object) = json.cast::<Object>() {
            return Ok(Object::new(Arc::clone(&object.get().body), object.get().node));
        }
        let body = document(json, Kind::Object)?;
        let node = body.root().node();
        Ok(Object::new(body, node))
    }

    /// What the catalog knows of the class; None for what has no schema.
    #[classattr]
    fn __schema__() -> Option<Schema> {
        None
    }

    /// What has no descriptor: fields the catalog does not know, and those whose names are taken.
    fn __getattr__<'py>(slf: &Bound<'py, Self>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        if let Some(found) = member(slf, name) {
            return found;
        }
        let class = slf.get_type();
        let definition = definition_of(&class);
        if let Some(bare) = name.strip_suffix('_').filter(|_| !name.starts_with('_')) {
            if let Some(found) = member(slf, bare) {
                return found;
            }
            if definition.is_some_and(|definition| definition.member(bare).is_some()) {
                return Ok(slf.py().None().into_bound(slf.py()));
            }
        }
        let is_open = definition.is_none_or(|definition| definition.members().is_open);
        // Python and its tools look for names of the form `_…` to find out what an object can do.
        if is_open && !name.starts_with('_') {
            return Ok(slf.py().None().into_bound(slf.py()));
        }
        let class = class.name()?;
        let problem = PyAttributeError::new_err(format!("this {class} has no field {name:?}"));
        // From these, Python makes its "did you mean".
        let value = problem.value(slf.py());
        value.setattr("name", name)?;
        value.setattr("obj", slf)?;
        Err(problem)
    }

    fn __getitem__<'py>(slf: &Bound<'py, Self>, name: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let missing = || PyKeyError::new_err(name.clone().unbind());
        let text = name.cast::<PyString>().map_err(|_| missing())?;
        member(slf, &text.to_string_lossy()).ok_or_else(missing)?
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

    /// Its class, type and id, never the whole: it may hold what must not reach a log.
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        const SHOWN_BYTES: usize = 80;
        let object = slf.get().value();
        let mut shown = Vec::new();
        for name in ["type", "id"] {
            let value = object.get(name).filter(|value| matches!(value.kind(), Kind::String | Kind::Number));
            if let Some(raw) = value.map(Value::raw).filter(|raw| raw.len() <= SHOWN_BYTES) {
                shown.push(format!("{name}={raw}"));
            }
        }
        if shown.is_empty() {
            shown.push(format!("{} fields", object.len()));
        }
        Ok(format!("{}({})", slf.get_type().name()?, shown.join(", ")))
    }

    fn __dir__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyList>> {
        let py = slf.py();
        let names = slf.get().names(py)?;
        for name in slf.get_type().dir()?.iter() {
            names.set_item(name, py.None())?;
        }
        Ok(names.keys())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyType>, Bound<'py, PyTuple>)> {
        let json = slf.get().to_json(slf.py());
        Ok((slf.get_type(), PyTuple::new(slf.py(), [json])?))
    }

    fn __copy__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        detached(slf)
    }

    fn __deepcopy__<'py>(slf: &Bound<'py, Self>, _memo: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        detached(slf)
    }

    /// The names of the fields, in order.
    fn keys<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(self.names(py)?.keys())
    }

    /// The values of the fields, in order.
    fn values<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyList>> {
        let names = slf.get().keys(slf.py())?;
        let values = names.iter().map(|name| Object::__getitem__(slf, &name)).collect::<PyResult<Vec<_>>>()?;
        PyList::new(slf.py(), values)
    }

    /// The fields as pairs of name and value, in order.
    fn items<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyList>> {
        let names = slf.get().keys(slf.py())?;
        let pair = |name: Bound<'py, PyAny>| Ok((name.clone(), Object::__getitem__(slf, &name)?));
        PyList::new(slf.py(), names.iter().map(pair).collect::<PyResult<Vec<_>>>()?)
    }

    /// The field, or `default` where there is none. A field that is null is there, and is None.
    #[pyo3(signature = (name, default = None))]
    fn get<'py>(slf: &Bound<'py, Self>, name: &str, default: Option<Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyAny>> {
        member(slf, name).unwrap_or_else(|| Ok(default.unwrap_or_else(|| slf.py().None().into_bound(slf.py()))))
    }

    /// The fields that the catalog does not know, by their names. Of an object without a schema, these are all.
    #[getter]
    fn extra<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyDict>> {
        let py = slf.py();
        let definition = definition_of(&slf.get_type());
        let extra = PyDict::new(py);
        if definition.is_some_and(|definition| definition.members().is_open) {
            return Ok(extra);
        }
        for (name, value) in slf.get().value().members() {
            if definition.is_none_or(|definition| definition.member(&name.decode()).is_none()) {
                extra.set_item(text(py, name), view(py, &slf.get().body, value, &ANY)?)?;
            }
        }
        Ok(extra)
    }

    /// The whole as dicts and lists, which know nothing of the answer any more.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, self.value())
    }

    /// The JSON of this object, byte for byte as it came.
    fn to_json<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.value().raw().as_bytes())
    }

    /// The same object with bytes of its own, so that the rest of the answer can leave the memory.
    fn detach<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        detached(slf)
    }
}

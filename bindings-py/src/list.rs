//! A JSON array of an answer, read on demand.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use entryphone::document::{Kind, Value};
use pyo3::exceptions::{PyIndexError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyInt, PyList, PySlice, PyTuple, PyType};

use crate::decode::{Body, plain, view};
use crate::object::document;
use crate::shape::Shape;

/// A JSON array of an answer, whose items are read when they are asked for: `contact.tags.data[0]`.
///
/// It is a Sequence that cannot be changed, and equals any list of the same items. A slice of it is a List, too. It keeps the
/// whole answer in memory; `list.detach()` is the same without the rest of the answer, and `list.to_list()` is made of dicts
/// and lists.
#[pyclass(frozen, sequence, module = "entryphone")]
pub(crate) struct List {
    body: Arc<Body>,
    /// The places of the items.
    nodes: Box<[u32]>,
    /// What the items are.
    shape: &'static Shape,
}

/// Goes over a list.
#[pyclass(frozen, module = "entryphone._core")]
pub(crate) struct ListIterator {
    list: Py<List>,
    next: AtomicUsize,
}

impl List {
    /// The array of a body, whose items have that shape.
    pub(crate) fn view(body: &Arc<Body>, array: Value<'_>, shape: &'static Shape) -> List {
        List { body: Arc::clone(body), nodes: array.items().map(Value::node).collect(), shape }
    }

    fn values(&self) -> impl DoubleEndedIterator<Item = Value<'_>> + ExactSizeIterator {
        self.nodes.iter().map(|node| self.body.value(*node))
    }

    fn item<'py>(&self, py: Python<'py>, position: usize) -> Option<PyResult<Bound<'py, PyAny>>> {
        let node = *self.nodes.get(position)?;
        Some(view(py, &self.body, self.body.value(node), self.shape))
    }

    fn part(&self, positions: impl Iterator<Item = usize>) -> List {
        let nodes = positions.filter_map(|position| self.nodes.get(position).copied()).collect();
        List { body: Arc::clone(&self.body), nodes, shape: self.shape }
    }

    /// The positions from the first on at which the item equals the value.
    fn positions<'a>(
        &'a self,
        wanted: &'a Bound<'_, PyAny>,
        range: Range<usize>,
    ) -> impl Iterator<Item = PyResult<usize>> + 'a {
        range.filter_map(move |position| {
            let item = self.item(wanted.py(), position)?;
            item.and_then(|item| item.eq(wanted)).map(|same| same.then_some(position)).transpose()
        })
    }
}

#[pymethods]
impl List {
    /// Makes one of JSON (bytes or str) or of a sequence, as tests need them. `classes` are the names of the classes in
    /// `entryphone.types` that its items may have.
    #[new]
    #[pyo3(signature = (json, classes = None, /))]
    fn new(json: &Bound<'_, PyAny>, classes: Option<Vec<String>>) -> PyResult<List> {
        let body = document(json, Kind::Array)?;
        Ok(List::view(&body, body.root(), Shape::of_definitions(&classes.unwrap_or_default())))
    }

    fn __len__(&self) -> usize {
        self.nodes.len()
    }

    fn __getitem__<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let (py, length) = (key.py(), self.nodes.len().cast_signed());
        if let Ok(slice) = key.cast::<PySlice>() {
            let bounds = slice.indices(length)?;
            let position = |step: usize| (bounds.start + step.cast_signed() * bounds.step).cast_unsigned();
            return Ok(Bound::new(py, self.part((0..bounds.slicelength).map(position)))?.into_any());
        }
        let index = match key.extract::<isize>() {
            Ok(index) => index,
            // More than any list has.
            Err(_) if key.is_instance_of::<PyInt>() => isize::MAX,
            Err(_) => {
                let class = key.get_type().name()?;
                return Err(PyTypeError::new_err(format!("the items of a List have numbers, and this is a {class}")));
            }
        };
        let position = if index < 0 { index + length } else { index };
        let item = usize::try_from(position).ok().and_then(|position| self.item(py, position));
        item.unwrap_or_else(|| Err(PyIndexError::new_err(format!("the List has {length} items, and none at {key}"))))
    }

    fn __iter__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, ListIterator>> {
        Bound::new(slf.py(), ListIterator { list: slf.clone().unbind(), next: AtomicUsize::new(0) })
    }

    fn __reversed__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, ListIterator>> {
        let backwards = slf.get().part((0..slf.get().nodes.len()).rev());
        List::__iter__(&Bound::new(slf.py(), backwards)?)
    }

    fn __contains__(&self, item: &Bound<'_, PyAny>) -> PyResult<bool> {
        Ok(self.positions(item, 0..self.nodes.len()).next().transpose()?.is_some())
    }

    fn __eq__<'py>(&self, py: Python<'py>, other: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let same = if let Ok(other) = other.cast::<List>() {
            let other = other.get();
            self.nodes.len() == other.nodes.len()
                && (self.values().zip(other.values()).all(|(one, other)| one.raw() == other.raw())
                    || self.to_list(py)?.eq(other.to_list(py)?)?)
        } else if other.is_instance_of::<PyList>() {
            self.nodes.len() == other.len()? && self.to_list(py)?.eq(other)?
        } else {
            return Ok(py.NotImplemented().into_bound(py));
        };
        Ok(same.into_pyobject(py)?.to_owned().into_any())
    }

    /// Its size only: what is in it may be what must not reach a log.
    fn __repr__(&self) -> String {
        format!("List({} items)", self.nodes.len())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let (py, list) = (slf.py(), slf.get());
        let arguments = (list.to_json(py), list.shape.definitions()).into_pyobject(py)?;
        Ok((slf.get_type().into_any(), arguments))
    }

    fn __copy__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, List>> {
        List::detach(slf)
    }

    fn __deepcopy__<'py>(slf: &Bound<'py, Self>, _memo: &Bound<'py, PyAny>) -> PyResult<Bound<'py, List>> {
        List::detach(slf)
    }

    /// For annotations: `List[types.Contact]`.
    #[classmethod]
    fn __class_getitem__<'py>(class: &Bound<'py, PyType>, item: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        class.py().import("types")?.getattr("GenericAlias")?.call1((class, item))
    }

    /// The position of the first item from `start` to `stop` that equals the value. Raises `ValueError` when there is none.
    #[pyo3(signature = (item, start = 0, stop = isize::MAX, /))]
    fn index(&self, item: &Bound<'_, PyAny>, start: isize, stop: isize) -> PyResult<usize> {
        let bounds = PySlice::new(item.py(), start, stop, 1).indices(self.nodes.len().cast_signed())?;
        let range = bounds.start.cast_unsigned()..bounds.stop.cast_unsigned();
        self.positions(item, range).next().unwrap_or_else(|| Err(PyValueError::new_err("the value is not in the List")))
    }

    /// How many items equal the value.
    fn count(&self, item: &Bound<'_, PyAny>) -> PyResult<usize> {
        self.positions(item, 0..self.nodes.len()).try_fold(0, |count, position| position.map(|_| count + 1))
    }

    /// The whole as dicts and lists, which know nothing of the answer any more.
    pub(crate) fn to_list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, self.values().map(|value| plain(py, value)).collect::<PyResult<Vec<_>>>()?)
    }

    /// The JSON of the list, whose items are byte for byte as they came.
    pub(crate) fn to_json<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.json().as_bytes())
    }

    /// The same list with bytes of its own, so that the rest of the answer can leave the memory.
    fn detach<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, List>> {
        let body = document(slf.get().to_json(slf.py()).as_any(), Kind::Array)?;
        Bound::new(slf.py(), List::view(&body, body.root(), slf.get().shape))
    }
}

impl List {
    pub(crate) fn json(&self) -> String {
        let mut json = String::from("[");
        for (position, value) in self.values().enumerate() {
            if position > 0 {
                json.push(',');
            }
            json.push_str(value.raw());
        }
        json.push(']');
        json
    }
}

#[pymethods]
impl ListIterator {
    fn __iter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> Option<PyResult<Bound<'py, PyAny>>> {
        let list = self.list.get();
        list.item(py, self.next.fetch_add(1, Ordering::Relaxed))
    }

    fn __length_hint__(&self) -> usize {
        self.list.get().nodes.len().saturating_sub(self.next.load(Ordering::Relaxed))
    }
}

//! Values of a document as Python values.

use std::sync::Arc;

use entryphone::document::{Document, Kind, Text, Value};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyDict, PyFloat, PyInt, PyList, PyString};

use crate::keys::Keys;
use crate::list::List;
use crate::object::Object;
use crate::shape::Shape;

/// The bytes of an answer, still Python's own, with the index over them.
pub(crate) type Body = Document<PyBackedBytes>;

/// A value of a body: objects and arrays as views of that shape, and everything else as Python's own types.
#[inline]
pub(crate) fn view<'py>(
    py: Python<'py>,
    body: &Arc<Body>,
    value: Value<'_>,
    shape: &'static Shape,
) -> PyResult<Bound<'py, PyAny>> {
    match value.kind() {
        Kind::Object => Object::view(py, body, value, shape.definition(value)),
        Kind::Array => Ok(Bound::new(py, List::view(body, value, shape.items()))?.into_any()),
        _ => scalar(py, value),
    }
}

/// A value all the way down: objects become `dict`, and arrays `list`.
pub(crate) fn plain<'py>(py: Python<'py>, value: Value<'_>) -> PyResult<Bound<'py, PyAny>> {
    let mut plain = Plain { py, keys: Keys::new() };
    if value.span().len() < MANY_BYTES {
        return plain.value(value);
    }
    without_collecting(py, || plain.value(value))
}

/// From this size on there are enough dicts and lists for Python to look for garbage while they are made.
const MANY_BYTES: usize = 64 << 10;

/// Makes many objects, all of which are alive, without a search for garbage among them: Python looks for it afterwards, as it does by itself
/// since 3.12. Nothing else runs meanwhile.
fn without_collecting<'py>(
    py: Python<'py>,
    make: impl FnOnce() -> PyResult<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let collector = py.import("gc")?;
    if !collector.call_method0("isenabled")?.is_truthy()? {
        return make();
    }
    collector.call_method0("disable")?;
    let answer = make();
    collector.call_method0("enable")?;
    answer
}

struct Plain<'py> {
    py: Python<'py>,
    keys: Keys<'py>,
}

impl<'py> Plain<'py> {
    fn value(&mut self, value: Value<'_>) -> PyResult<Bound<'py, PyAny>> {
        match value.kind() {
            Kind::Object => {
                let dict = PyDict::new(self.py);
                for (name, value) in value.members() {
                    dict.set_item(self.keys.key(self.py, name), self.value(value)?)?;
                }
                Ok(dict.into_any())
            }
            Kind::Array => {
                let list = PyList::empty(self.py);
                for item in value.items() {
                    list.append(self.value(item)?)?;
                }
                Ok(list.into_any())
            }
            _ => scalar(self.py, value),
        }
    }
}

/// A text. Python checks it for UTF-8 itself, so one without escapes is not checked before.
#[inline]
pub(crate) fn text<'py>(py: Python<'py>, text: Text<'_>) -> Bound<'py, PyString> {
    let plain = text.plain_bytes().and_then(|bytes| PyString::from_bytes(py, bytes).ok());
    plain.unwrap_or_else(|| PyString::new(py, &text.decode()))
}

/// What is neither an object nor an array.
#[inline]
fn scalar<'py>(py: Python<'py>, value: Value<'_>) -> PyResult<Bound<'py, PyAny>> {
    if let Some(string) = value.as_text() {
        return Ok(text(py, string).into_any());
    }
    match value.kind() {
        Kind::Number => number(py, value),
        Kind::Bool => Ok((value.as_bool() == Some(true)).into_pyobject(py)?.to_owned().into_any()),
        _ => Ok(py.None().into_bound(py)),
    }
}

/// An `int` with all its digits, or the nearest `float`.
fn number<'py>(py: Python<'py>, value: Value<'_>) -> PyResult<Bound<'py, PyAny>> {
    if let Some(small) = value.as_i64() {
        return Ok(small.into_pyobject(py)?.into_any());
    }
    if value.is_integer() {
        return py.get_type::<PyInt>().call1((value.raw(),));
    }
    let raw = value.raw();
    match short_decimal(raw) {
        Some(float) => Ok(PyFloat::new(py, float).into_any()),
        // Python reads all others; Rust's tables for them would be a hundredth of the module.
        None => py.get_type::<PyFloat>().call1((raw,)),
    }
}

/// Reads a decimal of up to 15 digits. It and the power of ten below it are floats themselves, so the nearest to their quotient is the
/// nearest to the decimal.
fn short_decimal(raw: &str) -> Option<f64> {
    let unsigned = raw.strip_prefix('-').unwrap_or(raw);
    let (whole, fraction) = unsigned.split_once('.')?;
    if whole.len() + fraction.len() > 15 {
        return None;
    }
    let mut digits: u32 = 0;
    let mut power: u32 = 1;
    let (mut high, mut scale) = (0.0, 1.0);
    for byte in whole.bytes().chain(fraction.bytes()) {
        digits = digits * 10 + u32::from(byte.checked_sub(b'0').filter(|digit| *digit < 10)?);
        power *= 10;
        if power == 100_000_000 {
            (high, digits, power) = (f64::from(digits), 0, 1);
        }
    }
    for _ in 0..fraction.len() {
        scale *= 10.0;
    }
    let float = (high * f64::from(power) + f64::from(digits)) / scale;
    Some(if raw.len() == unsigned.len() { float } else { -float })
}

/// What `json.dumps` and others take: an Object as a dict, a List as a list. Raises `TypeError` for anything else, so that it can be
/// given as `json.dumps(…, default=entryphone.to_plain)`.
#[pyfunction]
pub(crate) fn to_plain<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    if let Ok(object) = value.cast::<Object>() {
        return plain(value.py(), object.get().value());
    }
    if let Ok(list) = value.cast::<List>() {
        return Ok(list.get().to_list(value.py())?.into_any());
    }
    let class = value.get_type().name()?;
    Err(PyTypeError::new_err(format!("Object of type {class} is not JSON serializable")))
}

//! Values of a document as Python values.

use entryphone::document::{Kind, Value};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyInt, PyList, PyString};

use crate::keys::Keys;

/// A value all the way down: objects become `dict`.
pub(crate) fn plain<'py>(py: Python<'py>, value: Value<'_>) -> PyResult<Bound<'py, PyAny>> {
    dicts(py, value, &mut Keys::new())
}

fn dicts<'py>(py: Python<'py>, value: Value<'_>, keys: &mut Keys<'py>) -> PyResult<Bound<'py, PyAny>> {
    decode(py, value, &mut |object| {
        let dict = PyDict::new(py);
        for (name, value) in object.members() {
            dict.set_item(keys.key(py, &name.decode()), dicts(py, value, keys)?)?;
        }
        Ok(dict.into_any())
    })
}

/// A value whose objects become what `object` makes of them.
pub(crate) fn decode<'py>(
    py: Python<'py>,
    value: Value<'_>,
    object: &mut impl FnMut(Value<'_>) -> PyResult<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    match value.kind() {
        Kind::Null => Ok(py.None().into_bound(py)),
        Kind::Bool => Ok((value.as_bool() == Some(true)).into_pyobject(py)?.to_owned().into_any()),
        Kind::Number => number(py, value),
        Kind::String => Ok(PyString::new(py, &value.as_str().unwrap_or_default()).into_any()),
        Kind::Array => {
            let list = PyList::empty(py);
            for item in value.items() {
                list.append(decode(py, item, object)?)?;
            }
            Ok(list.into_any())
        }
        Kind::Object => object(value),
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
    Ok(value.as_f64().into_pyobject(py)?.into_any())
}

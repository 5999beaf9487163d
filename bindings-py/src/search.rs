//! Queries for searches: built, and checked before they are sent.

use entryphone::document::Document;
use entryphone::search::{self, Operand, Operator};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyBytes, PyList, PyMapping, PyString, PyTuple};

use crate::decode::plain;
use crate::encode::encode;
use crate::error::{self, OrRaise as _};

/// A condition of a search: one filter, or a group of conditions. It is given as `query`.
#[pyclass(frozen, eq, module = "entryphone.search")]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Condition {
    pub(crate) inner: search::Condition,
}

/// A field that waits for what it is compared with.
#[pyclass(frozen, module = "entryphone.search")]
pub(crate) struct Subject {
    name: String,
}

/// Begins a filter of this field.
#[pyfunction]
pub(crate) fn search_field(name: String) -> Subject {
    Subject { name }
}

/// Holds where all conditions hold.
#[pyfunction]
#[pyo3(signature = (*conditions))]
pub(crate) fn search_all(conditions: &Bound<'_, PyTuple>) -> PyResult<Condition> {
    Ok(Condition { inner: search::all(members(conditions)?) })
}

/// Holds where one of the conditions holds.
#[pyfunction]
#[pyo3(signature = (*conditions))]
pub(crate) fn search_any(conditions: &Bound<'_, PyTuple>) -> PyResult<Condition> {
    Ok(Condition { inner: search::any(members(conditions)?) })
}

/// Holds a query against what a search is known to take.
#[pyfunction]
pub(crate) fn search_check(
    py: Python<'_>,
    resource: &str,
    version: &str,
    query: &Bound<'_, PyAny>,
    unchecked: &Bound<'_, PyList>,
) -> PyResult<()> {
    let text = encode(query, "query", "")?;
    let document = parsed(&text)?;
    let unchecked: Vec<PyBackedStr> = unchecked.extract()?;
    let unchecked: Vec<&str> = unchecked.iter().map(|name| &**name).collect();
    let refused = |error: entryphone::Error| error::raised(py, &error);
    let (resource, version) = (resource.parse().map_err(refused)?, version.parse().map_err(refused)?);
    search::check(resource, version, document.root(), &unchecked).map_err(refused)
}

#[pymethods]
impl Condition {
    /// The condition as dicts and lists.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, parsed(self.inner.as_json())?.root())
    }

    /// The condition as JSON.
    fn to_json<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.inner.as_json().as_bytes())
    }

    fn __repr__(&self) -> String {
        format!("Condition({})", self.inner)
    }
}

#[pymethods]
impl Subject {
    /// `=`
    fn equals(&self, value: &Bound<'_, PyAny>) -> PyResult<Condition> {
        self.with(Operator::Equal, value)
    }

    /// `!=`
    fn not_equals(&self, value: &Bound<'_, PyAny>) -> PyResult<Condition> {
        self.with(Operator::NotEqual, value)
    }

    /// `IN`
    fn one_of(&self, values: &Bound<'_, PyAny>) -> PyResult<Condition> {
        Ok(Condition { inner: self.subject().one_of(operands(values)?) })
    }

    /// `NIN`
    fn none_of(&self, values: &Bound<'_, PyAny>) -> PyResult<Condition> {
        Ok(Condition { inner: self.subject().none_of(operands(values)?) })
    }

    /// `>`. Conversations, tickets and companies take it as "greater than or equal".
    fn greater_than(&self, value: &Bound<'_, PyAny>) -> PyResult<Condition> {
        self.with(Operator::Greater, value)
    }

    /// `<`. Conversations, tickets and companies take it as "less than or equal".
    fn less_than(&self, value: &Bound<'_, PyAny>) -> PyResult<Condition> {
        self.with(Operator::Less, value)
    }

    /// `>=`
    fn at_least(&self, value: &Bound<'_, PyAny>) -> PyResult<Condition> {
        self.with(Operator::GreaterOrEqual, value)
    }

    /// `<=`
    fn at_most(&self, value: &Bound<'_, PyAny>) -> PyResult<Condition> {
        self.with(Operator::LessOrEqual, value)
    }

    /// `~`
    fn contains(&self, text: &Bound<'_, PyAny>) -> PyResult<Condition> {
        self.with(Operator::Contains, text)
    }

    /// `!~`
    fn not_contains(&self, text: &Bound<'_, PyAny>) -> PyResult<Condition> {
        self.with(Operator::NotContains, text)
    }

    /// `^`
    fn starts_with(&self, text: &Bound<'_, PyAny>) -> PyResult<Condition> {
        self.with(Operator::StartsWith, text)
    }

    /// `$`
    fn ends_with(&self, text: &Bound<'_, PyAny>) -> PyResult<Condition> {
        self.with(Operator::EndsWith, text)
    }

    /// Any operator with any value.
    fn compare(&self, py: Python<'_>, operator: &str, value: &Bound<'_, PyAny>) -> PyResult<Condition> {
        self.with(operator.parse().or_raise(py)?, value)
    }

    fn __repr__(&self) -> String {
        format!("field({:?})", self.name)
    }
}

impl Subject {
    fn subject(&self) -> search::Subject {
        search::field(self.name.as_str())
    }

    fn with(&self, operator: Operator, value: &Bound<'_, PyAny>) -> PyResult<Condition> {
        Ok(Condition { inner: self.subject().compare(operator, operand(value)?) })
    }
}

fn members(conditions: &Bound<'_, PyTuple>) -> PyResult<Vec<search::Condition>> {
    let member = |condition: Bound<'_, PyAny>| {
        if let Ok(condition) = condition.cast::<Condition>() {
            return Ok(condition.get().inner.clone());
        }
        let given = condition.get_type().name()?;
        let message = format!("a group holds conditions, such as field(\"role\").equals(\"user\"), not {given}");
        Err(error::argument(condition.py(), message))
    };
    conditions.iter().map(member).collect()
}

/// A text would come apart into its characters.
fn operands(values: &Bound<'_, PyAny>) -> PyResult<Vec<Operand>> {
    if values.is_instance_of::<PyString>() || values.is_instance_of::<PyBytes>() || values.cast::<PyMapping>().is_ok() {
        let message = format!("the values to look for must be a list, not {}", values.get_type().name()?);
        return Err(error::argument(values.py(), message));
    }
    values.try_iter()?.map(|value| operand(&value?)).collect()
}

fn operand(value: &Bound<'_, PyAny>) -> PyResult<Operand> {
    Operand::from_json(&encode(value, "value", "")?).or_raise(value.py())
}

fn parsed(text: &str) -> PyResult<Document<&str>> {
    Document::parse(text).map_err(|error| PyValueError::new_err(error.to_string()))
}

//! The classes of answers as Python's own, made of definitions when they are first named.

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple, PyType};

use crate::definition::{Definition, Member};
use crate::field::Field;
use crate::object::Object;

/// What the catalog knows of a class, under its name `__schema__`.
#[pyclass(frozen, module = "entryphone._core")]
pub(crate) struct Schema {
    pub(crate) definition: &'static Definition,
}

/// The text of `help()`, which is written when somebody reads it.
#[pyclass(frozen, module = "entryphone._core")]
struct Doc {
    definition: &'static Definition,
}

pub(crate) fn make(py: Python<'_>, definition: &'static Definition) -> PyResult<Py<PyType>> {
    let base = py.get_type::<Object>();
    let namespace = PyDict::new(py);
    for member in &definition.members().known {
        if !is_taken(&base, member)? {
            namespace.set_item(member.name, Bound::new(py, Field::new(definition, member))?)?;
        }
    }
    let id = definition.member("id").map(|member| member.name);
    namespace.set_item(intern!(py, "__match_args__"), PyTuple::new(py, id)?)?;
    namespace.set_item(intern!(py, "__module__"), intern!(py, "entryphone.types"))?;
    namespace.set_item(intern!(py, "__slots__"), PyTuple::empty(py))?;
    namespace.set_item(intern!(py, "__schema__"), Bound::new(py, Schema { definition })?)?;
    namespace.set_item(intern!(py, "__doc__"), Bound::new(py, Doc { definition })?)?;
    let class = py.get_type::<PyType>().call1((&definition.name, (base,), namespace))?;
    Ok(class.cast_into::<PyType>()?.unbind())
}

/// Whether the name is a method's, or has a meaning for Python.
fn is_taken(base: &Bound<'_, PyType>, member: &Member) -> PyResult<bool> {
    Ok(member.name.starts_with('_') || base.hasattr(member.name)?)
}

/// What the catalog knows of the class of an object; `None` for classes without a schema.
pub(crate) fn definition_of(class: &Bound<'_, PyType>) -> Option<&'static Definition> {
    let schema = class.getattr(intern!(class.py(), "__schema__")).ok()?;
    Some(schema.cast::<Schema>().ok()?.get().definition)
}

#[pymethods]
impl Schema {
    /// What the catalog calls it: `contact`, or `contact.avatar` for what a field describes in place.
    #[getter]
    #[pyo3(name = "name")]
    fn label(&self) -> &'static str {
        &self.definition.label
    }

    /// The first version that has it.
    #[getter]
    fn since(&self) -> &'static str {
        self.definition.versions.since.as_str()
    }

    /// The last version that has it.
    #[getter]
    fn until(&self) -> &'static str {
        self.definition.versions.until.as_str()
    }

    /// Its fields by their names.
    #[getter]
    fn fields<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let fields = PyDict::new(py);
        for member in &self.definition.members().known {
            fields.set_item(member.name, Bound::new(py, Field::new(self.definition, member))?)?;
        }
        Ok(fields)
    }

    fn __repr__(&self) -> String {
        format!("<schema {}, {}>", self.definition.label, self.definition.versions)
    }
}

#[pymethods]
impl Doc {
    fn __get__(&self, _instance: &Bound<'_, PyAny>, _owner: &Bound<'_, PyAny>) -> String {
        let Definition { label, versions, .. } = self.definition;
        let members = self.definition.members();
        let mut text = format!("The schema `{label}` of the API, {versions}. Any field may be None.\n");
        if !members.known.is_empty() {
            text.push_str("\nFields:\n");
        }
        for member in &members.known {
            text.extend(["    ", member.name, ": ", &Field::new(self.definition, member).brief(), "\n"]);
        }
        if members.is_open {
            text.push_str("\nIt has other fields besides, whose names the workspace chooses.\n");
        }
        text
    }
}

/// The class of that name; None when there is none.
#[pyfunction]
pub(crate) fn view_class<'py>(py: Python<'py>, name: &str) -> PyResult<Option<Bound<'py, PyType>>> {
    let class = Definition::find(name).map(|definition| definition.class(py)).transpose()?;
    Ok(class.map(|class| class.bind(py).clone()))
}

/// The names of all classes, sorted. It makes none of them.
#[pyfunction]
pub(crate) fn view_classes(py: Python<'_>) -> PyResult<Bound<'_, PyList>> {
    PyList::new(py, Definition::all().iter().map(|definition| definition.name.as_str()))
}

/// Lets `isinstance` and `match` take objects for mappings and lists for sequences.
pub(crate) fn register(py: Python<'_>) -> PyResult<()> {
    // What `collections.abc` is another name of, and Python itself has loaded.
    let abc = py.import(intern!(py, "_collections_abc"))?;
    let register = intern!(py, "register");
    abc.getattr(intern!(py, "Mapping"))?.call_method1(register, (py.get_type::<Object>(),))?;
    abc.getattr(intern!(py, "Sequence"))?.call_method1(register, (py.get_type::<crate::list::List>(),))?;
    Ok(())
}

//! A field of a class, which reads itself out of the answer.

use entryphone::schema::{self, Kind};
use pyo3::exceptions::PyAttributeError;
use pyo3::prelude::*;

use crate::definition::{Definition, Member, span};
use crate::object::Object;
use crate::shape::items;

// A field of a class of answers, which reads None where the answer does not have it. With a doc comment, all fields would have
// that as their documentation.
#[pyclass(frozen, module = "entryphone._core")]
pub(crate) struct Field {
    definition: &'static Definition,
    member: &'static Member,
}

impl Field {
    pub(crate) fn new(definition: &'static Definition, member: &'static Member) -> Field {
        Field { definition, member }
    }
}

#[pymethods]
impl Field {
    fn __get__<'py>(
        slf: &Bound<'py, Self>,
        instance: &Bound<'py, PyAny>,
        _owner: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        if instance.is_none() {
            return Ok(slf.clone().into_any());
        }
        let Field { definition, member } = slf.get();
        instance.cast::<Object>()?.get().field(slf.py(), definition, member)
    }

    fn __set__(&self, instance: &Bound<'_, PyAny>, _value: &Bound<'_, PyAny>) -> PyResult<()> {
        self.__delete__(instance)
    }

    fn __delete__(&self, instance: &Bound<'_, PyAny>) -> PyResult<()> {
        let class = instance.get_type().name()?;
        let message = format!("a {class} is what the API answered, so its {} cannot be changed", self.member.name);
        Err(PyAttributeError::new_err(message))
    }

    /// Its name on the wire.
    #[getter]
    fn __name__(&self) -> &'static str {
        self.member.name
    }

    /// Its type and the versions that have it.
    #[getter]
    fn __doc__(&self) -> String {
        self.describe()
    }

    /// The first version that has it.
    #[getter]
    fn since(&self) -> &'static str {
        span(&self.member.descriptions).since.as_str()
    }

    /// The last version that has it.
    #[getter]
    fn until(&self) -> &'static str {
        span(&self.member.descriptions).until.as_str()
    }

    fn __repr__(&self) -> String {
        format!("<field {}: {}>", self.member.name, self.describe())
    }
}

impl Field {
    /// `str, 2.7 to Preview`, and one after the other where that has changed.
    pub(crate) fn describe(&self) -> String {
        let mut types: Vec<(String, Vec<schema::Field>)> = Vec::new();
        for &field in &self.member.descriptions {
            let mut words = words(&[field.kind()], self.member.shape.name());
            if field.is_nullable() {
                words.push("None".to_owned());
            }
            let words = words.join(" | ");
            match types.iter_mut().find(|(others, _)| *others == words) {
                Some((_, fields)) => fields.push(field),
                None => types.push((words, vec![field])),
            }
        }
        let types: Vec<_> = types.iter().map(|(words, fields)| format!("{words}, {}", span(fields))).collect();
        types.join("; ")
    }

    /// The same, without the versions where they are those of the class.
    pub(crate) fn brief(&self) -> String {
        let whole = self.describe();
        match whole.strip_suffix(&format!(", {}", self.definition.versions)) {
            Some(words) => words.to_owned(),
            None => whole,
        }
    }
}

/// What Python calls these kinds. `name` is the class of what is described in place.
fn words(kinds: &[Kind], name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut left = kinds.to_vec();
    left.reverse();
    while let Some(kind) = left.pop() {
        words.push(match kind {
            Kind::Any => "Any".to_owned(),
            Kind::String => "str".to_owned(),
            Kind::Integer => "int".to_owned(),
            Kind::Number => "float".to_owned(),
            Kind::Boolean => "bool".to_owned(),
            Kind::Array(_) => format!("List[{}]", self::words(&items(&[kind]), name).join(" | ")),
            Kind::Map(_) => "Object".to_owned(),
            Kind::Object(_) | Kind::AllOf(_) => class_name(name),
            Kind::Schema(schema) => Definition::of_schema(schema)
                .map_or_else(|| self::words(&[schema.kind()], "").join(" | "), |definition| definition.name.clone()),
            Kind::AnyOf(kinds) => {
                left.extend(kinds.iter().rev());
                continue;
            }
        });
    }
    words.dedup();
    words
}

fn class_name(name: &str) -> String {
    Definition::find(name).map_or_else(|| "Object".to_owned(), |definition| definition.name.clone())
}

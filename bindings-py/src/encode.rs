//! Python values as JSON text.

use std::fmt::Write;

use entryphone::document::{MAX_BYTES, MAX_DEPTH, write_string};
use entryphone::{Error, TimeStyle};
use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyByteArray, PyBytes, PyDict, PyFloat, PyInt, PyList, PyMapping, PySequence, PyString, PyTuple, PyType,
};
use pyo3::{PyTypeInfo, intern};

use crate::error;
use crate::list::List;
use crate::object::Object;
use crate::omit::Omit;
use crate::search::Condition;

/// The JSON text of `value`. `name` is what a message calls it; members of a nameless value are called by their own names.
/// `label` is the operation it is for.
pub(crate) fn encode(value: &Bound<'_, PyAny>, name: &str, label: &str) -> PyResult<String> {
    let mut writer =
        Writer { text: String::with_capacity(64), depth: 0, times: TimeStyle::of(name, TimeStyle::UnixSeconds) };
    match writer.value(value) {
        Ok(()) => Ok(writer.text),
        Err(Failure::Raised(error)) => Err(error),
        Err(Failure::Refused { place, problem }) => {
            let refused = Error::argument(describe(name, &place, &problem)).of_operation(label);
            Err(error::raised(value.py(), &refused))
        }
    }
}

/// Why a value was not written.
enum Failure {
    /// Its own Python code raised.
    Raised(PyErr),
    /// JSON has no form for it. The place is read backwards, from the value up to the root.
    Refused { place: Vec<String>, problem: String },
}

impl Failure {
    fn refused(problem: impl Into<String>) -> Failure {
        Failure::Refused { place: Vec::new(), problem: problem.into() }
    }

    fn below(mut self, step: impl FnOnce() -> String) -> Failure {
        if let Failure::Refused { place, .. } = &mut self {
            place.push(step());
        }
        self
    }
}

impl From<PyErr> for Failure {
    fn from(error: PyErr) -> Failure {
        Failure::Raised(error)
    }
}

struct Writer {
    text: String,
    depth: usize,
    /// How the member that is being written writes times.
    times: TimeStyle,
}

impl Writer {
    fn value(&mut self, value: &Bound<'_, PyAny>) -> Result<(), Failure> {
        if let Ok(text) = value.cast::<PyString>() {
            self.string(text)
        } else if value.is_none() {
            self.push("null")
        } else if let Ok(flag) = value.cast::<PyBool>() {
            self.push(if flag.is_true() { "true" } else { "false" })
        } else if let Ok(number) = value.cast::<PyInt>() {
            self.integer(number)
        } else if let Ok(number) = value.cast::<PyFloat>() {
            self.float(number)
        } else if let Ok(dict) = value.cast::<PyDict>() {
            self.members(&dict.items())
        } else if let Ok(list) = value.cast::<PyList>() {
            self.items(list.iter())
        } else if let Ok(tuple) = value.cast::<PyTuple>() {
            self.items(tuple.iter())
        } else if let Ok(object) = value.cast::<Object>() {
            self.push(object.get().value().raw())
        } else if let Ok(list) = value.cast::<List>() {
            self.push(&list.get().json())
        } else if let Ok(condition) = value.cast::<Condition>() {
            self.push(condition.get().inner.as_json())
        } else {
            self.rare(value)
        }
    }

    /// What is neither a built-in type nor ours.
    fn rare(&mut self, value: &Bound<'_, PyAny>) -> Result<(), Failure> {
        let py = value.py();
        if is_instance(value, "enum", "Enum")? {
            return self.value(&value.getattr(intern!(py, "value"))?);
        }
        if is_instance(value, "datetime", "date")? {
            return self.time(value);
        }
        if is_instance(value, "uuid", "UUID")? {
            return self.string(&value.str()?);
        }
        if is_instance(value, "decimal", "Decimal")? {
            if !value.call_method0(intern!(py, "is_finite"))?.extract::<bool>()? {
                return Err(Failure::refused(format!("is {}, which JSON has no number for", value.str()?)));
            }
            return self.push(&value.str()?.to_string_lossy());
        }
        if let Some(hint) = hint(value)? {
            return Err(Failure::refused(format!("is of type {}; {hint}", value.get_type().name()?)));
        }
        if let Ok(mapping) = value.cast::<PyMapping>() {
            return self.members(&mapping.items()?);
        }
        if let Ok(sequence) = value.cast::<PySequence>() {
            return self.items(sequence.to_list()?.iter());
        }
        Err(Failure::refused(format!("is of type {}, which has no form in JSON", value.get_type().name()?)))
    }

    fn push(&mut self, raw: &str) -> Result<(), Failure> {
        self.text.push_str(raw);
        if self.text.len() > MAX_BYTES {
            return Err(Failure::refused(format!("makes the JSON longer than {MAX_BYTES} bytes")));
        }
        Ok(())
    }

    fn string(&mut self, text: &Bound<'_, PyString>) -> Result<(), Failure> {
        let text = text.to_str().map_err(|_| {
            Failure::refused(
                "holds one half of a surrogate pair, which is no character; decode the text it came from properly",
            )
        })?;
        write_string(text, &mut self.text);
        Ok(())
    }

    fn integer(&mut self, number: &Bound<'_, PyInt>) -> Result<(), Failure> {
        if let Ok(small) = number.extract::<i64>() {
            let written = write!(self.text, "{small}");
            debug_assert!(written.is_ok(), "a string takes everything");
            return Ok(());
        }
        let digits = digits(&PyInt::type_object(number.py()), number)
            .map_err(|_| Failure::refused("is an integer with more digits than Python writes"))?;
        self.push(&digits.to_string_lossy())
    }

    fn float(&mut self, number: &Bound<'_, PyFloat>) -> Result<(), Failure> {
        let digits = digits(&PyFloat::type_object(number.py()), number)?;
        if !number.value().is_finite() {
            return Err(Failure::refused(format!("is {digits}, which JSON has no number for")));
        }
        self.push(&digits.to_string_lossy())
    }

    /// A time as the API wants it of this member. What has no time zone is refused, since it would mean another moment on every machine,
    /// and so is a day where a moment is wanted.
    fn time(&mut self, value: &Bound<'_, PyAny>) -> Result<(), Failure> {
        let py = value.py();
        let is_moment = is_instance(value, "datetime", "datetime")?;
        match self.times {
            TimeStyle::Date if !is_moment => {
                return self.string(&value.call_method0("isoformat")?.cast_into().map_err(PyErr::from)?);
            }
            TimeStyle::Date => return Err(Failure::refused("is a datetime, and the API wants a day; give its date()")),
            _ if !is_moment => {
                let problem = "is a day, and the API wants a moment; give a datetime with a time zone";
                return Err(Failure::refused(problem));
            }
            _ => {}
        }
        if value.call_method0(intern!(py, "utcoffset"))?.is_none() {
            let problem = "is a datetime without a time zone; give it one, such as when.replace(tzinfo=timezone.utc)";
            return Err(Failure::refused(problem));
        }
        if self.times == TimeStyle::DateTime {
            return self.string(&value.call_method0("isoformat")?.cast_into().map_err(PyErr::from)?);
        }
        let seconds: f64 = value.call_method0("timestamp")?.extract()?;
        self.push(&format!("{:.0}", seconds.floor()))
    }

    fn items<'py>(&mut self, items: impl Iterator<Item = Bound<'py, PyAny>>) -> Result<(), Failure> {
        self.open('[')?;
        for (position, item) in items.enumerate() {
            if position > 0 {
                self.text.push(',');
            }
            self.value(&item).map_err(|failure| failure.below(|| format!("[{position}]")))?;
        }
        self.close(']')
    }

    /// Takes a list of pairs made beforehand, since the code of a value may change the mapping it stands in.
    fn members(&mut self, pairs: &Bound<'_, PyList>) -> Result<(), Failure> {
        self.open('{')?;
        let (mut is_first, outer) = (true, self.times);
        for pair in pairs.iter() {
            let (name, value) = pair.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>()?;
            if value.is_exact_instance_of::<Omit>() {
                continue;
            }
            if !std::mem::take(&mut is_first) {
                self.text.push(',');
            }
            let Ok(name) = name.cast::<PyString>() else {
                let problem = format!("has the key {}; keys must be strings", name.repr()?);
                return Err(Failure::refused(problem));
            };
            self.string(name)?;
            self.text.push(':');
            self.times = TimeStyle::of(&name.to_string_lossy(), outer);
            self.value(&value).map_err(|failure| failure.below(|| format!(".{}", name.to_string_lossy())))?;
        }
        self.times = outer;
        self.close('}')
    }

    fn open(&mut self, bracket: char) -> Result<(), Failure> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Failure::refused(format!("is nested deeper than {MAX_DEPTH}, or contains itself")));
        }
        self.text.push(bracket);
        Ok(())
    }

    fn close(&mut self, bracket: char) -> Result<(), Failure> {
        self.depth -= 1;
        self.push(bracket.encode_utf8(&mut [0; 4]))
    }
}

/// What to give instead of a type that is often given by mistake.
fn hint(value: &Bound<'_, PyAny>) -> PyResult<Option<&'static str>> {
    if value.is_instance_of::<PyBytes>() || value.is_instance_of::<PyByteArray>() {
        return Ok(Some("decode it, or give it to an operation that takes files"));
    }
    if is_instance(value, "collections.abc", "Set")? {
        return Ok(Some("it has no order; give a list"));
    }
    Ok(None)
}

/// The shortest text that reads back as the same number. Python is asked by the class of all such numbers, since an enumeration shows its
/// name instead, and a number of `NumPy` its type around it.
fn digits<'py>(class: &Bound<'py, PyType>, number: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyString>> {
    Ok(class.call_method1(intern!(class.py(), "__repr__"), (number,))?.cast_into()?)
}

/// Whether it is of a class of the standard library. Nothing is of a class whose module nobody has imported.
fn is_instance(value: &Bound<'_, PyAny>, module: &str, class: &str) -> PyResult<bool> {
    let py = value.py();
    let modules = py.import(intern!(py, "sys"))?.getattr(intern!(py, "modules"))?;
    match modules.cast::<PyDict>()?.get_item(module)? {
        Some(module) => value.is_instance(&module.getattr(class)?),
        None => Ok(false),
    }
}

/// `body.custom_attributes.x is …`. Of a deep place only the beginning is shown.
fn describe(name: &str, place: &[String], problem: &str) -> String {
    const SHOWN: usize = 8;
    let mut text = name.to_owned();
    for step in place.iter().rev().take(SHOWN) {
        text.push_str(step);
    }
    if place.len() > SHOWN {
        text.push('…');
    }
    let text = text.trim_start_matches('.');
    format!("{} {problem}", if text.is_empty() { "the value" } else { text })
}

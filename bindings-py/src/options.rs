//! What a client is told, from Python's keyword arguments.

use entryphone::{Config, Fleet, Region, Token, WithoutStore};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyInt, PyString};

use crate::error::{self, OrRaise as _};
use crate::omit::Omit;

/// Changes what `options` names. None leaves a setting as it is.
pub(crate) fn apply(config: &mut Config, options: &Bound<'_, PyDict>) -> PyResult<()> {
    for (name, value) in options.iter() {
        if value.is_none() {
            continue;
        }
        let name = name.cast_into::<PyString>()?;
        set(config, name.to_str()?, &value)?;
    }
    Ok(())
}

fn set(config: &mut Config, name: &str, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let py = value.py();
    let refused = |error: entryphone::Error| error::raised(py, &error);
    match name {
        "token" => {
            config.token_provider = value.is_callable();
            config.token = if config.token_provider || value.is_exact_instance_of::<Omit>() {
                None
            } else {
                Some(Token::new(&text(name, value)?).map_err(refused)?)
            };
        }
        "version" => config.version = text(name, value)?.parse().map_err(refused)?,
        "region" => config.base_url = text(name, value)?.parse::<Region>().map_err(refused)?.base_url(),
        "base_url" => config.base_url = text(name, value)?.parse().map_err(refused)?,
        "user_agent" => config.user_agent = text(name, value)?,
        "max_attempts" => config.max_attempts = count(name, value)?,
        "timeout" => config.timeout_ms = milliseconds(name, value)?,
        "idle_timeout" => config.idle_timeout_ms = milliseconds(name, value)?,
        "deadline" => config.deadline_ms = milliseconds(name, value)?,
        "max_body_bytes" => config.max_body_bytes = count(name, value)?,
        "limiter" => config.limiter = value.is_truthy()?,
        "lane" => config.lane = text(name, value)?.parse().map_err(refused)?,
        "fleet" => config.fleet = Some(fleet(name, value)?),
        "events" => config.events = value.is_truthy()?,
        "strict" => config.strict = value.is_truthy()?,
        "any_version" => config.any_version = value.is_truthy()?,
        _ => return Err(PyTypeError::new_err(format!("there is no option {name:?}"))),
    }
    Ok(())
}

fn fleet(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Fleet> {
    let py = value.py();
    let settings = value.cast::<PyDict>().map_err(|_| wrong(name, "a dict", value))?;
    let mut fleet = Fleet { name: String::new(), limit_hint: None, without_store: WithoutStore::default() };
    for (name, value) in settings.iter() {
        let name = name.cast_into::<PyString>()?;
        match name.to_str()? {
            "name" => fleet.name = text("name", &value)?,
            "limit_hint" => fleet.limit_hint = Some(count("limit_hint", &value)?),
            "without_store" => {
                let word = text("without_store", &value)?;
                fleet.without_store = word.parse().or_raise(py)?;
            }
            other => return Err(PyTypeError::new_err(format!("a fleet has no setting {other:?}"))),
        }
    }
    Ok(fleet)
}

fn text(name: &str, value: &Bound<'_, PyAny>) -> PyResult<String> {
    // The value is not shown: it may be a token in a wrapper.
    value.extract().map_err(|_| wrong(name, "a string", value))
}

fn count<T: for<'a, 'py> FromPyObject<'a, 'py>>(name: &str, value: &Bound<'_, PyAny>) -> PyResult<T> {
    value.extract().map_err(|_| match value.cast::<PyInt>() {
        Ok(number) => {
            let bits = 8 * size_of::<T>();
            error::argument(
                value.py(),
                format!("{name} is {number}; it must be a positive integer of up to {bits} bits"),
            )
        }
        Err(_) => wrong(name, "a positive integer", value),
    })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked in the line above")]
fn milliseconds(name: &str, value: &Bound<'_, PyAny>) -> PyResult<u64> {
    /// As long as a `u64` of milliseconds can be added to a clock without coming near its end.
    const LONGEST_SECONDS: f64 = 1e12;
    match value.extract::<f64>() {
        Ok(seconds) if seconds > 0.0 && seconds <= LONGEST_SECONDS => Ok((seconds * 1000.0).ceil() as u64),
        Ok(_) => {
            let message =
                format!("{name} is {value}; it must be a number of seconds greater than 0, up to {LONGEST_SECONDS:e}");
            Err(error::argument(value.py(), message))
        }
        Err(_) => Err(wrong(name, "a number of seconds", value)),
    }
}

fn wrong(name: &str, right: &str, value: &Bound<'_, PyAny>) -> PyErr {
    let given = value.get_type().name().map_or_else(|_| "another type".to_owned(), |name| name.to_string());
    error::argument(value.py(), format!("{name} must be {right}, not {given}"))
}

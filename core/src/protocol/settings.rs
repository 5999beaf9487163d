//! Settings in one object.

use super::parts::{boolean, wrong};
use crate::arguments::Part;
use crate::config::{Config, Region};
use crate::document::Value;
use crate::error::Error;
use crate::fleet::Fleet;
use crate::job::JobOptions;
use crate::nearest;
use crate::quoted::quoted;
use crate::token::Token;

const NAMES: [&str; 17] = [
    "token",
    "token_provider",
    "version",
    "region",
    "base_url",
    "user_agent",
    "max_attempts",
    "timeout_ms",
    "idle_timeout_ms",
    "deadline_ms",
    "max_body_bytes",
    "limiter",
    "lane",
    "fleet",
    "any_version",
    "events",
    "strict",
];

/// How patiently a job is followed.
pub(super) fn patience(text: &str) -> Result<JobOptions, Error> {
    let given = Part::read_object("the text of a job's options", Some(text.as_bytes()))?;
    let mut options = JobOptions::default();
    for (name, value) in given.members() {
        match &*name.decode() {
            "deadline_ms" => options.deadline_ms = count("deadline_ms", value)?,
            "poll_from_ms" => options.poll_from_ms = count("poll_from_ms", value)?,
            "poll_to_ms" => options.poll_to_ms = count("poll_to_ms", value)?,
            other => return Err(Error::argument(format!("a job has no option {other}", other = quoted(other)))),
        }
    }
    Ok(options)
}

/// Changes what `text` names, and tells whether that is the token.
pub(super) fn read(text: &str, mut config: Config) -> Result<(Config, bool), Error> {
    let given = Part::read_object("the text of the settings", Some(text.as_bytes()))?;
    let mut is_other = false;
    for (name, value) in given.members() {
        let name = name.decode();
        is_other |= &*name == "token" || &*name == "token_provider";
        set(&mut config, &name, value)?;
    }
    Ok((config, is_other))
}

fn set(config: &mut Config, name: &str, value: Value<'_>) -> Result<(), Error> {
    match name {
        "token" if value.is_null() => config.token = None,
        "token" => config.token = Some(Token::new(&text(name, value)?)?),
        "token_provider" => config.token_provider = boolean(name, value)?,
        "version" => config.version = text(name, value)?.parse()?,
        "region" => config.base_url = text(name, value)?.parse::<Region>()?.base_url(),
        "base_url" => config.base_url = text(name, value)?.parse()?,
        "user_agent" => config.user_agent = text(name, value)?,
        "max_attempts" => {
            config.max_attempts =
                u32::try_from(count(name, value)?).map_err(|_| wrong(name, "a small number", value))?;
        }
        "timeout_ms" => config.timeout_ms = count(name, value)?,
        "idle_timeout_ms" => config.idle_timeout_ms = count(name, value)?,
        "deadline_ms" => config.deadline_ms = count(name, value)?,
        "max_body_bytes" => {
            config.max_body_bytes = usize::try_from(count(name, value)?).unwrap_or(usize::MAX);
        }
        "limiter" => config.limiter = boolean(name, value)?,
        "lane" => config.lane = text(name, value)?.parse()?,
        "fleet" => config.fleet = if value.is_null() { None } else { Some(fleet(value)?) },
        "any_version" => config.any_version = boolean(name, value)?,
        "events" => config.events = boolean(name, value)?,
        "strict" => config.strict = boolean(name, value)?,
        other => {
            let hint = nearest::hint(other, NAMES);
            return Err(Error::argument(format!("there is no setting {other}{hint}", other = quoted(other))));
        }
    }
    Ok(())
}

fn fleet(value: Value<'_>) -> Result<Fleet, Error> {
    let mut fleet = Fleet { name: String::new(), limit_hint: None, without_store: crate::WithoutStore::default() };
    for (name, value) in value.members() {
        match &*name.decode() {
            "name" => fleet.name = text("the name of the fleet", value)?,
            "limit_hint" if value.is_null() => {}
            "limit_hint" => fleet.limit_hint = Some(count("limit_hint", value)?),
            "without_store" => fleet.without_store = text("without_store", value)?.parse()?,
            other => return Err(Error::argument(format!("a fleet has no setting {other}", other = quoted(other)))),
        }
    }
    Ok(fleet)
}

/// The value is not shown where it is wrong: it may be a token in a wrapper.
fn text(name: &str, value: Value<'_>) -> Result<String, Error> {
    let text = value.as_str().map(std::borrow::Cow::into_owned);
    text.ok_or_else(|| Error::argument(format!("{name} must be a string")))
}

fn count(name: &str, value: Value<'_>) -> Result<u64, Error> {
    value.as_u64().ok_or_else(|| wrong(name, "a whole number, 0 or more", value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_and_options_are_objects_and_nothing_else() {
        for text in ["[]", "null", "1", "\"dG9rOi\"", "{"] {
            assert!(patience(text).is_err(), "{text}");
            assert!(read(text, Config::default()).is_err(), "{text}");
        }
        assert!(patience("{}").is_ok_and(|options| options == JobOptions::default()));
    }
}

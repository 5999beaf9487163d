//! From the `config` and `call` of a vector to a client and its arguments, and from what came out to what can be compared.

use std::str::FromStr;

use entryphone::document::{Kind, Value};
use entryphone::{
    Arguments, BaseUrl, Call, Client, Config, Error, Event, Fleet, Method, Operation, Pager, Region, Request, Step,
    Token, Version, WithoutStore,
};
use serde_json::json;

/// A client and the one call of a vector.
pub(crate) struct Setup<'a> {
    pub(crate) client: Client,
    call: Value<'a>,
}

impl<'a> Setup<'a> {
    pub(crate) fn read(vector: Value<'a>) -> Result<Setup<'a>, Error> {
        let settings = vector.get("config").expect("a vector has a config");
        let mut config =
            Config { version: Version::from_str(&text(settings, "version").expect("a version"))?, ..Config::default() };
        config.token = match settings.get("token") {
            None => Some(Token::new("test-token")?),
            Some(token) => token.as_str().map(|token| Token::new(&token)).transpose()?,
        };
        if let Some(region) = text(settings, "region") {
            config.base_url = Region::from_str(&region)?.base_url();
        }
        if let Some(base_url) = text(settings, "base_url") {
            config.base_url = BaseUrl::from_str(&base_url)?;
        }
        let number = |name: &str| settings.get(name).and_then(Value::as_u64);
        if let Some(number) = number("max_attempts") {
            config.max_attempts = u32::try_from(number).expect("max_attempts is small");
        }
        config.timeout_ms = number("timeout_ms").unwrap_or(config.timeout_ms);
        config.idle_timeout_ms = number("idle_timeout_ms").unwrap_or(config.idle_timeout_ms);
        config.deadline_ms = number("deadline_ms").unwrap_or(config.deadline_ms);
        config.limiter = settings.get("limiter").and_then(Value::as_bool).unwrap_or(config.limiter);
        if let Some(lane) = text(settings, "lane") {
            config.lane = lane.parse()?;
        }
        config.fleet = settings.get("fleet").map(fleet).transpose()?;
        config.token_provider = settings.get("token_provider").and_then(Value::as_bool).unwrap_or(false);
        config.any_version = settings.get("any_version").and_then(Value::as_bool).unwrap_or(false);
        config.events = settings.get("events").and_then(Value::as_bool).unwrap_or(false);
        config.strict = settings.get("strict").and_then(Value::as_bool).unwrap_or(false);
        Ok(Setup { client: Client::new(config)?, call: vector.get("call").expect("a vector has a call") })
    }

    pub(crate) fn request(&self) -> Result<Request, Error> {
        Ok(self.start(0)?.request().clone())
    }

    /// Starts the call; each of several has a seed of its own.
    pub(crate) fn start(&self, number: u64) -> Result<Call, Error> {
        let arguments = self.arguments();
        let seed = self.call.get("seed").and_then(Value::as_u64).unwrap_or(0) + number;
        match self.call.get("request") {
            Some(raw) => {
                let method = Method::from_str(&text(raw, "method").expect("a request has a method"))?;
                self.client.start_raw(method, &text(raw, "path").expect("a request has a path"), &arguments, seed)
            }
            None => self.client.start(self.operation()?, &arguments, seed),
        }
    }

    pub(crate) fn pages(&self) -> Result<Pager, Error> {
        self.client.pages(self.operation()?, &self.arguments(), 0)
    }

    pub(crate) fn resume_pages(&self, checkpoint: &str) -> Result<Pager, Error> {
        self.client.resume_pages(self.operation()?, &self.arguments(), checkpoint, 0)
    }

    fn operation(&self) -> Result<&'static Operation, Error> {
        self.client.operation(&text(self.call, "operation").expect("a call names an operation"))
    }

    fn arguments(&self) -> Arguments<'a> {
        let part = |name: &str| self.call.get(name).map(|value| value.raw().as_bytes());
        Arguments {
            path: part("path"),
            named: part("arguments"),
            query: part("query"),
            body: part("body"),
            files: &[],
            extra_query: part("extra_query"),
            extra_body: part("extra_body"),
            extra_headers: part("extra_headers"),
            repeatable: self.call.get("repeatable").and_then(Value::as_bool).unwrap_or(false),
        }
    }
}

fn fleet(settings: Value<'_>) -> Result<Fleet, Error> {
    Ok(Fleet {
        name: text(settings, "name").expect("a fleet has a name"),
        limit_hint: settings.get("limit_hint").and_then(Value::as_u64),
        without_store: text(settings, "without_store").map_or(Ok(WithoutStore::default()), |word| word.parse())?,
    })
}

/// Compares the named fields of an error; `message_has` names a part of its message.
pub(crate) fn compare_error(error: &Error, expected: Value<'_>) -> Result<(), String> {
    let details: Vec<_> = (error.errors.iter())
        .map(|detail| json!({"code": detail.code, "message": detail.message, "field": detail.field}))
        .collect();
    let rate_limit = error
        .rate_limit
        .map(|limit| json!({"limit": limit.limit, "remaining": limit.remaining, "resets_in_ms": limit.resets_in_ms}));
    let actual = json!({
        "kind": error.kind.as_str(), "message": error.message, "operation": error.operation, "status": error.status,
        "code": error.code, "errors": details, "request_id": error.request_id, "retry_after_ms": error.retry_after_ms,
        "rate_limit": rate_limit, "maybe_applied": error.maybe_applied, "attempts": error.attempts.len(),
        "text": error.to_string(),
    });
    compare(&actual, expected)
}

/// Compares the named fields; `…_has` names a part of a text, and `{"from": …, "to": …}` a range.
pub(crate) fn compare(actual: &serde_json::Value, expected: Value<'_>) -> Result<(), String> {
    assert_eq!(expected.kind(), Kind::Object, "{} names no fields", expected.raw());
    for (name, wanted) in expected.members() {
        let name = name.decode();
        let wanted = json_of(wanted);
        let (field, fits): (&str, bool) = match name.strip_suffix("_has") {
            Some(field) => {
                let part = actual[field].as_str().zip(wanted.as_str());
                (field, part.is_some_and(|(text, wanted)| text.contains(wanted)))
            }
            None if wanted.get("from").is_some() => {
                let bound = |side: &str| wanted[side].as_u64().expect("a range has two ends");
                (&name, actual[&*name].as_u64().is_some_and(|number| (bound("from")..=bound("to")).contains(&number)))
            }
            None => (&name, actual.get(&*name) == Some(&wanted)),
        };
        if !fits {
            return Err(format!("{name}: expected {wanted}, got {} in {actual}", actual[field]));
        }
    }
    Ok(())
}

/// Compares what was recorded with what a line expects, if it says; of each event the named fields.
pub(crate) fn compare_events(events: &[Event], expected: Option<Value<'_>>) -> Result<(), String> {
    let Some(expected) = expected else { return Ok(()) };
    let all: Vec<String> = events.iter().map(Event::to_json).collect();
    if all.len() != expected.len() {
        return Err(format!("expected {} events, got [{}]", expected.len(), all.join(", ")));
    }
    for (event, expected) in all.iter().zip(expected.items()) {
        compare(&serde_json::from_str(event).expect("an event is JSON"), expected)?;
    }
    Ok(())
}

/// The parts of a form, as vectors write them.
pub(crate) fn read_form(body: &[u8], boundary: &str) -> serde_json::Value {
    let text = String::from_utf8_lossy(body);
    let delimiter = format!("--{boundary}");
    let parts = text.split(&delimiter).filter_map(|part| {
        let (head, value) = part.split_once("\r\n\r\n")?;
        let name = head.split("name=\"").nth(1)?.split('"').next()?;
        Some(json!({"name": name, "value": value.trim_end_matches("\r\n")}))
    });
    let parts: Vec<_> = parts.collect();
    json!({"multipart": parts})
}

/// What the machine says, named and flattened for comparison.
pub(crate) fn describe(step: &Step) -> (&'static str, serde_json::Value) {
    match step {
        Step::Send(send) => (
            "send",
            json!({
                "authorization": send.request.headers().find(|(name, _)| *name == "Authorization").map(|(_, value)| value),
                "attempt": send.attempt, "method": send.request.method.as_str(), "url": send.request.url,
                "stream": send.stream, "timeout_ms": send.timeout_ms, "idle_timeout_ms": send.idle_timeout_ms,
            }),
        ),
        Step::Wait { until_ms, reason } => ("wait", json!({"until_ms": until_ms, "reason": reason.as_str()})),
        Step::Reserve(reserve) => {
            ("reserve", json!({"key": reserve.key, "arguments": reserve.arguments, "timeout_ms": reserve.timeout_ms}))
        }
        Step::Collect { max_bytes } => ("collect", json!({"max_bytes": max_bytes})),
        Step::NeedToken { reason } => ("need_token", json!({"reason": reason.as_str()})),
        Step::Done(outcome) => (
            "done",
            json!({
                "status": outcome.status, "request_id": outcome.request_id, "attempts": outcome.attempts.len(),
                "rate_limit": outcome.rate_limit.map(|limit| {
                    json!({"limit": limit.limit, "remaining": limit.remaining, "resets_in_ms": limit.resets_in_ms})
                }),
                "drift": outcome.drift.iter().map(|drift| json!({
                    "path": drift.path, "kind": drift.kind.as_str(), "expected": drift.expected, "got": drift.got,
                    "count": drift.count,
                })).collect::<Vec<_>>(),
            }),
        ),
        other => ("other", json!(format!("{other:?}"))),
    }
}

pub(crate) fn text(object: Value<'_>, name: &str) -> Option<String> {
    object.get(name)?.as_str().map(std::borrow::Cow::into_owned)
}

pub(crate) fn json_of(value: Value<'_>) -> serde_json::Value {
    serde_json::from_str(value.raw()).expect("the index has checked the grammar")
}

/// The members of an object of strings.
pub(crate) fn strings(object: Value<'_>) -> Vec<(String, String)> {
    assert_eq!(object.kind(), Kind::Object, "expected an object of strings");
    let pairs = object
        .members()
        .map(|(name, value)| (name.decode().into_owned(), value.as_str().unwrap_or_default().into_owned()));
    pairs.collect()
}

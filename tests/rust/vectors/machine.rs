//! Scripts: `steps` of calls, in virtual time.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::str::FromStr;

use entryphone::document::Value;
use entryphone::{Call, Form, Head, Input, LostKind, Sent, Step};

use crate::setup::{Setup, compare, compare_error, compare_events, describe, text};

/// Who reads the body of an answer. Nothing else may depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// The core, which is shown every answer whole.
    Core,
    /// The host, which tells the head first.
    Host,
}

pub(crate) fn run_steps(setup: &Setup<'_>, steps: Value<'_>, reader: Reader) -> Result<(), String> {
    // The calls of a script by their number, each with the attempt it sent last.
    let mut calls: BTreeMap<u64, (Call, u32)> = BTreeMap::new();
    for (position, line) in steps.items().enumerate() {
        let now = line.get("now").and_then(Value::as_u64).expect("a step has a time");
        let input = line.get("input").expect("a step has an input");
        let number = line.get("call").and_then(Value::as_u64).unwrap_or(0);
        let (call, attempt) = match calls.entry(number) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                place.insert((setup.start(number).map_err(|error| format!("was refused: {error}"))?, 0))
            }
        };
        let step = feed(call, now, input, *attempt, reader);
        if let Step::Send(send) = &step {
            *attempt = send.attempt;
        }
        compare_step(&step, line.get("expect").expect("a step has an expectation"))
            .and_then(|()| compare_events(&call.drain_events(), line.get("events")))
            .map_err(|difference| format!("step {position}: {difference}"))?;
    }
    Ok(())
}

fn feed(call: &mut Call, now: u64, input: Value<'_>, attempt: u32, reader: Reader) -> Step {
    match input.as_str().as_deref() {
        Some("start") => return call.step(now, Input::Start),
        Some("woke") => return call.step(now, Input::Woke),
        Some("cancel") => return call.step(now, Input::Cancel),
        Some(other) => panic!("unknown input {other:?}"),
        None => {}
    }
    let number = |object: Value<'_>| match object.get("attempt").and_then(Value::as_u64) {
        Some(number) => u32::try_from(number).expect("attempts are few"),
        None => attempt,
    };
    if let Some(token) = text(input, "token") {
        return call.step(now, Input::Token(&token));
    }
    if let Some(message) = text(input, "no_token") {
        return call.step(now, Input::NoToken { message: &message });
    }
    if let Some(message) = text(input, "unavailable") {
        return call.step(now, Input::Unavailable { message: &message });
    }
    if let Some(reply) = input.get("reserved") {
        let reply: Vec<i64> = serde_json::from_str(reply.raw()).expect("a reply is a list of integers");
        return call.step(now, Input::Reserved(&reply));
    }
    if let Some(lost) = input.get("lost") {
        return call.step(
            now,
            Input::Lost {
                attempt: number(lost),
                kind: LostKind::from_str(&text(lost, "kind").expect("a loss has a kind")).expect("a known kind"),
                sent: Sent::from_str(&text(lost, "sent").expect("a loss says if it was sent")).expect("a known word"),
                message: &text(lost, "message").unwrap_or_default(),
            },
        );
    }
    let (is_whole, answer) = match (input.get("response"), input.get("head")) {
        (Some(response), _) => (true, response),
        (None, Some(head)) => (false, head),
        (None, None) => panic!("an input is a word, a token, a reply of the store, a loss, a head or a response"),
    };
    let headers: Vec<(String, String)> = (answer.get("headers").into_iter().flat_map(Value::items))
        .map(|pair| {
            let half =
                |place| pair.at(place).and_then(Value::as_str).expect("a header is a pair of strings").into_owned();
            (half(0), half(1))
        })
        .collect();
    let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let status = answer.get("status").and_then(Value::as_u64).expect("an answer has a status");
    let head = Head { status: u16::try_from(status).expect("a status is small"), headers: &headers };
    if !is_whole {
        return call.step(now, Input::Head { attempt: number(answer), head });
    }
    let body = answer.get("body").map_or_else(String::new, |body| {
        body.as_str().map_or_else(|| body.raw().to_owned(), std::borrow::Cow::into_owned)
    });
    let (attempt, body) = (number(answer), body.as_bytes());
    if reader == Reader::Host {
        return match call.step(now, Input::Head { attempt, head }) {
            Step::Read { form } if is_of(form, body) => {
                call.step(now, Input::Read { attempt, head, bytes: body.len() })
            }
            Step::Read { .. } | Step::Collect { .. } => call.step(now, Input::Response { attempt, head, body }),
            step => step,
        };
    }
    call.step(now, Input::Response { attempt, head, body })
}

/// What a host finds that reads a body by itself.
fn is_of(form: Form, body: &[u8]) -> bool {
    form != Form::Json || body.is_empty() || serde_json::from_slice::<serde_json::Value>(body).is_ok()
}

fn compare_step(step: &Step, expected: Value<'_>) -> Result<(), String> {
    let (name, fields) = expected.members().next().expect("an expectation names a step");
    if let Step::Failed(error) = step {
        return if name == *"failed" { compare_error(error, fields) } else { Err(format!("failed: {error}")) };
    }
    let (actual, described) = describe(step);
    if name != *actual {
        return Err(format!("expected {}, got {actual} {described}", name.decode()));
    }
    compare(&described, fields)
}

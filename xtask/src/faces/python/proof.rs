//! `tests/fixtures/typed/every_method.py`: a program that calls every method with every argument, and reads every field of a
//! contact. Type checkers must find nothing wrong with it.

use std::fmt::Write as _;

use super::super::model::{Answer, Api, Method};
use super::super::samples::{Sample, Samples};
use super::{is_name, resources, types};

const HEAD: &str = r#""""Every method with every argument, and every field of a contact. Nothing runs this; type checkers read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from typing_extensions import assert_type

if TYPE_CHECKING:
    from entryphone import Intercom, List, Page, Prepared, WithResponse, types
    from entryphone._core import OpenObject

"#;

/// Writes the file.
pub(in crate::faces) fn write(api: &Api) -> String {
    let samples = Samples::new(&api.requests);
    let mut text = HEAD.to_owned();
    for resource in api.resources.iter().filter(|resource| !resource.methods.is_empty()) {
        write!(text, "\ndef {}(client: Intercom) -> None:\n", resource.path.replace('.', "_"))
            .expect("a string takes any text");
        for method in &resource.methods {
            text.push_str(&calls(method, &samples));
        }
    }
    for record in api.answers.iter().filter(|record| record.name == "Contact") {
        text.push_str("\n\ndef every_field(contact: types.Contact) -> None:\n");
        for member in &record.members {
            let holds = types::read(member, "types.");
            writeln!(text, "    assert_type(contact.{}, {holds})", member.name).expect("a string takes any text");
        }
    }
    text
}

fn calls(method: &Method, samples: &Samples<'_>) -> String {
    let path: Vec<String> = method.arguments.iter().map(|_| "\"x\"".to_owned()).collect();
    let mut all = path.clone();
    for parameter in &method.parameters {
        let name = if is_name(&parameter.name) { parameter.name.clone() } else { format!("{}_", parameter.name) };
        if is_name(&name) {
            all.push(format!("{name}={}", literal(&samples.of(parameter))));
        }
    }
    all.push("repeatable=True".to_owned());
    let (path, all) = (path.join(", "), all.join(", "));
    let answer = resources::answer(&method.answer, "Page");
    let id = &method.id;
    // A checker takes no value from what answers nothing.
    let call = |arguments: &str| match method.answer {
        Answer::Nothing => format!("    client.{id}({arguments})\n"),
        _ => format!("    assert_type(client.{id}({arguments}), {answer})\n"),
    };
    format!(
        "{}    assert_type(client.{id}.with_response({path}), WithResponse[{answer}])\n    \
         assert_type(client.{id}.prepare({path}), Prepared)\n",
        call(&all),
    )
}

fn literal(sample: &Sample) -> String {
    match sample {
        Sample::Text(text) => format!("{text:?}"),
        Sample::Word(word) => format!("{word:?}"),
        Sample::Bytes => "b\"x\"".to_owned(),
        Sample::Integer => "1".to_owned(),
        Sample::Number => "1.5".to_owned(),
        Sample::Boolean => "True".to_owned(),
        Sample::List(item) => format!("[{}]", literal(item)),
        Sample::Object(members) => {
            let members: Vec<String> =
                members.iter().map(|(name, value)| format!("{name:?}: {}", literal(value))).collect();
            format!("{{{}}}", members.join(", "))
        }
    }
}

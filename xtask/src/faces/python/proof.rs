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
    from entryphone import AsyncIntercom, AsyncListing, AsyncPage, Intercom, List, Page, Prepared, WithResponse, types
    from entryphone._core import OpenObject

"#;

/// The kinds of client, and how each is called.
const KINDS: [Kind; 2] = [
    Kind { client: "Intercom", prefix: "", definition: "def", wait: "", page: "Page", listing: "Page" },
    Kind {
        client: "AsyncIntercom",
        prefix: "async_",
        definition: "async def",
        wait: "await ",
        page: "AsyncPage",
        listing: "AsyncListing",
    },
];

struct Kind {
    client: &'static str,
    /// What the names of its functions begin with.
    prefix: &'static str,
    definition: &'static str,
    /// What stands before a call to have its answer.
    wait: &'static str,
    /// The class of pages.
    page: &'static str,
    /// The class of what a listing returns before anybody waits.
    listing: &'static str,
}

/// Writes the file.
pub(in crate::faces) fn write(api: &Api) -> String {
    let samples = Samples::new(&api.requests);
    let mut text = HEAD.to_owned();
    for kind in &KINDS {
        for resource in api.resources.iter().filter(|resource| !resource.methods.is_empty()) {
            let name = resource.path.replace('.', "_");
            write!(text, "\n{} {}{name}(client: {}) -> None:\n", kind.definition, kind.prefix, kind.client)
                .expect("a string takes any text");
            for method in &resource.methods {
                text.push_str(&calls(method, &samples, kind));
            }
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

fn calls(method: &Method, samples: &Samples<'_>, kind: &Kind) -> String {
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
    let Kind { wait, page, listing, .. } = kind;
    let answer = resources::answer(&method.answer, page);
    let id = &method.id;
    let call = match method.answer {
        // A checker takes no value from what answers nothing.
        Answer::Nothing => format!("    {wait}client.{id}({all})\n"),
        // It is iterated over as it is, and awaited for its first page.
        Answer::Page(_) if page != listing => format!(
            "    assert_type(client.{id}({all}), {})\n    assert_type({wait}client.{id}({path}), {answer})\n",
            resources::answer(&method.answer, listing)
        ),
        _ => format!("    assert_type({wait}client.{id}({all}), {answer})\n"),
    };
    format!(
        "{call}    assert_type({wait}client.{id}.with_response({path}), WithResponse[{answer}])\n    \
         assert_type(client.{id}.prepare({path}), Prepared)\n",
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

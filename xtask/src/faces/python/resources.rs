//! `_resources.pyi`: the resources and their methods.

use std::fmt::Write as _;

use indexmap::IndexMap;

use super::super::model::{Answer, Api, Member, Method, Resource};
use super::super::names::camel_case;
use super::super::versions::sentence;
use super::{docstring, is_name, request, types, wrap};

const HEAD: &str = r#""""The resources of a client and their methods, which `_resource.py` makes from the same catalog.

A resource is generic over the kind of client it belongs to, which says whether its methods are awaited.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar
from uuid import UUID

from typing_extensions import Unpack

from . import params, types
from ._core import Condition, Object, Omit, OpenObject
from ._methods import CallOptions, File, ListOptions, PageOrOne, Resource, call, listing, listing_or_one
from ._page import Page

_Kind = TypeVar("_Kind")

"#;

/// The longest line that is written on one.
const WIDTH: usize = 120;

/// Writes the file.
pub(super) fn write(api: &Api) -> String {
    let mut text = HEAD.to_owned();
    for resource in &api.resources {
        text.push_str(&class(resource));
        text.push('\n');
    }
    text.trim_end().to_owned() + "\n"
}

fn class(resource: &Resource) -> String {
    let base = if resource.path.is_empty() { "Generic" } else { "Resource" };
    let mut text = format!("class {}({base}[_Kind]):\n", class_name(&resource.path));
    if resource.path.is_empty() {
        text.push_str("    \"\"\"What every client has.\"\"\"\n\n");
    }
    for name in &resource.inside {
        let path = if resource.path.is_empty() { name.clone() } else { format!("{}.{name}", resource.path) };
        writeln!(text, "    @property\n    def {name}(self) -> {}[_Kind]: ...", class_name(&path))
            .expect("a string takes any text");
    }
    for method in &resource.methods {
        text.push_str(&self::method(method));
    }
    text
}

fn class_name(path: &str) -> String {
    if path.is_empty() { "Resources".to_owned() } else { camel_case(path) }
}

fn method(method: &Method) -> String {
    let (decorator, options) = match method.answer {
        Answer::Page(_) => ("listing", "ListOptions"),
        Answer::PageOrOne { .. } => ("listing_or_one", "ListOptions"),
        _ => ("call", "CallOptions"),
    };
    let mut parameters = vec!["self".to_owned()];
    parameters.extend(method.arguments.iter().map(|name| format!("{name}: str | int | UUID")));
    let named: Vec<String> = method.parameters.iter().filter_map(parameter).collect();
    if !named.is_empty() {
        parameters.push("*".to_owned());
        parameters.extend(named);
    }
    parameters.push(if method.is_open { "**more: Any".to_owned() } else { format!("**more: Unpack[{options}]") });
    let answer = match &method.answer {
        Answer::PageOrOne { items, one, .. } => {
            format!("PageOrOne[{}, {}]", types::answer(items, "types."), types::answer(one, "types."))
        }
        other => answer(other, "Page"),
    };
    let line = format!("    def {}({}) -> {answer}:", method.name(), parameters.join(", "));
    let head = if line.len() <= WIDTH {
        line
    } else {
        format!("    def {}(\n        {},\n    ) -> {answer}:", method.name(), parameters.join(",\n        "))
    };
    format!("    @{decorator}\n{head}\n{}", docstring("        ", &doc(method)))
}

/// What a method returns. `page` is the class of pages.
pub(super) fn answer(answer: &Answer, page: &str) -> String {
    match answer {
        Answer::One(holds) => types::answer(holds, "types."),
        Answer::Page(items) => format!("{page}[{}]", types::answer(items, "types.")),
        Answer::PageOrOne { items, one, .. } => {
            format!("{page}[{}] | {}", types::answer(items, "types."), types::answer(one, "types."))
        }
        Answer::Nothing => "None".to_owned(),
        Answer::Text => "str".to_owned(),
        Answer::Bytes => "bytes".to_owned(),
    }
}

fn parameter(member: &Member) -> Option<String> {
    let name = if is_name(&member.name) { member.name.clone() } else { format!("{}_", member.name) };
    let holds = request(&member.holds, "params.");
    let others = match (holds.as_str(), member.is_nullable) {
        ("Any", _) => "",
        (_, true) => " | Omit | None",
        (_, false) => " | Omit",
    };
    is_name(&name).then(|| format!("{name}: {holds}{others} = ..."))
}

fn doc(method: &Method) -> Vec<String> {
    let mut lines = wrap(&method.doc, WIDTH - 12);
    lines.push(String::new());
    let warning = method.status.warning().map(|warning| format!(" ({warning})")).unwrap_or_default();
    lines.push(format!("{} {}", method.verb, method.path));
    lines.push(format!("Versions: {}{warning}", method.versions.whole()));
    let mut ranges: IndexMap<String, Vec<&str>> = IndexMap::new();
    for parameter in &method.parameters {
        if let Some(range) = parameter.versions.within(&method.versions) {
            ranges.entry(range).or_default().push(&parameter.name);
        }
    }
    for (range, names) in ranges {
        lines.extend(wrap(&format!("{}: {}", sentence(&range).trim_end_matches('.'), names.join(", ")), WIDTH - 8));
    }
    if let Some(link) = &method.link {
        lines.extend([String::new(), link.clone()]);
    }
    lines
}

//! `resources.rbs`: the resources and their methods.

use super::super::model::{Answer, Api, Method, Resource};
use super::super::names::camel_case;
use super::{answer, argument, is_name, optional};
use crate::catalog::row::Status;

/// What can be said of any call.
const EXTRAS: &str = "?extra_query: given, ?extra_body: given, ?extra_headers: given, ?repeatable: bool";

/// What can be said of a listing besides.
const OF_LISTINGS: &str = "?limit: Integer, ?resume: String, ?progress: ^(Integer, Integer?) -> void";

const HEAD: &str = "module Entryphone
  # What the catalog gives clients and resources. The classes of resources are made when they are first named, and have no names of their
  # own.
  module Resources
";

/// Writes the file.
pub(super) fn write(api: &Api) -> String {
    let resources: Vec<String> = api.resources.iter().map(resource).collect();
    format!("{HEAD}{}  end\nend\n", resources.join("\n"))
}

fn resource(resource: &Resource) -> String {
    let (head, name) = match resource.path.as_str() {
        "" => ("The resources of a client.".to_owned(), "Client".to_owned()),
        path => (format!("`client.{path}`"), camel_case(path)),
    };
    let around = if resource.path.is_empty() { String::new() } else { format!("{}.", resource.path) };
    let include = if resource.path.is_empty() { "" } else { "      include _Resource\n" };
    let inside = resource.inside.iter().map(|inside| {
        let name = camel_case(&format!("{around}{inside}"));
        format!("      def {inside}: () -> _{name}\n")
    });
    let members = inside.chain(resource.methods.iter().map(method)).collect::<String>();
    format!("    # {head}\n    interface _{name}\n{include}{members}    end\n")
}

fn method(method: &Method) -> String {
    let by_position = method.arguments.iter().map(|name| format!("?id {name}"));
    let path = method.arguments.iter().map(|name| format!("?{name}: id"));
    let named = method.parameters.iter().filter(|member| is_name(&member.name));
    let named = named.map(|member| format!("?{}: {}", member.name, optional(&argument(&member.holds))));
    let (returns, more) = match &method.answer {
        Answer::One(holds) => (answer(holds), None),
        Answer::Page(items) | Answer::PageOrOne { items, .. } => {
            (format!("Listing[{}]", answer(items)), Some(OF_LISTINGS.to_owned()))
        }
        Answer::Nothing => ("nil".to_owned(), None),
        Answer::Text | Answer::Bytes => ("String".to_owned(), None),
    };
    let returns = if returns.contains(" | ") { format!("({returns})") } else { returns };
    let open = method.is_open.then(|| "**untyped".to_owned());
    let arguments: Vec<String> =
        by_position.chain(path).chain(named).chain([EXTRAS.to_owned()]).chain(more).chain(open).collect();
    let warning = match method.status {
        Status::Current => "",
        Status::Deprecated => " Intercom advises against it.",
        Status::Withdrawn => " Withdrawn from the descriptions of the API.",
    };
    let doc = format!(
        "      # {}\n      # `{} {}`, {}.{warning}\n",
        method.doc,
        method.verb,
        method.path,
        method.versions.whole()
    );
    format!("{doc}      def {}: ({}) -> {returns}\n", method.name(), arguments.join(", "))
}

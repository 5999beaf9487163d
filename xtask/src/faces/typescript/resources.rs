//! The resources and their methods.

use super::super::model::{Answer, Api, Member, Method, Type};
use super::super::names::{camel_case, javascript, lower_camel_case};
use super::params::takes_any;
use super::{comment, key, types, write as write_type};
use crate::catalog::row::Status;

/// Writes the declarations.
pub(super) fn write(api: &Api) -> String {
    let resources = api.resources.iter().map(|resource| {
        let head = match resource.path.as_str() {
            "" => "The resources of a client.".to_owned(),
            path => format!("`client.{}`", javascript(path)),
        };
        let inside = resource.inside.iter().map(|name| {
            let path = format!("{}.{name}", resource.path);
            format!("  readonly {}: {};\n", lower_camel_case(name), interface_name(&path))
        });
        let members = inside.chain(resource.methods.iter().map(method)).collect::<String>();
        format!("{}export interface {} {{\n{members}}}\n", comment("", &[head]), interface_name(&resource.path))
    });
    resources.collect::<Vec<_>>().join("\n")
}

/// `ContactsResource`, beside which `Contact` and the like are answers.
fn interface_name(resource: &str) -> String {
    if resource.is_empty() { "Resources".to_owned() } else { format!("{}Resource", camel_case(resource)) }
}

fn method(method: &Method) -> String {
    let path: Vec<String> = method.arguments.iter().map(|name| format!("{name}: Id")).collect();
    let params = if takes_any(method) { format!("params.{}", camel_case(&method.id)) } else { "NoParams".to_owned() };
    let (kind, answer) = answer(&method.answer, "");
    let name = lower_camel_case(method.name());
    format!("{}  readonly {name}: {kind}<[{}], {params}, {answer}>;\n", comment("  ", &doc(method)), path.join(", "))
}

/// The kind of method, and what it gives.
pub(super) fn answer(answer: &Answer, module: &str) -> (&'static str, String) {
    match answer {
        Answer::PageOrOne { items, one, when } => {
            let given = when.iter().map(|member| format!("{{ {}: {} }}", key(&member.name), when_given(member)));
            let missing = when.iter().map(|member| format!("{}?: {}", key(&member.name), when_missing(member)));
            let (given, missing) = (given.collect::<Vec<_>>().join(" | "), missing.collect::<Vec<_>>().join("; "));
            let (items, one) = (types::answer(items, module), types::answer(one, module));
            ("ListOrOneMethod", format!("{items}, {one}, {given}, {{ {missing} }}"))
        }
        Answer::One(holds) => ("Method", types::answer(holds, module)),
        Answer::Page(items) => ("ListMethod", types::answer(items, module)),
        Answer::Nothing => ("Method", "void".to_owned()),
        Answer::Text => ("Method", "string".to_owned()),
        Answer::Bytes => ("Method", "Uint8Array".to_owned()),
    }
}

/// What an argument is that makes the answer one thing.
fn when_given(member: &Member) -> String {
    if member.holds == Type::Boolean { "true".to_owned() } else { write_type(&member.holds, &str::to_owned, "object") }
}

/// What it is when it does not.
fn when_missing(member: &Member) -> &'static str {
    if member.holds == Type::Boolean { "false | undefined" } else { "undefined" }
}

fn doc(method: &Method) -> Vec<String> {
    let mut lines =
        vec![method.doc.clone(), String::new(), format!("`{} {}`", method.verb, method.path), String::new()];
    lines.push(format!("Versions: {}", method.versions.whole()));
    match method.status {
        Status::Current => {}
        Status::Deprecated => lines.extend([String::new(), "@deprecated Intercom advises against it.".to_owned()]),
        Status::Withdrawn => {
            lines.extend([String::new(), "@deprecated Withdrawn from the descriptions of the API.".to_owned()]);
        }
    }
    if let Some(link) = &method.link {
        lines.extend([String::new(), format!("@see {link}")]);
    }
    lines
}

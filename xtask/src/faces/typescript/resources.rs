//! The resources and their methods.

use super::super::model::{Answer, Api, Method};
use super::super::names::{camel_case, lower_camel_case};
use super::params::takes_any;
use super::{comment, types};

/// Writes the declarations.
pub(super) fn write(api: &Api) -> String {
    let resources = api.resources.iter().map(|resource| {
        let head = match resource.path.as_str() {
            "" => "The resources of a client.".to_owned(),
            path => format!("`client.{}`", spell(path)),
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

/// A name of the catalog as JavaScript writes it.
pub(super) fn spell(id: &str) -> String {
    id.split('.').map(lower_camel_case).collect::<Vec<_>>().join(".")
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
        Answer::PageOrOne(items, one) => {
            let page = format!("{module}Page");
            ("Method", format!("{page}<{}> | {}", types::answer(items, module), types::answer(one, module)))
        }
        Answer::One(holds) => ("Method", types::answer(holds, module)),
        Answer::Page(items) => ("ListMethod", types::answer(items, module)),
        Answer::Nothing => ("Method", "void".to_owned()),
        Answer::Text => ("Method", "string".to_owned()),
        Answer::Bytes => ("Method", "Uint8Array".to_owned()),
    }
}

fn doc(method: &Method) -> Vec<String> {
    let mut lines =
        vec![method.doc.clone(), String::new(), format!("`{} {}`", method.verb, method.path), String::new()];
    lines.push(format!("Versions: {}", method.versions.whole()));
    match method.warning {
        Some("deprecated") => lines.extend([String::new(), "@deprecated Intercom advises against it.".to_owned()]),
        Some(_) => lines.extend([String::new(), "@deprecated Withdrawn from the descriptions of the API.".to_owned()]),
        None => {}
    }
    if let Some(link) = &method.link {
        lines.extend([String::new(), format!("@see {link}")]);
    }
    lines
}

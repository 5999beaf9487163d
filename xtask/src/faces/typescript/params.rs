//! The objects that requests are made of.

use std::fmt::Write as _;

use super::super::model::{Api, Member, Method, Type};
use super::super::names::camel_case;
use super::super::versions::Versions;
use super::{argument, comment, remarks};

/// Writes the declarations.
pub(super) fn write(api: &Api) -> String {
    let mut text =
        "/** What requests are made of. Every member may be left out. */\nexport namespace params {\n".to_owned();
    for method in api.methods().filter(|method| takes_any(method)) {
        let head = format!("What `{}` takes.", method.id);
        text.push_str(&interface(&head, &camel_case(&method.id), &method.versions, &method.parameters, method.is_open));
    }
    for record in &api.requests {
        let head = format!("Versions: {}.", record.versions.whole());
        text.push_str(&interface(&head, &record.name, &record.versions, &record.members, false));
    }
    text + "}\n"
}

/// Whether it takes anything besides the arguments of its path.
pub(super) fn takes_any(method: &Method) -> bool {
    !method.parameters.is_empty() || method.is_open
}

fn interface(head: &str, name: &str, versions: &Versions, members: &[Member], is_open: bool) -> String {
    let mut text = comment("  ", &[head.to_owned()]);
    writeln!(text, "  export interface {name} {{").expect("a string takes any text");
    for member in members {
        text.push_str(&remarks("    ", member.versions.within(versions), unit(&member.holds)));
        writeln!(text, "    {}", argument(member, "")).expect("a string takes any text");
    }
    if is_open {
        text.push_str("    [name: string]: any;\n");
    }
    text + "  }\n"
}

/// What a member is measured in.
fn unit(holds: &Type) -> Option<&'static str> {
    match holds {
        Type::Timestamp => Some("UNIX seconds, or a Date."),
        other => other.unit(),
    }
}

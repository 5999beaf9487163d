//! `tests/node/types/every_method.ts`: a program that calls every method with every argument, and reads every field of a
//! contact. The compiler must find nothing wrong with it.

use std::fmt::Write as _;

use super::super::model::{Answer, Api, Method};
use super::super::names::javascript;
use super::super::samples::{Sample, Samples};
use super::resources::answer;
use super::{key, types};

const HEAD: &str = "\
import type * as entryphone from \"entryphone\";
import type { Answer, Contact, Listing, Page, Prepared, Resources, WithResponse } from \"entryphone\";

type Same<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;
/** Refuses a value of any other type. */
declare function is<Type>(): <Given>(value: Given & (Same<Given, Type> extends true ? unknown : never)) => void;
";

/// Writes the file.
pub(super) fn write(api: &Api) -> String {
    let samples = Samples::new(&api.requests);
    let mut text = HEAD.to_owned();
    for resource in api.resources.iter().filter(|resource| !resource.methods.is_empty()) {
        write!(text, "\nexport async function {}(client: Resources) {{\n", resource.path.replace('.', "_"))
            .expect("a string takes any text");
        for method in &resource.methods {
            text.push_str(&calls(method, &samples));
        }
        text.push_str("}\n");
    }
    for record in api.answers.iter().filter(|record| record.name == "Contact") {
        text.push_str("\nexport function everyField(contact: Contact) {\n");
        for member in &record.members {
            let optional = if member.is_present { "" } else { " | undefined" };
            let holds = types::read(member, "entryphone.");
            writeln!(text, "  is<{holds}{optional}>()(contact.{});", member.name).expect("a string takes any text");
        }
        text.push_str("}\n");
    }
    text
}

fn calls(method: &Method, samples: &Samples<'_>) -> String {
    let id = javascript(&method.id);
    let path: Vec<&str> = method.arguments.iter().map(|_| "\"x\"").collect();
    let members =
        method.parameters.iter().map(|member| format!("{}: {}", key(&member.name), literal(&samples.of(member))));
    let all = path.iter().map(|&argument| argument.to_owned());
    let all =
        all.chain([format!("{{ {} }}", members.collect::<Vec<_>>().join(", ")), "{ repeatable: true }".to_owned()]);
    let (path, all) = (path.join(", "), all.collect::<Vec<_>>().join(", "));
    // What it gives with all arguments, and with those of its path alone.
    let (full, bare) = match &method.answer {
        Answer::Page(items) => {
            let listing = format!("Listing<{}>", types::answer(items, "entryphone."));
            (listing.clone(), listing)
        }
        Answer::PageOrOne { items, one, .. } => (
            format!("Answer<{}>", types::answer(one, "entryphone.")),
            format!("Listing<{}>", types::answer(items, "entryphone.")),
        ),
        other => {
            let answer = format!("Answer<{}>", answer(other, "entryphone.").1);
            (answer.clone(), answer)
        }
    };
    let data = bare.replacen("Listing", "Page", 1);
    let data = data.strip_prefix("Answer<").and_then(|data| data.strip_suffix('>')).unwrap_or(&data);
    format!(
        "  is<{full}>()(client.{id}({all}));\n  is<{bare}>()(client.{id}({path}));\n  \
         is<WithResponse<{data}>>()(await client.{id}({path}).withResponse());\n  \
         is<Prepared>()(client.{id}.prepare({path}));\n",
    )
}

fn literal(sample: &Sample) -> String {
    match sample {
        Sample::Text(text) => format!("{text:?}"),
        Sample::Word(word) => format!("{word:?}"),
        Sample::Bytes => "new Uint8Array(1)".to_owned(),
        Sample::Integer => "1".to_owned(),
        Sample::Number => "1.5".to_owned(),
        Sample::Boolean => "true".to_owned(),
        Sample::List(item) => format!("[{}]", literal(item)),
        Sample::Object(members) => {
            let members: Vec<String> =
                members.iter().map(|(name, value)| format!("{}: {}", key(name), literal(value))).collect();
            format!("{{ {} }}", members.join(", "))
        }
    }
}

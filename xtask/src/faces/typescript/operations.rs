//! What the catalog says of operations as a whole: their versions and their ids.

use super::super::model::{Answer, Api, Method};
use super::super::names::camel_case;
use super::params::takes_any;

/// Writes the declarations.
pub(super) fn write(api: &Api) -> String {
    let all: Vec<&Method> = api.methods().collect();
    let lists = |method: &&&Method| matches!(method.answer, Answer::Page(_) | Answer::PageOrOne { .. });
    let versions = words(api.versions.iter().map(String::as_str));
    let ids = words(all.iter().map(|method| &*method.id));
    let listing = words(all.iter().filter(lists).map(|method| &*method.id));
    let jobs: String = all.iter().filter(|method| method.is_job).map(|method| job(method)).collect();
    format!(
        "/** A version of the API. */\nexport type Version =\n{versions}\n  | (string & {{}});\n\n\
         /** The operations by their ids. */\nexport type OperationId =\n{ids};\n\n\
         /** The operations that list. */\nexport type ListOperationId =\n{listing};\n\n\
         /** The operations that start jobs, and what they take. */\nexport interface JobOperations {{\n{jobs}}}\n"
    )
}

fn words<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(|word| format!("  | {word:?}")).collect::<Vec<_>>().join("\n")
}

fn job(method: &Method) -> String {
    let params = if takes_any(method) { format!("params.{}", camel_case(&method.id)) } else { "NoParams".to_owned() };
    format!("  /** {} */\n  {:?}: {params};\n", method.doc, method.id)
}

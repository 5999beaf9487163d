//! `ops.rs`: a constant for each operation.

use std::fmt::Write as _;

use anyhow::{Context as _, Result};

use super::super::model::{Answer, Api, Method, Type};
use super::types::text;

const HEAD: &str = "\
//! A constant for each operation of the catalog: [`contacts::LIST`] is the row `contacts.list`.
";

/// Writes the file.
///
/// # Errors
/// The model names an operation twice.
pub(super) fn write(api: &Api) -> Result<String> {
    let mut ids: Vec<&str> = api.methods().map(|method| method.id.as_str()).collect();
    ids.sort_unstable();
    let mut file = HEAD.to_owned();
    let tops = api.resources.iter().filter(|resource| !resource.path.is_empty() && !resource.path.contains('.'));
    for resource in tops {
        module(api, &resource.path, &ids, &mut file)?;
    }
    Ok(file)
}

fn module(api: &Api, path: &str, ids: &[&str], file: &mut String) -> Result<()> {
    let resource = api.resources.iter().find(|resource| resource.path == path).context("a resource is not there")?;
    let name = path.rsplit('.').next().unwrap_or(path);
    writeln!(file, "\n/// The operations of `{path}`.\npub mod {name} {{").expect("a string takes any text");
    if !resource.methods.is_empty() {
        file.push_str("use crate::operation_id::OperationId;\n\n");
    }
    for method in &resource.methods {
        let place = ids.binary_search(&method.id.as_str()).ok().context("an operation has no place")?;
        for line in doc(method) {
            writeln!(file, "/// {line}").expect("a string takes any text");
        }
        let name = method.name().to_uppercase();
        writeln!(file, "pub const {name}: OperationId = OperationId::at({place});\n").expect("a string takes any text");
    }
    for inside in &resource.inside {
        module(api, &format!("{path}.{inside}"), ids, file)?;
    }
    file.push_str("}\n");
    Ok(())
}

fn doc(method: &Method) -> Vec<String> {
    let mut lines = vec![prose(&method.doc), String::new()];
    let warning = method.status.warning().map(|warning| format!(", {warning}")).unwrap_or_default();
    let versions = method.versions.whole();
    lines.push(format!("`{} {}`. Versions: {versions}{warning}.", method.verb, method.path));
    let takes = method.takes.as_ref().filter(|takes| **takes != Type::Any);
    let takes = takes.map(|takes| format!("takes `{}`", text(takes, "models::")));
    let both: Vec<String> = takes.into_iter().chain(answer(method).map(|answer| format!("answers {answer}"))).collect();
    if !both.is_empty() {
        lines.push(format!("It {}.", both.join(" and ")));
    }
    if let Some(link) = &method.link {
        lines.push(format!("[Intercom's page]({link})"));
    }
    lines
}

/// What the answer is, in words and names of models.
fn answer(method: &Method) -> Option<String> {
    match (&method.whole, &method.answer) {
        (_, Answer::Text) => Some("plain text".to_owned()),
        (_, Answer::Bytes) => Some("bytes".to_owned()),
        (_, Answer::Nothing) | (Type::Any, _) => None,
        (whole, _) => Some(format!("`{}`", text(whole, "models::"))),
    }
}

/// A line of ours in Markdown: the names of members and operations stand as code.
fn prose(line: &str) -> String {
    let words = line.split(' ').map(|word| {
        let name = word.trim_matches(|letter: char| !letter.is_ascii_alphanumeric());
        let is_name = name.contains('_') || name.contains('.') && !name.contains(|digit: char| digit.is_ascii_digit());
        if is_name { word.replacen(name, &format!("`{name}`"), 1) } else { word.to_owned() }
    });
    words.collect::<Vec<_>>().join(" ")
}

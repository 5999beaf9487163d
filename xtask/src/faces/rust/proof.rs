//! A table of all models for tests, which read bodies into them and write them again.

use std::fmt::Write as _;

use super::super::model::{Api, Type};
use super::types::text;

const HEAD: &str = "\
//! Every model by what it is for.

use entryphone::models;

use super::{Again, again};
";

/// Writes the file.
pub(super) fn write(api: &Api) -> String {
    let answers = api.methods().filter_map(|method| Some((method.id.as_str(), type_of(&method.whole)?)));
    let requests = api.methods().filter_map(|method| Some((method.id.as_str(), type_of(method.takes.as_ref()?)?)));
    let models = api.models.iter().map(|record| (record.name.as_str(), format!("models::{}", record.name)));
    [
        HEAD.to_owned(),
        table("What operations answer.", "ANSWERS", answers),
        table("What operations take.", "REQUESTS", requests),
        table("All models by their names.", "MODELS", models),
    ]
    .join("\n")
}

/// What is a model, or a list of them.
fn type_of(holds: &Type) -> Option<String> {
    match holds {
        Type::Record(_) => Some(text(holds, "models::")),
        Type::List(items) if matches!(**items, Type::Record(_)) => Some(text(holds, "models::")),
        _ => None,
    }
}

fn table<'a>(doc: &str, name: &str, rows: impl Iterator<Item = (&'a str, String)>) -> String {
    let mut file = format!("/// {doc}\npub(crate) static {name}: &[(&str, Again)] = &[\n");
    for (name, holds) in rows {
        writeln!(file, "({name:?}, again::<{holds}>),").expect("a string takes any text");
    }
    file + "];\n"
}

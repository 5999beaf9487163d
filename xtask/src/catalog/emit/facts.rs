//! `facts.json`: what the descriptions say of requests and of successes, for the emulator, which judges the one and makes the other.
//!
//! It is the model with the fixups applied, in the notation of [`model`](super::super::model), one operation or schema to a line.
//! What a client's table leaves out is there: types of parameters and bodies, values, statuses. What stands in the table is not.

use std::fmt::Write as _;

use anyhow::Result;

use super::super::files::write_top;
use super::super::fold::Model;
use super::super::tree::{Map, Tree};

/// What the emulator knows of an operation.
const KEPT: [&str; 5] = ["versions", "arguments", "query", "body", "answers"];

/// Writes the file. `model` is the model with the fixups applied.
///
/// # Errors
/// The model cannot be written down.
pub fn write(model: &Model) -> Result<String> {
    let mut operations = write_top(&model.operations, &model.timeline)?;
    if let Tree::Map(operations) = &mut operations {
        operations.values_mut().for_each(reduce);
    }
    let schemas = write_top(&model.schemas, &model.timeline)?;
    let mut text = "{\n\"generated\": \"by `cargo xtask gen` from core/catalog; do not edit\"".to_owned();
    for (name, members) in [("operations", operations), ("schemas", schemas)] {
        let lines: Vec<String> = members
            .as_map()
            .into_iter()
            .flatten()
            .map(|(key, tree)| format!("{}: {tree}", Tree::from(key.as_str())))
            .collect();
        write!(text, ",\n\"{name}\": {{\n{}\n}}", lines.join(",\n")).expect("a string takes any text");
    }
    text.push_str("\n}\n");
    Ok(text)
}

/// Takes out what the emulator has no use for: names, and what errors look like, which is one envelope nearly everywhere.
fn reduce(operation: &mut Tree) {
    let Tree::Map(operation) = operation else { return };
    operation.retain(|name, _| KEPT.contains(&name.as_str()));
    if let Some(Tree::Map(answers)) = operation.get_mut("answers") {
        answers.retain(|status, _| status.starts_with(['2', '3']));
    }
    operation.retain(|_, tree| tree.as_map().is_none_or(|members: &Map| !members.is_empty()));
}

//! What Rust shows: a constant for each operation, and a struct for each object.

mod models;
mod operations;
mod parts;
mod proof;
mod types;
mod words;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::model::Api;
use crate::catalog::emit::{HEADER, format};

/// Where the files stand.
const FOLDER: &str = "core/src/generated";

/// Where the tests find all models.
const PROOF: &str = "tests/rust/models/table.rs";

/// The generated files by their paths in the checkout, formatted.
///
/// # Errors
/// Two things would have one name, or rustfmt cannot be run.
pub fn files(root: &Path, api: &Api) -> Result<BTreeMap<String, String>> {
    let mut texts = models::write(api)?;
    texts.insert("ops.rs".to_owned(), operations::write(api)?);
    let texts = texts.into_iter().map(|(name, text)| (format!("{FOLDER}/{name}"), text));
    let proof = (PROOF.to_owned(), proof::write(api));
    let mut files = BTreeMap::new();
    for (path, text) in texts.chain([proof]) {
        let text = format(root, &format!("{HEADER}\n{text}")).with_context(|| format!("in {path}"))?;
        files.insert(path, text);
    }
    Ok(files)
}

/// The words that name nothing in Rust unless they are marked as raw.
const KEYWORDS: [&str; 47] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while",
];

/// A name on the wire as one of a field: `type` → `r#type`, `pt-BR` → `pt_br`.
fn snake_case(name: &str) -> String {
    let name: String = name
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '_' })
        .collect();
    if KEYWORDS.contains(&name.as_str()) { format!("r#{name}") } else { name }
}

//! `cargo xtask gen`: writes what is generated from `core/catalog`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use crate::catalog::Catalog;
use crate::checkout;
use crate::copies;

/// Runs the command, which with `only_checks` writes nothing.
///
/// # Errors
/// The catalog breaks one of its rules, or with `only_checks`, a generated file is not what the catalog says.
pub fn run(only_checks: bool) -> Result<()> {
    let root = checkout::root();
    let mut files = Catalog::read(&root)?.generate(&root)?;
    files.extend(copies::of_the_face(&root)?);
    if only_checks {
        let is_fresh = |path: &str, text: &str| fs::read_to_string(root.join(path)).is_ok_and(|found| found == text);
        let stale: Vec<&str> =
            files.iter().filter(|(path, text)| !is_fresh(path, text)).map(|(path, _)| path.as_str()).collect();
        ensure!(stale.is_empty(), "{} is not what it is generated from says; run `cargo xtask gen`", stale.join(", "));
        return Ok(());
    }
    write(&root, files)
}

/// Writes files into the checkout at `root`.
///
/// # Errors
/// One of them cannot be written.
pub fn write(root: &Path, files: BTreeMap<String, String>) -> Result<()> {
    for (path, text) in files {
        let file = root.join(&path);
        fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))?;
        fs::write(file, text).with_context(|| format!("cannot write {path}"))?;
    }
    Ok(())
}

//! `cargo xtask gen`: writes `core/src/generated` from `core/catalog`.

use std::fs;

use anyhow::{Context as _, Result, bail, ensure};

use crate::catalog::Catalog;

/// Runs the command.
///
/// # Errors
/// The catalog breaks one of its rules, or with `--check`, a generated file is not what the catalog says.
pub fn run(arguments: &[String]) -> Result<()> {
    let only_checks = match arguments {
        [] => false,
        [flag] if flag == "--check" => true,
        _ => bail!("`gen` takes nothing but `--check`"),
    };
    let root = super::root();
    let folder = root.join("core/src/generated");
    let files = Catalog::read(&root)?.generate(&root)?;
    if only_checks {
        let is_fresh = |name: &str, text: &str| fs::read_to_string(folder.join(name)).is_ok_and(|found| found == text);
        let stale: Vec<&str> =
            files.iter().filter(|(name, text)| !is_fresh(name, text)).map(|(name, _)| name.as_str()).collect();
        ensure!(
            stale.is_empty(),
            "core/src/generated/{} is not what core/catalog says; run `cargo xtask gen`",
            stale.join(", core/src/generated/"),
        );
        return Ok(());
    }
    fs::create_dir_all(&folder)?;
    for (name, text) in files {
        fs::write(folder.join(&name), text).with_context(|| format!("cannot write {name}"))?;
    }
    Ok(())
}

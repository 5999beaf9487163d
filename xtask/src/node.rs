//! The JavaScript side of the workshop: packages from npm, below `target/`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::process::run_in;
use crate::python::target;

/// What says which packages, in which versions.
const FILES: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];

/// Installs the packages that a folder of the checkout asks for, and says where their `node_modules` is.
///
/// # Errors
/// When there is no `npm`, or it fails.
pub fn install(folder: &Path) -> anyhow::Result<PathBuf> {
    let name = folder.file_name().context("the folder has no name")?;
    let installed = target().join("node").join(name);
    fs::create_dir_all(&installed).context("no folder for the packages could be made")?;
    for file in FILES {
        fs::copy(crate::commands::root().join(folder).join(file), installed.join(file))
            .with_context(|| format!("cannot copy {file}"))?;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run_in(&installed, npm, &["ci", "--no-audit", "--no-fund", "--loglevel", "error"])
        .context("the packages could not be installed; Node 20 or newer is needed, with its npm")?;
    Ok(installed.join("node_modules"))
}

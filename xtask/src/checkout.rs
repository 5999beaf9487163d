//! The checkout, where builds of it go, and how folders there are filled.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// The root of the checkout.
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}

/// Where builds go.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Makes a folder that is there and empty.
///
/// # Errors
/// When what is there cannot be removed, or the folder cannot be made.
pub fn emptied(folder: &Path) -> Result<PathBuf> {
    if folder.is_dir() {
        fs::remove_dir_all(folder).with_context(|| format!("{} could not be removed", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("{} could not be made", folder.display()))?;
    Ok(folder.to_owned())
}

/// Copies a file or a folder, in place of what is there. What npm installed into a folder stays behind.
///
/// # Errors
/// When something cannot be read, replaced or written.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    let failed = || format!("{} could not be copied to {}", from.display(), to.display());
    if !from.is_dir() {
        fs::create_dir_all(to.parent().unwrap_or(to)).with_context(failed)?;
        // Not over the file itself: a process may still run the addon that is there.
        if to.exists() {
            fs::remove_file(to).with_context(failed)?;
        }
        return fs::copy(from, to).map(drop).with_context(failed);
    }
    emptied(to)?;
    for entry in fs::read_dir(from).with_context(failed)? {
        let entry = entry.with_context(failed)?;
        if entry.file_name() != "node_modules" {
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

/// Copies a file into a folder under its own name, and gives the copy.
///
/// # Errors
/// As [`copy`], or when the file has no name.
pub fn copied(file: &Path, folder: &Path) -> Result<PathBuf> {
    let copied = folder.join(file.file_name().with_context(|| format!("{} has no name", file.display()))?);
    copy(file, &copied)?;
    Ok(copied)
}

/// The licences of the project.
pub fn licenses() -> [PathBuf; 2] {
    ["LICENSE-APACHE", "LICENSE-MIT"].map(|name| root().join(name))
}

/// What cargo calls the library of a crate on this machine.
pub fn library(name: &str) -> String {
    use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
    format!("{DLL_PREFIX}{name}{DLL_SUFFIX}")
}

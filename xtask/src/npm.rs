//! npm, and folders that it fills.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::checkout::root;
use crate::process::run_in;

/// A folder with a `package.json` and its lock, below the checkout.
#[derive(Debug)]
pub struct Package {
    folder: PathBuf,
}

impl Package {
    /// Opens the folder, and installs what its lock names where that has not been done yet.
    ///
    /// # Errors
    /// When npm is missing or cannot install it.
    pub fn open(folder: &str) -> anyhow::Result<Package> {
        let package = Package { folder: root().join(folder) };
        install_locked(&package.folder)?;
        Ok(package)
    }

    /// A file of the folder.
    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.join(name)
    }

    /// A program that was installed into the folder.
    pub fn program(&self, name: &str) -> PathBuf {
        program(&self.folder, name)
    }
}

/// Runs `npm` in a folder.
///
/// # Errors
/// When it cannot be started, or fails.
pub fn npm(folder: &Path, arguments: &[&str]) -> anyhow::Result<()> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
    run_in(folder, program, &[arguments, &quiet].concat()).context("Node 20 or newer with its `npm` is needed")
}

/// Installs what the `package-lock.json` of a folder names, unless that was done before.
///
/// # Errors
/// When there is no lock, or npm cannot install what it names.
pub fn install_locked(folder: &Path) -> anyhow::Result<()> {
    let lock = folder.join("package-lock.json");
    let lock = fs::read(&lock).with_context(|| format!("{} cannot be read", lock.display()))?;
    let stamp = folder.join("node_modules/.installed");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    npm(folder, &["ci"])?;
    fs::write(stamp, lock).context("node_modules cannot be written to")
}

/// A program that npm installed into a folder.
pub fn program(folder: &Path, name: &str) -> PathBuf {
    let name = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
    folder.join("node_modules/.bin").join(name)
}

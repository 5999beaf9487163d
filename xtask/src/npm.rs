//! The npm side of the workshop.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::process::run;

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
        let package = Package { folder: crate::commands::root().join(folder) };
        let lock = package.folder.join("package-lock.json");
        let lock = fs::read(&lock).with_context(|| format!("{} cannot be read", lock.display()))?;
        let installed = package.folder.join("node_modules/.installed");
        if fs::read(&installed).ok().as_ref() != Some(&lock) {
            run("npm", &["ci", "--no-audit", "--no-fund", "--prefix", &package.folder.to_string_lossy()])
                .context("what JavaScript needs could not be installed; Node 20 or newer with npm is needed")?;
            fs::write(installed, lock)?;
        }
        Ok(package)
    }

    /// A file of the folder.
    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.join(name)
    }
}

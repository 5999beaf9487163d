//! The Python side of the workshop: virtual environments, and the wheel in them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use crate::process::run;

/// A virtual environment below `target/`.
#[derive(Debug)]
pub struct Environment {
    folder: PathBuf,
}

impl Environment {
    /// Opens the environment of that name, and makes it first where it is missing.
    ///
    /// # Errors
    /// When there is no Python that can make one.
    pub fn open(name: &str) -> anyhow::Result<Environment> {
        let folder = target().join("python").join(name);
        if !folder.join(BIN).is_dir() {
            let base = if cfg!(windows) { "python" } else { "python3" };
            run(base, &["-m", "venv", &folder.to_string_lossy()]).context(
                "no virtual environment could be made; Python 3.10 or newer with its `venv` module is needed",
            )?;
        }
        Ok(Environment { folder })
    }

    /// A program of the environment.
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join(BIN).join(name)
    }

    /// Runs `pip` in the environment.
    ///
    /// # Errors
    /// When `pip` fails.
    pub fn pip(&self, arguments: &[&str]) -> anyhow::Result<()> {
        let mut all = vec!["-m", "pip", "--quiet", "--disable-pip-version-check"];
        all.extend_from_slice(arguments);
        run(self.program("python"), &all)
    }

    /// Installs the wheel of this checkout in place of the one that is there.
    ///
    /// # Errors
    /// When `pip` fails.
    pub fn install_wheel(&self, wheel: &Path) -> anyhow::Result<()> {
        let wheel = wheel.to_string_lossy();
        self.pip(&["install", &wheel])?;
        // The version does not change from build to build, so pip has to be told that the content does.
        self.pip(&["install", "--force-reinstall", "--no-deps", &wheel])
    }
}

/// Builds the wheel into `target/wheels` and says where it is.
///
/// # Errors
/// When it cannot be built.
pub fn build_wheel() -> anyhow::Result<PathBuf> {
    let tools = Environment::open("tools")?;
    tools.pip(&["install", MATURIN])?;
    let wheels = target().join("wheels");
    if wheels.is_dir() {
        fs::remove_dir_all(&wheels).context("the wheels of an earlier build could not be removed")?;
    }
    let manifest = crate::commands::root().join("bindings-py/Cargo.toml");
    let python = tools.program("python");
    run(
        tools.program("maturin"),
        &[
            "build",
            "--release",
            "--locked",
            "--quiet",
            "--manifest-path",
            &manifest.to_string_lossy(),
            "--interpreter",
            &python.to_string_lossy(),
            "--out",
            &wheels.to_string_lossy(),
        ],
    )?;
    let built = fs::read_dir(&wheels).context("maturin made no folder of wheels")?;
    let mut wheels: Vec<PathBuf> = built.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<_>>()?;
    match (wheels.pop(), wheels.len()) {
        (Some(wheel), 0) => Ok(wheel),
        (_, others) => bail!("one wheel was expected in the folder, and there are {others} besides"),
    }
}

const MATURIN: &str = "maturin==1.16.0";

const BIN: &str = if cfg!(windows) { "Scripts" } else { "bin" };

/// Where builds go.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| crate::commands::root().join("target"), PathBuf::from)
}

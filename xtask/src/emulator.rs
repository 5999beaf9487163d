//! The emulator as a child process.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, bail};

use crate::checkout::target;
use crate::process::{cargo, run};

/// A running emulator; it stops when this is dropped.
#[derive(Debug)]
pub struct Emulator {
    child: Child,
    /// Its address, such as `http://127.0.0.1:4010`.
    pub url: String,
}

impl Emulator {
    /// Starts the emulator on a free port.
    ///
    /// # Errors
    /// When it cannot be built or started, or does not say where it listens.
    pub fn start(arguments: &[&str]) -> anyhow::Result<Emulator> {
        let child = Command::new(build()?)
            .args(["--port", "0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .context("the emulator could not be started")?;
        // From here on, whatever goes wrong stops it as well.
        let mut emulator = Emulator { child, url: String::new() };
        let stdout = emulator.child.stdout.take().context("the emulator has no output")?;
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line).context("the emulator said nothing")?;
        match line.trim().strip_prefix("listening on ") {
            Some(url) => url.clone_into(&mut emulator.url),
            None => bail!("the emulator said {line:?} instead of its address"),
        }
        Ok(emulator)
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // It may have ended by itself; there is nobody to tell.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Builds the emulator and says where its program is.
///
/// # Errors
/// When it cannot be built.
pub fn build() -> anyhow::Result<PathBuf> {
    run(cargo(), &["build", "--quiet", "--locked", "--package", "entryphone-emulator"])?;
    Ok(target().join("debug").join(format!("entryphone-emulator{}", std::env::consts::EXE_SUFFIX)))
}

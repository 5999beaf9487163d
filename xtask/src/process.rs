//! Running other programs, loudly: the command line is shown, and a failure names it.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, bail};

/// Runs a program in the checkout and fails when it does.
///
/// # Errors
/// When it cannot be started, or ends with an error; the message names the whole command.
pub fn run(program: impl AsRef<Path>, arguments: &[&str]) -> anyhow::Result<()> {
    run_with(program, arguments, &[])
}

/// Runs a program in the checkout, with additions to its environment.
///
/// # Errors
/// As [`run`].
pub fn run_with(program: impl AsRef<Path>, arguments: &[&str], environment: &[(&str, &str)]) -> anyhow::Result<()> {
    start(&crate::commands::root(), program.as_ref(), arguments, environment)
}

/// Runs a program in a folder.
///
/// # Errors
/// As [`run`].
pub fn run_in(folder: &Path, program: impl AsRef<Path>, arguments: &[&str]) -> anyhow::Result<()> {
    start(folder, program.as_ref(), arguments, &[])
}

/// Runs a program in a folder, with additions to its environment.
///
/// # Errors
/// As [`run`].
#[expect(clippy::print_stderr, reason = "every command that runs is shown")]
pub fn start(folder: &Path, program: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> anyhow::Result<()> {
    let shown = format!("{} {}", program.file_name().unwrap_or_default().display(), arguments.join(" "));
    eprintln!("\x1b[2m$ {shown}\x1b[0m");
    let mut command = Command::new(program);
    command.args(arguments).envs(environment.iter().copied()).current_dir(folder);
    let status = command.status().with_context(|| format!("`{shown}` could not be started"))?;
    if !status.success() {
        bail!("`{shown}` failed: {status}");
    }
    Ok(())
}

/// The cargo that runs us.
pub fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

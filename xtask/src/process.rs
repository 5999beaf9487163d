//! Running other programs, loudly: the command line is shown, and a failure names it.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, ensure};

use crate::checkout::root;

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
    start(&root(), program.as_ref(), arguments, environment)
}

/// Runs a program in a folder.
///
/// # Errors
/// As [`run`].
pub fn run_in(folder: &Path, program: impl AsRef<Path>, arguments: &[&str]) -> anyhow::Result<()> {
    start(folder, program.as_ref(), arguments, &[])
}

/// Runs a program in the checkout and gives back what it prints; what it complains of is shown.
///
/// # Errors
/// As [`run`], or when it prints something that is not UTF-8.
pub fn output(program: impl AsRef<Path>, arguments: &[&str]) -> anyhow::Result<String> {
    output_with(program, arguments, &[])
}

/// The same, with additions to its environment.
///
/// # Errors
/// As [`output`].
pub fn output_with(
    program: impl AsRef<Path>,
    arguments: &[&str],
    environment: &[(&str, &str)],
) -> anyhow::Result<String> {
    let (mut command, shown) = show(program.as_ref(), arguments);
    let output = command
        .envs(environment.iter().copied())
        .current_dir(root())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("`{shown}` could not be started"))?;
    ensure!(output.status.success(), "`{shown}` failed: {}", output.status);
    String::from_utf8(output.stdout).with_context(|| format!("`{shown}` printed something that is not UTF-8"))
}

/// Runs a program in a folder, with additions to its environment.
///
/// # Errors
/// As [`run`].
pub fn start(folder: &Path, program: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> anyhow::Result<()> {
    let (mut command, shown) = show(program, arguments);
    command.envs(environment.iter().copied()).current_dir(folder);
    let status = command.status().with_context(|| format!("`{shown}` could not be started"))?;
    ensure!(status.success(), "`{shown}` failed: {status}");
    Ok(())
}

/// Shows what is about to run.
#[expect(clippy::print_stderr, reason = "every command that runs is shown")]
fn show(program: &Path, arguments: &[&str]) -> (Command, String) {
    let shown = format!("{} {}", program.file_name().unwrap_or_default().display(), arguments.join(" "));
    eprintln!("\x1b[2m$ {shown}\x1b[0m");
    let mut command = Command::new(program);
    command.args(arguments);
    (command, shown)
}

/// The cargo that runs us.
pub fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

//! `cargo xtask emulator`: an Intercom on loopback, to try things on.

use std::process::Command;

use anyhow::Context as _;

use crate::emulator;

/// Builds the emulator and runs it in the foreground, its arguments passed on.
///
/// # Errors
/// When it cannot be built or started, or ends with an error.
pub fn run_in_foreground(arguments: &[String]) -> anyhow::Result<()> {
    let mut command = Command::new(emulator::build()?);
    command.args(arguments);
    become_it(&mut command)
}

/// Makes this process the program, so that Ctrl-C ends the one there is, with its own exit code.
#[cfg(unix)]
fn become_it(command: &mut Command) -> anyhow::Result<()> {
    use std::os::unix::process::CommandExt as _;
    Err(command.exec()).context("the emulator could not be started")
}

/// Runs the program and ends as it does.
#[cfg(not(unix))]
fn become_it(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().context("the emulator could not be started")?;
    anyhow::ensure!(status.success(), "the emulator failed: {status}");
    Ok(())
}

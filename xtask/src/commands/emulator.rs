//! `cargo xtask emulator`: an Intercom on loopback, to try things on.

use crate::emulator;
use crate::process::run;

/// Builds the emulator and runs it in the foreground, its arguments passed on.
///
/// # Errors
/// When it cannot be built, or ends with an error.
pub fn run_in_foreground(arguments: &[String]) -> anyhow::Result<()> {
    let program = emulator::build()?;
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    run(program, &arguments)
}

//! Programs that tests need and that Debian has.

use std::process::{Command, Stdio};

use crate::process::run;

/// Sees to it that a program is there: on Debian and as root its package is installed. Elsewhere, says why the tests that need it are
/// left out.
///
/// # Errors
/// When the installation fails.
pub fn ensure(program: &str, package: &str) -> anyhow::Result<Option<String>> {
    if answers(program, "--version") {
        return Ok(None);
    }
    if answers("apt-get", "--version") && is_root() {
        run("apt-get", &["update", "-qq"])?;
        run("apt-get", &["install", "-y", "-qq", "--no-install-recommends", package])?;
        return Ok(None);
    }
    Ok(Some(format!("there is no {program} here, and nobody may install one")))
}

fn is_root() -> bool {
    let answer = Command::new("id").arg("-u").output();
    answer.is_ok_and(|answer| answer.stdout.trim_ascii() == b"0")
}

fn answers(program: &str, argument: &str) -> bool {
    let status = Command::new(program).arg(argument).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

//! Programs that tests need and that Debian has.

use std::process::{Command, Stdio};

use crate::process::run;

/// Sees to it that a program is there: on Debian and as root its package is installed. Elsewhere, says why the tests that need it are
/// left out.
///
/// # Errors
/// When the installation fails.
pub fn ensure(program: &str, package: &str) -> anyhow::Result<Option<String>> {
    ensure_that(program, &["--version"], package)
}

/// The same for whatever a program needs to do this without a complaint.
///
/// # Errors
/// As [`ensure`].
pub fn ensure_that(program: &str, arguments: &[&str], package: &str) -> anyhow::Result<Option<String>> {
    if answers(program, arguments) {
        return Ok(None);
    }
    if answers("apt-get", &["--version"]) && is_root() {
        run("apt-get", &["update", "-qq"])?;
        run("apt-get", &["install", "-y", "-qq", "--no-install-recommends", package])?;
        return Ok(None);
    }
    Ok(Some(format!("there is no {package} here, and nobody may install it")))
}

fn is_root() -> bool {
    let answer = Command::new("id").arg("-u").output();
    answer.is_ok_and(|answer| answer.stdout.trim_ascii() == b"0")
}

fn answers(program: &str, arguments: &[&str]) -> bool {
    let status = Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

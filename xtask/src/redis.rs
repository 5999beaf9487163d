//! The store that the tests of a fleet start.

use std::process::{Command, Stdio};

use crate::process::run;

/// Sees to it that there is a `redis-server`: on Debian and as root it is installed. Elsewhere, says why the tests that need it are
/// left out.
///
/// # Errors
/// When the installation fails.
pub fn ensure() -> anyhow::Result<Option<String>> {
    if answers("redis-server", "--version") {
        return Ok(None);
    }
    if answers("apt-get", "--version") && is_root() {
        run("apt-get", &["update", "-qq"])?;
        run("apt-get", &["install", "-y", "-qq", "redis-server"])?;
        return Ok(None);
    }
    Ok(Some("there is no redis-server here, and nobody may install one".to_owned()))
}

fn is_root() -> bool {
    let answer = Command::new("id").arg("-u").output();
    answer.is_ok_and(|answer| answer.stdout.trim_ascii() == b"0")
}

fn answers(program: &str, argument: &str) -> bool {
    let status = Command::new(program).arg(argument).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

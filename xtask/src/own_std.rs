//! The standard library compiled along with what is sent to people, without what only explains how a program ended.
//!
//! That takes unstable options, of a toolchain that is pinned.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, ensure};

use crate::process::run;

/// What cargo is told.
pub const OPTIONS: [&str; 2] = ["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"];

/// What makes a stable toolchain take unstable options.
pub const BOOTSTRAP: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");

/// Adds what the toolchain lacks: the sources of the standard library, and what it needs to build for a target.
///
/// # Errors
/// When rustup cannot add it.
pub fn ensure_toolchain(target: &str) -> anyhow::Result<()> {
    let sysroot = Command::new("rustc").args(["--print", "sysroot"]).output().context("rustc could not be started")?;
    ensure!(sysroot.status.success(), "rustc does not say where it is");
    let parts = PathBuf::from(String::from_utf8(sysroot.stdout)?.trim()).join("lib/rustlib");
    for (part, add) in [(target, ["target", "add", target]), ("src/rust", ["component", "add", "rust-src"])] {
        if !parts.join(part).is_dir() {
            run("rustup", &add).with_context(|| {
                format!("the toolchain cannot build a standard library for {target}, and rustup could not mend that")
            })?;
        }
    }
    Ok(())
}

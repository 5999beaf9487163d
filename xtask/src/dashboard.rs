//! The dashboard among the examples: both packages at work, in a browser.

use std::path::Path;

use anyhow::Context as _;

use crate::checkout::target;
use crate::debian;
use crate::emulator;
use crate::node;
use crate::npm::{Package, npm};
use crate::process::{run_in, start};
use crate::web::{self, CHROMIUM};

const FOLDER: &str = "bindings-wasm/examples/dashboard";

/// Tests the dashboard where there is a browser.
///
/// # Errors
/// When something cannot be built, or a test fails.
pub fn test() -> anyhow::Result<()> {
    in_a_browser(&node::Package::build()?, &["--test", "--test-reporter=dot", "tests/dashboard.test.js"])
}

/// Shows the dashboard, and says where a picture of it is.
///
/// # Errors
/// When something cannot be built, or a step does not do what it says.
pub fn tour(package: &node::Package) -> anyhow::Result<()> {
    in_a_browser(package, &["tests/tour.js"])
}

#[expect(clippy::print_stderr, reason = "what is left out is said")]
fn in_a_browser(package: &node::Package, script: &[&str]) -> anyhow::Result<()> {
    let dashboard = build(package)?;
    if let Some(reason) = debian::ensure(CHROMIUM, CHROMIUM)? {
        eprintln!("the dashboard is built, and nobody looks at it: {reason}");
        return Ok(());
    }
    let emulator = emulator::build()?;
    let screenshots = target().join("screenshots");
    let environment = [
        ("ENTRYPHONE_EMULATOR", &*emulator.to_string_lossy()),
        ("ENTRYPHONE_SCREENSHOTS", &*screenshots.to_string_lossy()),
    ];
    start(&dashboard.path("."), Path::new("node"), script, &environment)
}

/// Builds the page on the browser's package, and puts Node's behind it.
fn build(package: &node::Package) -> anyhow::Result<Package> {
    web::build()?;
    let dashboard = Package::open(FOLDER)?;
    let folder = dashboard.path(".");
    let installed = dashboard.path("node_modules/entryphone");
    // The version does not change from build to build, so npm would leave the one that is there.
    if installed.exists() {
        std::fs::remove_dir_all(&installed).context("the package of an earlier build could not be removed")?;
    }
    npm(&folder, &["install", "--no-save", "--no-package-lock", "--offline", &package.tarball.to_string_lossy()])?;
    run_in(&folder, "node", &["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"])?;
    Ok(dashboard)
}

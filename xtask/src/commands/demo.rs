//! `cargo xtask demo`: the product, end to end, against the emulator.

use std::path::Path;

use crate::dashboard;
use crate::emulator::Emulator;
use crate::node::Package;
use crate::process::{run_with, start};
use crate::python::{self, Environment};

/// Builds what is needed, installs wheel and package as a user would, and takes the tours.
///
/// # Errors
/// When something cannot be built or installed, or a step of a tour does not do what it says.
pub fn run() -> anyhow::Result<()> {
    let wheel = python::build_wheel()?;
    let environment = Environment::open("demo")?;
    environment.install_wheel(&wheel)?;
    let package = Package::build()?;
    let project = package.install("demo", &["tests/demo"])?;
    let emulator = Emulator::start(&["--seed", "7", "--contacts", "42"])?;
    let variables = [("INTERCOM_BASE_URL", &*emulator.url), ("INTERCOM_ACCESS_TOKEN", "emulator-token")];
    let tour = crate::commands::root().join("tests/demo/tour.py");
    // `-I` keeps the checkout off the path, so that the installed wheel is what is shown.
    run_with(environment.program("python"), &["-I", &tour.to_string_lossy()], &variables)?;
    start(&project, Path::new("node"), &["tests/demo/tour.mjs"], &variables)?;
    dashboard::tour(&package)
}

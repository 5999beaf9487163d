//! `cargo xtask demo`: the product, end to end, against the emulator.

use crate::emulator::Emulator;
use crate::process::run_with;
use crate::python::{self, Environment};

/// Builds what is needed, installs the wheel as a user would, and takes the tour.
///
/// # Errors
/// When something cannot be built or installed, or a step of the tour does not do what it says.
pub fn run() -> anyhow::Result<()> {
    let wheel = python::build_wheel()?;
    let environment = Environment::open("demo")?;
    environment.install_wheel(&wheel)?;
    let emulator = Emulator::start(&["--seed", "7", "--contacts", "42"])?;
    let tour = crate::commands::root().join("tests/demo/tour.py");
    run_with(
        environment.program("python"),
        // `-I` keeps the checkout off the path, so that the installed wheel is what is shown.
        &["-I", &tour.to_string_lossy()],
        &[("INTERCOM_BASE_URL", &emulator.url), ("INTERCOM_ACCESS_TOKEN", "emulator-token")],
    )
}

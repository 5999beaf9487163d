//! `cargo xtask demo`: the product, end to end, against the emulator.

use std::path::Path;

use crate::checkout::root;
use crate::dashboard;
use crate::emulator::Emulator;
use crate::node::Package;
use crate::process::{run_with, start};
use crate::python::{self, Environment};
use crate::ruby;

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
    let tour = root().join("tests/demo/tour.py");
    // `-I` keeps the checkout off the path, so that the installed wheel is what is shown.
    run_with(environment.program("python"), &["-I", &tour.to_string_lossy()], &variables)?;
    start(&project, Path::new("node"), &["tests/demo/tour.mjs"], &variables)?;
    tour_ruby(&variables)?;
    dashboard::tour(&package)
}

/// The Ruby tour, where there is a Ruby.
#[expect(clippy::print_stderr, reason = "the command talks to the person who runs it")]
fn tour_ruby(variables: &[(&str, &str)]) -> anyhow::Result<()> {
    if let Some(reason) = ruby::find()? {
        eprintln!("the Ruby tour is left out: {reason}");
        return Ok(());
    }
    let home = ruby::install(&ruby::build(&[])?, "demo")?.to_string_lossy().into_owned();
    run_with("ruby", &["tests/demo/tour.rb"], &[variables, &[("GEM_HOME", &home)]].concat())
}

//! `cargo xtask bench`: speed and the limiter's figures.

use crate::node::Package;
use crate::process::{cargo, run, run_in};
use crate::python::{self, Environment};

/// Prints the figures of the simulated workspace, of the document index beside `serde_json`, of Python's views beside `orjson`, and of the Node
/// package beside bare `fetch` and the official client, each group in one run.
///
/// # Errors
/// When something does not build, or a figure misses what its test demands.
pub fn run_all(arguments: &[String]) -> anyhow::Result<()> {
    let cargo = cargo();
    run(
        &cargo,
        &[
            "test",
            "--release",
            "--locked",
            "--package",
            "entryphone-tests",
            "--test",
            "simulation",
            "--",
            "--nocapture",
            "--test-threads",
            "1",
        ],
    )?;
    let mut bench = vec!["bench", "--locked", "--package", "entryphone-tests", "--bench", "document", "--"];
    bench.extend(arguments.iter().map(String::as_str));
    run(&cargo, &bench)?;
    let environment = Environment::open("bench")?;
    environment.pip(&["install", ORJSON])?;
    environment.install_wheel(&python::build_wheel()?)?;
    run(environment.program("python"), &["tests/python/bench/views.py"])?;
    let project = Package::build()?.install("bench", &["tests/node/bench"])?;
    run_in(&project, "node", &["tests/node/bench/bench.js"])
}

/// What Python's views are measured against.
const ORJSON: &str = "orjson==3.13.0";

//! `cargo xtask bench`: speed, memory and size, beside what is promised of them.

use std::collections::BTreeMap;

use anyhow::Context as _;

use crate::budget::{Budgets, Figures};
use crate::node::Package;
use crate::process::{cargo, output, run, run_in};
use crate::python::{self, Environment};
use crate::web;

/// Prints the figures of the simulated workspace, of the document index beside `serde_json` and of the Node package, and then one table
/// of everything that `tests/budget.toml` promises.
///
/// # Errors
/// When something does not build, or a figure misses what is promised.
#[expect(clippy::print_stdout, reason = "the command talks to the person who runs it")]
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
    let project = Package::build()?.install("bench", &["tests/node/bench"])?;
    run_in(&project, "node", &["tests/node/bench/bench.js"])?;
    let measured = BTreeMap::from([("Python".to_owned(), measure_python()?), ("Browser".to_owned(), web::measure()?)]);
    println!("\n{}", Budgets::read()?.check(&measured)?);
    Ok(())
}

fn measure_python() -> anyhow::Result<Figures> {
    let environment = Environment::open("bench")?;
    environment.pip(&["install", ORJSON, OFFICIAL])?;
    environment.install_wheel(&python::published_wheel(&python::target().join("wheels"))?)?;
    let figures = output(environment.program("python"), &["tests/python/bench"])?;
    serde_json::from_str(&figures).context("tests/python/bench printed something that is not figures")
}

/// What Python's views are measured against.
const ORJSON: &str = "orjson==3.13.0";

/// Intercom's own client.
const OFFICIAL: &str = "python-intercom==5.0.1";

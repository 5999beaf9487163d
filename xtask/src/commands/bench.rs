//! `cargo xtask bench`: speed, memory and size, beside what is promised of them.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail};

use crate::budget::{Budgets, Figures};
use crate::node::Package;
use crate::process::{cargo, output, run};
use crate::python::{self, Environment};
use crate::web;

type Part = (&'static str, fn() -> anyhow::Result<Figures>);

/// The parts, by the faces of `tests/budget.toml`. Of what has no budget there, the figures are printed.
const PARTS: [Part; 6] = [
    ("document", measure_document),
    ("emulator", measure_emulator),
    ("limiter", measure_limiter),
    ("Python", measure_python),
    ("Node", measure_node),
    ("Browser", web::measure),
];

/// Measures everything, or one part, and prints one table of all that `tests/budget.toml` promises of it.
///
/// # Errors
/// When something does not build, or a figure misses what is promised.
#[expect(clippy::print_stdout, reason = "the command talks to the person who runs it")]
pub fn run_parts(arguments: &[String]) -> anyhow::Result<()> {
    let parts: Vec<&Part> = match arguments {
        [] => PARTS.iter().collect(),
        [name] => match PARTS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            Some(part) => vec![part],
            None => bail!("`bench` has no part `{name}`; it has {}", PARTS.map(|(name, _)| name).join(", ")),
        },
        _ => bail!("`bench` takes the name of one part, or nothing"),
    };
    let mut measured = BTreeMap::new();
    for (name, measure) in parts {
        let figures = measure()?;
        if !figures.is_empty() {
            measured.insert((*name).to_owned(), figures);
        }
    }
    println!("\n{}", Budgets::read()?.check(&measured)?);
    Ok(())
}

/// The document index, beside `serde_json`.
fn measure_document() -> anyhow::Result<Figures> {
    run(cargo(), &["bench", "--locked", "--package", "entryphone-tests", "--bench", "document"])?;
    Ok(Figures::new())
}

/// The emulator with a large workspace.
fn measure_emulator() -> anyhow::Result<Figures> {
    run(cargo(), &["bench", "--locked", "--package", "entryphone-emulator", "--bench", "size"])?;
    Ok(Figures::new())
}

/// Many callers under one rate limit, in virtual time.
#[expect(clippy::print_stdout, reason = "the table of all scenarios is for the person as well")]
fn measure_limiter() -> anyhow::Result<Figures> {
    let test = ["test", "--release", "--locked", "--package", "entryphone-tests", "--test", "simulation"];
    let said = output(cargo(), &[&test[..], &["--", "--nocapture", "--test-threads", "1"]].concat())?;
    println!("{said}");
    let figures = said.lines().find(|line| line.starts_with('{')).context("the simulation printed no figures")?;
    serde_json::from_str(figures).context("the simulation printed something that is not figures")
}

fn measure_python() -> anyhow::Result<Figures> {
    let environment = Environment::open("bench")?;
    environment.pip(&["install", ORJSON, OFFICIAL])?;
    environment.install_wheel(&python::published_wheel(&python::target().join("wheels"))?)?;
    let figures = output(environment.program("python"), &["tests/python/bench"])?;
    serde_json::from_str(&figures).context("tests/python/bench printed something that is not figures")
}

/// The packed package, beside bare `fetch` and Intercom's own client.
fn measure_node() -> anyhow::Result<Figures> {
    let project = Package::build()?.install("bench", &["tests/node/bench"])?;
    let figures = output("node", &[&project.join("tests/node/bench/bench.js").to_string_lossy()])?;
    serde_json::from_str(&figures).context("tests/node/bench printed something that is not figures")
}

/// What Python's views are measured against.
const ORJSON: &str = "orjson==3.13.0";

/// Intercom's own client.
const OFFICIAL: &str = "python-intercom==5.0.1";

//! `cargo xtask bench`: speed, memory and size, beside what is promised of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use anyhow::{Context as _, bail};
use serde::Deserialize;

use crate::budget::{Budgets, Figures};
use crate::checkout::{root, target};
use crate::debian;
use crate::node;
use crate::npm;
use crate::plot::{Comparison, svg};
use crate::process::{cargo, output, output_with, run};
use crate::python::{self, Environment};
use crate::ruby;
use crate::web::{self, CHROMIUM};

type Part = (&'static str, fn() -> anyhow::Result<Measured>);

/// What a part prints.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Measured {
    figures: Figures,
    #[serde(default)]
    comparisons: Vec<Comparison>,
}

/// The parts, by the faces of `tests/budget.toml`. Of what has no budget there, the figures are printed.
const PARTS: [Part; 7] = [
    ("document", measure_document),
    ("emulator", measure_emulator),
    ("limiter", measure_limiter),
    ("Python", measure_python),
    ("Node", measure_node),
    ("Browser", measure_browser),
    ("Ruby", measure_ruby),
];

/// Measures everything, or one part, and prints one table of all that `tests/budget.toml` promises of it. What everything came to is written
/// into `docs/benchmarks`, with a picture for each language.
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
    let mut figures = BTreeMap::new();
    let mut pictures = Vec::new();
    for &&(name, measure) in &parts {
        let measured = measure()?;
        if !measured.figures.is_empty() {
            figures.insert(name.to_owned(), measured.figures);
        }
        if !measured.comparisons.is_empty() {
            pictures.push((name, svg(&format!("entryphone and others: {name}"), &measured.comparisons)));
        }
    }
    let report = Budgets::read()?.check(&figures)?;
    println!("\n{}", report.table);
    if arguments.is_empty() {
        publish(&report.table, &pictures)?;
    }
    report.ensure_kept()
}

/// Writes what README and the book show.
fn publish(table: &str, pictures: &[(&str, String)]) -> anyhow::Result<()> {
    let folder = root().join("docs/benchmarks");
    fs::create_dir_all(&folder).context("docs/benchmarks cannot be made")?;
    let mut page = PAGE.to_owned();
    for (name, picture) in pictures {
        let file = format!("{}.svg", name.to_lowercase());
        fs::write(folder.join(&file), picture).with_context(|| format!("{file} cannot be written"))?;
        write!(page, "## {name}\n\n![{name}](benchmarks/{file})\n\n").expect("a string takes any text");
    }
    write!(
        page,
        "## What is promised\n\nFrom the same run, `tests/budget.toml` beside its figures:\n\n```text\n{table}```\n"
    )
    .expect("a string takes any text");
    fs::write(root().join("docs/benchmarks.md"), page).context("docs/benchmarks.md cannot be written")
}

const PAGE: &str = "\
<!-- Written by `cargo xtask bench`. -->

# Benchmarks

`cargo xtask bench` measures this on your machine and writes this page. It installs the others from their registries, gives everybody the
same answers from the same mock, lets them take turns, and tells the median of the processor's time. Where figures are ratios, both sides
come from one run. In the pictures shorter is better; in the table `✗` marks a promise that is not kept.

";

/// The document index, beside `serde_json`.
fn measure_document() -> anyhow::Result<Measured> {
    run(cargo(), &["bench", "--locked", "--package", "entryphone-tests", "--bench", "document"])?;
    Ok(Measured::default())
}

/// The emulator with a large workspace.
fn measure_emulator() -> anyhow::Result<Measured> {
    run(cargo(), &["bench", "--locked", "--package", "entryphone-emulator", "--bench", "size"])?;
    Ok(Measured::default())
}

/// Many callers under one rate limit, in virtual time.
#[expect(clippy::print_stdout, reason = "the table of all scenarios is for the person as well")]
fn measure_limiter() -> anyhow::Result<Measured> {
    let test = ["test", "--release", "--locked", "--package", "entryphone-tests", "--test", "simulation"];
    let said = output(cargo(), &[&test[..], &["--", "--nocapture", "--test-threads", "1"]].concat())?;
    println!("{said}");
    let figures = said.lines().find(|line| line.starts_with('{')).context("the simulation printed no figures")?;
    let figures = serde_json::from_str(figures).context("the simulation printed something that is not figures")?;
    Ok(Measured { figures, ..Measured::default() })
}

fn measure_python() -> anyhow::Result<Measured> {
    let environment = Environment::open("bench")?;
    environment.pip(&["install", ORJSON, OFFICIAL])?;
    environment.install_wheel(&python::published_wheel(&target().join("wheels"))?)?;
    let figures = output(environment.program("python"), &["tests/python/bench"])?;
    serde_json::from_str(&figures).context("tests/python/bench printed something that is not figures")
}

/// The packed package, beside bare `fetch` and Intercom's own client.
fn measure_node() -> anyhow::Result<Measured> {
    let project = node::Package::build_with_licenses()?.install("bench", &["tests/node/bench"])?;
    let figures = output("node", &[&project.join("tests/node/bench/bench.js").to_string_lossy()])?;
    serde_json::from_str(&figures).context("tests/node/bench printed something that is not figures")
}

/// What a page loads: its size beside that of a page with Intercom's own client, and how long the module takes in a browser.
fn measure_browser() -> anyhow::Result<Measured> {
    web::build()?;
    npm::Package::open("tests/web")?;
    if let Some(reason) = debian::ensure(CHROMIUM, CHROMIUM)? {
        bail!("a page cannot be measured without a browser: {reason}");
    }
    let figures = output("node", &["tests/web/bench/bench.js"])?;
    serde_json::from_str(&figures).context("tests/web/bench printed something that is not figures")
}

/// The installed gem, where there is a Ruby.
#[expect(clippy::print_stderr, reason = "the command talks to the person who runs it")]
fn measure_ruby() -> anyhow::Result<Measured> {
    if let Some(reason) = ruby::find()? {
        eprintln!("Ruby is left out: {reason}");
        return Ok(Measured::default());
    }
    let home = ruby::install(&ruby::build(&[])?, "bench")?.to_string_lossy().into_owned();
    let figures = output_with("ruby", &["tests/ruby/bench.rb"], &[("GEM_HOME", &home)])?;
    serde_json::from_str(&figures).context("tests/ruby/bench.rb printed something that is not figures")
}

/// What Python's views are measured against.
const ORJSON: &str = "orjson==3.13.0";

/// Intercom's own client.
const OFFICIAL: &str = "python-intercom==5.0.1";

//! `cargo xtask test`: everything that must hold, in the order in which it is cheapest to find out.

use std::iter;
use std::path::Path;

use anyhow::bail;

use crate::commands::generate;
use crate::dashboard;
use crate::debian;
use crate::emulator;
use crate::kotlin;
use crate::node::Package;
use crate::npm;
use crate::process::{cargo, run, run_with, start};
use crate::python::{self, Environment};
use crate::ruby;
use crate::web;

type Part = (&'static str, fn() -> anyhow::Result<()>);

/// The parts, in their order.
const PARTS: [Part; 8] = [
    ("lints", test_lints),
    ("rust", test_rust),
    ("python", test_python),
    ("node", test_node),
    ("web", test_web),
    ("dashboard", test_dashboard),
    ("ruby", test_ruby),
    ("kotlin", test_kotlin),
];

/// Runs all checks and all tests, or those of one part; the first that fails ends it.
///
/// # Errors
/// When something does not hold.
pub fn run_parts(arguments: &[String]) -> anyhow::Result<()> {
    match arguments {
        [] => PARTS.iter().try_for_each(|(_, part)| part()),
        [name] => match PARTS.iter().find(|(known, _)| known == name) {
            Some((_, part)) => part(),
            None => bail!("`test` has no part `{name}`; it has {}", PARTS.map(|(name, _)| name).join(", ")),
        },
        _ => bail!("`test` takes the name of one part, or nothing"),
    }
}

fn test_lints() -> anyhow::Result<()> {
    let cargo = cargo();
    title("formatting and lints");
    run(&cargo, &["fmt", "--all", "--check"])?;
    run(&cargo, &["clippy", "--workspace", "--all-targets", "--locked", "--", "--deny", "warnings"])?;
    // The page's second module is the same crate without what the first one is.
    let second = ["--package", "entryphone-wasm", "--no-default-features", "--features", "signatures"];
    run(&cargo, &[&["clippy", "--locked"][..], &second, &["--", "--deny", "warnings"]].concat())?;
    run_with(
        &cargo,
        &["doc", "--workspace", "--no-deps", "--locked", "--quiet"],
        &[("RUSTDOCFLAGS", "--deny warnings")],
    )?;
    title("generated files");
    generate::run(true)?;
    title("workflows");
    let tools = Environment::open("tools")?;
    tools.pip(&["install", ZIZMOR])?;
    run(tools.program("zizmor"), &["--offline", "--quiet", ".github"])
}

fn test_rust() -> anyhow::Result<()> {
    title("Rust");
    let skip = debian::ensure("redis-server", "redis-server")?;
    let environment: Vec<_> = skip.iter().map(|reason| ("ENTRYPHONE_SKIP_REDIS", reason.as_str())).collect();
    run_with(cargo(), &["test", "--locked"], &environment)?;
    // Its HTTP clients take long to build, and so are no part of a bare `cargo test`.
    run(cargo(), &["test", "--locked", "--package", "entryphone-examples"])
}

fn test_python() -> anyhow::Result<()> {
    title("Python");
    let wheel = python::build_wheel()?;
    let environment = Environment::open("test")?;
    environment.pip(&["install", "--requirement", "tests/python/requirements.txt"])?;
    environment.install_wheel(&wheel)?;
    let sources = ["bindings-py", "tests/python", "tests/oracle", "tests/demo"];
    let ruff = environment.program("ruff");
    run(&ruff, &[&["format", "--check", "--no-cache"][..], &sources].concat())?;
    run(&ruff, &[&["check", "--no-cache"][..], &sources].concat())?;
    let mypy =
        ["--strict", "--config-file", "bindings-py/pyproject.toml", "bindings-py/python", "tests/python", "tests/demo"];
    run(environment.program("mypy"), &mypy)?;
    // The oracle is no part of the product, and reads TOML with what Python has since 3.11.
    let oracle = ["--strict", "--python-version", "3.11", "tests/oracle"];
    run(environment.program("mypy"), &oracle)?;
    // Pyright looks for libraries in the Python of the path, unless it is told of another.
    let python = environment.program("python").to_string_lossy().into_owned();
    run(environment.program("pyright"), &["--pythonpath", &python, "--project", "bindings-py/pyproject.toml"])?;
    let stubtest = [
        "-m",
        "mypy.stubtest",
        "entryphone._core",
        "entryphone.params",
        "entryphone.types",
        "--allowlist",
        "tests/python/stubtest.allow",
    ];
    run(&python, &stubtest)?;
    let emulator = emulator::build()?.to_string_lossy().into_owned();
    let skip = debian::ensure("redis-server", "redis-server")?;
    run_with(&python, &["-m", "pytest", "-q", "tests/python"], &for_tests(&emulator, skip.as_deref()))
}

/// The tests run in a project that has the packed package installed, and nothing of the checkout.
fn test_node() -> anyhow::Result<()> {
    title("Node");
    let package = Package::build()?;
    run(package.program("biome"), &["check", "--error-on-warnings"])?;
    // Node takes whatever lies in a folder named "test" for a test.
    let project = package.install("checks", &["tests/node", "tests/vectors", "docs", "README.md"])?;
    // Whether every way to import the package finds its declarations, and they are those of what it finds.
    for program in ["attw", "publint"] {
        run(npm::program(&project, program), &[&package.tarball.to_string_lossy()])?;
    }
    let emulator = emulator::build()?.to_string_lossy().into_owned();
    let skip = debian::ensure("redis-server", "redis-server")?;
    let environment = for_tests(&emulator, skip.as_deref());
    start(&project, Path::new("node"), &["--expose-gc", "--test", "--test-reporter=dot"], &environment)
}

fn test_web() -> anyhow::Result<()> {
    title("browser");
    web::test()?;
    // The core in a Rust program for pages, with the target that was just installed.
    let example = ["--package", "entryphone-examples", "--bin", "list_contacts_reqwest"];
    run(cargo(), &[&["check", "--quiet", "--locked", "--target", web::TARGET][..], &example].concat())
}

fn test_dashboard() -> anyhow::Result<()> {
    title("dashboard");
    dashboard::test()
}

/// Reads workflows of a hosted CI as their attacker would.
const ZIZMOR: &str = "zizmor==1.32.0";

/// The tests run with the gem installed into an empty place.
fn test_ruby() -> anyhow::Result<()> {
    title("Ruby");
    ruby::bind(true)?;
    if let Some(reason) = ruby::find()? {
        left_out(&reason);
        return Ok(());
    }
    match debian::ensure("rubocop", "rubocop")? {
        None => run("rubocop", &["--cache", "false", "--format", "quiet"])?,
        Some(reason) => left_out(&reason),
    }
    let home = ruby::install(&ruby::build(&[])?, "checks")?;
    let emulator = emulator::build()?.to_string_lossy().into_owned();
    let home = home.to_string_lossy().into_owned();
    let environment = [for_tests(&emulator, None), vec![("GEM_HOME", &*home)]].concat();
    run_with("ruby", &["tests/ruby/run.rb"], &environment)
}

fn test_kotlin() -> anyhow::Result<()> {
    title("Kotlin");
    if let Some(reason) = kotlin::test()? {
        left_out(&reason);
    }
    Ok(())
}

/// What the tests of a face read from their environment.
fn for_tests<'a>(emulator: &'a str, skip_redis: Option<&'a str>) -> Vec<(&'static str, &'a str)> {
    let skip = skip_redis.map(|reason| ("ENTRYPHONE_SKIP_REDIS", reason));
    iter::once(("ENTRYPHONE_EMULATOR", emulator)).chain(skip).collect()
}

#[expect(clippy::print_stderr, reason = "the command talks to the person who runs it")]
fn left_out(reason: &str) {
    eprintln!("left out: {reason}");
}

#[expect(clippy::print_stderr, reason = "the command talks to the person who runs it")]
fn title(text: &str) {
    eprintln!("\n\x1b[1m{text}\x1b[0m");
}

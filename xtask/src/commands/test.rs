//! `cargo xtask test`: everything that must hold, in the order in which it is cheapest to find out.

use std::path::Path;

use crate::commands::generate;
use crate::emulator;
use crate::node;
use crate::process::{cargo, run, run_with};
use crate::python::{self, Environment};
use crate::redis;

/// Runs all checks and all tests; the first that fails ends it.
///
/// # Errors
/// When something does not hold.
pub fn run_all() -> anyhow::Result<()> {
    let cargo = cargo();
    title("formatting and lints");
    run(&cargo, &["fmt", "--all", "--check"])?;
    run(&cargo, &["clippy", "--workspace", "--all-targets", "--locked", "--", "--deny", "warnings"])?;
    run_with(
        &cargo,
        &["doc", "--workspace", "--no-deps", "--locked", "--quiet"],
        &[("RUSTDOCFLAGS", "--deny warnings")],
    )?;

    title("generated files");
    generate::run(&["--check".to_owned()])?;

    title("Rust");
    let skip = redis::ensure()?;
    let environment: Vec<_> = skip.iter().map(|reason| ("ENTRYPHONE_SKIP_REDIS", reason.as_str())).collect();
    run_with(&cargo, &["test", "--locked"], &environment)?;

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
    run(environment.program("pyright"), &["--project", "bindings-py/pyproject.toml"])?;
    let stubtest = [
        "-m",
        "mypy.stubtest",
        "entryphone._core",
        "entryphone.params",
        "entryphone.types",
        "--allowlist",
        "tests/python/stubtest.allow",
    ];
    run(environment.program("python"), &stubtest)?;
    let emulator = emulator::build()?;
    let emulator = emulator.to_string_lossy();
    let emulator = [("ENTRYPHONE_EMULATOR", &*emulator)];
    run_with(environment.program("python"), &["-m", "pytest", "-q", "tests/python"], &emulator)?;

    title("Node");
    let packages = node::install(Path::new("tests/node"))?;
    run_with("node", &["--test", "tests/node/types.test.js"], &[("NODE_PATH", &packages.to_string_lossy())])?;
    run_with("node", &["--test", "tests/node/emulator.test.js"], &emulator)
}

#[expect(clippy::print_stderr, reason = "the command talks to the person who runs it")]
fn title(text: &str) {
    eprintln!("\n\x1b[1m{text}\x1b[0m");
}

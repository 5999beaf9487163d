//! `cargo xtask bench`: speed and the limiter's figures.

use crate::process::{cargo, run};

/// Prints the figures of the simulated workspace, and of the document index beside `serde_json` in one run.
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
    run(&cargo, &bench)
}

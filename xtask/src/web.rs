//! The browser's package: the WebAssembly module, small enough for a page to wait for.

use std::fs;
use std::iter;
use std::path::PathBuf;

use anyhow::Context as _;

use crate::checkout::{root, target};
use crate::debian;
use crate::emulator;
use crate::npm::Package;
use crate::own_std;
use crate::process::{cargo, run, run_with};

/// What pages run, as rustc names it.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Nothing stays that only says why a program ended: a page ends at a trap either way.
const UNSTABLE: [(&str, &str); 2] = [own_std::BOOTSTRAP, ("RUSTFLAGS", "-Zunstable-options -Cpanic=immediate-abort")];

/// The browser of Debian that tests run in.
pub const CHROMIUM: &str = "chromium";

/// What is linked into a module: its name, and the features it is built with.
const MODULES: [(&str, &[&str]); 2] =
    [("entryphone", &[]), ("signatures", &["--no-default-features", "--features", "signatures"])];

/// Builds the modules into `bindings-wasm/wasm` and says where the package is.
///
/// # Errors
/// When something cannot be installed or built.
pub fn build() -> anyhow::Result<PathBuf> {
    own_std::ensure_toolchain(TARGET)?;
    let package = Package::open("bindings-wasm")?;
    for (name, features) in MODULES {
        build_module(&package, name, features)?;
    }
    fs::copy(root().join("bindings-node/index.d.ts"), package.path("index.d.ts"))
        .context("the declarations that both packages share are missing")?;
    Ok(package.path("."))
}

fn build_module(package: &Package, name: &str, features: &[&str]) -> anyhow::Result<()> {
    let build = ["build", "--locked", "--package", "entryphone-wasm", "--target", TARGET, "--profile", "page"];
    run_with(cargo(), &[&build[..], features, &own_std::OPTIONS].concat(), &UNSTABLE)?;
    let module = target().join(TARGET).join("page/entryphone_wasm.wasm");
    let optimized = package.path(format!("wasm/{name}.wasm"));
    let (module, optimized) = (module.to_string_lossy(), optimized.to_string_lossy());
    let wasm_opt = package.path("node_modules/binaryen/bin/wasm-opt");
    // What the module says about its features stays until here, so that nothing is used that browsers lack. What one round of -Oz finds
    // makes room for another, and flat code whose blocks are found anew is smaller than what the compiler nested.
    let rounds = ["--flatten", "--rereloop", "-Oz", "-Oz"];
    let strip = ["--strip-debug", "--strip-producers", "--strip-target-features"];
    let files = [&*module, "-o", &*optimized];
    run("node", &[&[&*wasm_opt.to_string_lossy()][..], &rounds, &strip, &files].concat())
}

/// Tests the package in each way in which it is loaded: in Node, and in a browser where there is one.
///
/// # Errors
/// When something cannot be built, or a test fails.
#[expect(clippy::print_stderr, reason = "what is left out is said")]
pub fn test() -> anyhow::Result<()> {
    build()?;
    Package::open("tests/web")?;
    run("node", &["--test", "tests/web/machines.test.js", "tests/web/package.test.js"])?;
    if let Some(reason) = debian::ensure(CHROMIUM, CHROMIUM)? {
        eprintln!("the tests in a browser are left out: {reason}");
        return Ok(());
    }
    let emulator = emulator::build()?;
    let tests =
        ["loading", "markdown", "memory", "signatures", "vectors"].map(|name| format!("tests/web/{name}.test.js"));
    let tests: Vec<&str> = iter::once("--test").chain(tests.iter().map(String::as_str)).collect();
    run_with("node", &tests, &[("ENTRYPHONE_EMULATOR", &emulator.to_string_lossy())])
}

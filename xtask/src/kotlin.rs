//! The Kotlin side of the workshop: the wrapper and what `UniFFI` wrote, compiled and run against the emulator.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::checkout::{emptied, root, target};
use crate::debian;
use crate::emulator::Emulator;
use crate::process::{cargo, output, run, run_with};
use crate::python::Environment;

/// The one compiler of Kotlin that comes from a registry the workshop uses anyway, with the libraries of coroutines and JSON beside it.
const COMPILER: &str = "kotlin-jupyter-kernel==0.19.0.944";

/// Where Debian puts what calls native libraries from Java.
const JNA: &str = "/usr/share/java/jna.jar";

/// Compiles the wrapper with its test and the program of its README, and runs the test; or says why not.
///
/// # Errors
/// When something does not compile, or does not do what it says.
pub fn test() -> Result<Option<String>> {
    if let Some(reason) = debian::ensure("java", "openjdk-17-jre-headless")? {
        return Ok(Some(reason));
    }
    if let Some(reason) = debian::ensure_that("test", &["-e", JNA], "libjna-java")? {
        return Ok(Some(reason));
    }
    let environment = Environment::open("kotlin")?;
    environment.pip(&["install", "--no-deps", COMPILER])?;
    let jars = format!("{}:{JNA}", jars(&environment)?);
    let classes = target().join("kotlin").to_string_lossy().into_owned();
    let sources = [root().join("bindings-uniffi/kotlin/src"), root().join("tests/kotlin"), example()?];
    let sources = sources.map(|path| path.to_string_lossy().into_owned());
    let compile = ["-cp", &jars, "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler", "-no-stdlib", "-no-reflect", "-nowarn"];
    let options = ["-jvm-target", "17", "-cp", &jars, "-d", &classes];
    run("java", &[&compile[..], &options, &sources.each_ref().map(String::as_str)].concat())?;
    run(cargo(), &["build", "--quiet", "--locked", "--package", "entryphone-uniffi"])?;
    let library = format!("-Djna.library.path={}", target().join("debug").display());
    let emulator = Emulator::start(&["--contacts", "23"])?;
    let variables = [("INTERCOM_BASE_URL", &*emulator.url), ("INTERCOM_ACCESS_TOKEN", "emulator-token")];
    run_with("java", &[&library, "-cp", &format!("{classes}:{jars}"), "SmokeKt"], &variables)?;
    Ok(None)
}

/// The program of the README as a file, which has to compile.
fn example() -> Result<PathBuf> {
    let readme = root().join("bindings-uniffi/kotlin/README.md");
    let text = fs::read_to_string(&readme).with_context(|| format!("{} cannot be read", readme.display()))?;
    let program = text.split("```kotlin\n").nth(1).and_then(|rest| rest.split("```").next());
    let file = emptied(&target().join("kotlin-readme"))?.join("Readme.kt");
    fs::write(&file, program.context("the README for Kotlin shows no program")?).context("it cannot be written")?;
    Ok(file)
}

/// The jars that come with the compiler, as Java lists them.
fn jars(environment: &Environment) -> Result<String> {
    let script = "import run_kotlin_kernel as it; print(list(it.__path__)[0])";
    let python = environment.program("python").to_string_lossy().into_owned();
    let folder: PathBuf = output(&python, &["-c", script])?.trim().into();
    let jar = |entry: std::io::Result<fs::DirEntry>| Ok(entry?.path().to_string_lossy().into_owned());
    let listed = fs::read_dir(Path::new(&folder).join("jars")).context("the compiler came without its jars")?;
    let jars: Vec<String> = listed.map(jar).collect::<Result<_>>()?;
    Ok(jars.join(":"))
}

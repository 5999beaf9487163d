//! The Python side of the workshop: virtual environments, and the wheel in them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};

use crate::checkout::{emptied, root, target};
use crate::own_std;
use crate::process::{run, run_with};

/// A virtual environment below `target/`.
#[derive(Debug)]
pub struct Environment {
    folder: PathBuf,
}

impl Environment {
    /// Opens the environment of that name, and makes it first where it is missing.
    ///
    /// # Errors
    /// When there is no Python that can make one.
    pub fn open(name: &str) -> anyhow::Result<Environment> {
        let folder = target().join("python").join(name);
        // pip comes last: one that was made without `ensurepip` has a Python, and is not whole.
        if !folder.join(BIN).join(format!("pip{}", std::env::consts::EXE_SUFFIX)).is_file() {
            let base = if cfg!(windows) { "python" } else { "python3" };
            run(base, &["-m", "venv", &folder.to_string_lossy()]).context(
                "no virtual environment could be made; Python 3.10 or newer with its `venv` module is needed",
            )?;
        }
        Ok(Environment { folder })
    }

    /// Makes the environment of that name with nothing in it.
    ///
    /// # Errors
    /// As [`Environment::open`], or when an earlier one cannot be removed.
    pub fn anew(name: &str) -> anyhow::Result<Environment> {
        let folder = target().join("python").join(name);
        if folder.is_dir() {
            fs::remove_dir_all(&folder).context("an earlier virtual environment could not be removed")?;
        }
        Environment::open(name)
    }

    /// A program of the environment.
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join(BIN).join(name)
    }

    /// Runs `pip` in the environment.
    ///
    /// # Errors
    /// When `pip` fails.
    pub fn pip(&self, arguments: &[&str]) -> anyhow::Result<()> {
        let mut all = vec!["-m", "pip", "--quiet", "--disable-pip-version-check"];
        all.extend_from_slice(arguments);
        run(self.program("python"), &all)
    }

    /// Runs maturin on the crate of the Python face.
    fn maturin(&self, command: &str, out: &Path, options: &[&str], environment: &[(&str, &str)]) -> anyhow::Result<()> {
        let manifest = root().join("bindings-py/Cargo.toml");
        let (manifest, out) = (manifest.to_string_lossy(), out.to_string_lossy());
        let mut arguments = vec![command, "--manifest-path", &manifest, "--out", &out];
        let python = self.program("python");
        let interpreter = python.to_string_lossy();
        if command == "build" {
            arguments.extend(["--locked", "--interpreter", &interpreter]);
        }
        arguments.extend_from_slice(options);
        // Maturin looks for zig in the Python of the path.
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(self.folder.join(BIN)).chain(std::env::split_paths(&path));
        let path = std::env::join_paths(folders).context("PATH cannot be extended")?;
        let path = path.to_string_lossy();
        run_with(self.program("maturin"), &arguments, &[environment, &[("PATH", &*path)]].concat())
    }

    /// Installs the wheel of this checkout in place of the one that is there.
    ///
    /// # Errors
    /// When `pip` fails.
    pub fn install_wheel(&self, wheel: &Path) -> anyhow::Result<()> {
        let wheel = wheel.to_string_lossy();
        self.pip(&["install", &wheel])?;
        // The version does not change from build to build, so pip has to be told that the content does.
        self.pip(&["install", "--force-reinstall", "--no-deps", &wheel])
    }
}

/// Builds a wheel to try the package with into `target/wheels`, for this machine alone, and says where it is.
///
/// # Errors
/// When it cannot be built.
pub fn build_wheel() -> anyhow::Result<PathBuf> {
    let wheels = emptied(&target().join("wheels"))?;
    let tools = Environment::open("tools")?;
    tools.pip(&["install", MATURIN])?;
    tools.maturin("build", &wheels, &["--release", "--quiet"], &[])?;
    only_file(&wheels, "whl")
}

/// Builds the wheel that is published into a folder, for machines of this one's kind, and says where it is.
///
/// # Errors
/// When it cannot be built.
pub fn published_wheel(folder: &Path) -> anyhow::Result<PathBuf> {
    let folder = emptied(folder)?;
    let tools = Environment::open("tools")?;
    tools.pip(&["install", MATURIN, ZIG])?;
    if cfg!(target_os = "linux") {
        let target = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
        own_std::ensure_toolchain(&target)?;
        let portable = ["--quiet", "--zig", "--compatibility", "manylinux2014", "--target", &target];
        let options = [&portable[..], &PROFILE, &own_std::OPTIONS].concat();
        tools.maturin("build", &folder, &options, &[own_std::BOOTSTRAP, ("RUSTFLAGS", RUSTFLAGS)])?;
    } else {
        // Only Linux has many C libraries to get on with, and these options of its linker.
        tools.maturin("build", &folder, &["--release", "--quiet"], &[])?;
    }
    only_file(&folder, "whl")
}

/// Messages of panics name the files of crates without the folders of whoever built them.
const PROFILE: [&str; 5] = ["--profile", "wheel", "-Ztrim-paths", "--config", "profile.wheel.trim-paths=\"all\""];

/// The profile aborts, and so nothing reads what would say how to unwind. A panic says its reason, which the sources have in one place, and
/// of an error that caused it no more than its kind.
/// And where a processor has no instructions for SHA-256, few bytes count more than the time of a signature.
const RUSTFLAGS: &str = concat!(
    "-Cforce-unwind-tables=no -Zlocation-detail=none -Zfmt-debug=shallow ",
    "-Clink-arg=-Wl,--hash-style=gnu --cfg=sha2_backend_soft=\"compact\"",
);

/// What is published.
#[derive(Debug)]
pub struct Packages {
    /// For machines of this one's kind: on Linux, for every one since glibc 2.17.
    pub wheel: PathBuf,
    /// The source, which `pip` alone can build where there is a Rust toolchain.
    pub source: PathBuf,
}

/// Makes what is published in a folder of its own, checks what it says about itself, and tries it in empty environments.
///
/// # Errors
/// When something cannot be built, or was built and cannot be installed and imported.
pub fn package() -> anyhow::Result<Packages> {
    let folder = target().join("packages/python");
    let wheel = published_wheel(&folder)?;
    let tools = Environment::open("tools")?;
    tools.pip(&["install", TWINE])?;
    tools.maturin("sdist", &folder, &[], &[])?;
    let packages = Packages { wheel, source: only_file(&folder, "gz")? };
    for package in [&packages.wheel, &packages.source] {
        let package = package.to_string_lossy();
        run(tools.program("python"), &["-m", "twine", "check", "--strict", &package])?;
        let empty = Environment::anew("empty")?;
        empty.pip(&["install", &package])?;
        run(empty.program("python"), &["-I", "-c", TRIAL])?;
    }
    Ok(packages)
}

/// The one file of that extension in a folder.
fn only_file(folder: &Path, extension: &str) -> anyhow::Result<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("{} could not be read", folder.display()))? {
        found.push(entry?.path());
    }
    found.retain(|file| file.extension().is_some_and(|other| other == extension));
    ensure!(found.len() == 1, "one .{extension} was expected in {}, and not {}", folder.display(), found.len());
    Ok(found.remove(0))
}

/// Takes the compiled module and everything it loads, and no network.
const TRIAL: &str = "\
import entryphone
with entryphone.Intercom(token='none') as client:
    assert client.contacts.find.prepare('7').url.endswith('/contacts/7')
";

const MATURIN: &str = "maturin==1.16.0";
/// A linker that knows the symbols of old C libraries.
const ZIG: &str = "ziglang==0.17.1";
const TWINE: &str = "twine==7.0.0";

const BIN: &str = if cfg!(windows) { "Scripts" } else { "bin" };

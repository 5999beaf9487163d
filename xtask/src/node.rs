//! The Node side of the workshop: the package, and projects that have it installed.

mod platform;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

pub use self::platform::Platform;
use crate::process::{cargo, run, run_in};
use crate::python::{emptied, target};

/// The package as it would be published.
#[derive(Debug)]
pub struct Package {
    folder: PathBuf,
    /// The packed package.
    pub tarball: PathBuf,
}

impl Package {
    /// Builds the package below `target/`: the addon, the bundle, and what stands around them.
    ///
    /// # Errors
    /// When something does not build, or there is no Node.
    pub fn build() -> anyhow::Result<Package> {
        run(cargo(), &["build", "--release", "--quiet", "--locked", "--package", "entryphone-node"])?;
        let source = crate::commands::root().join("bindings-node");
        let folder = target().join("node").join("package");
        install_locked(&source, &folder)?;
        for name in FILES {
            let from = source.join(name);
            if from.exists() {
                copy(&from, &folder.join(name))?;
            }
        }
        copy(&target().join("release").join(LIBRARY), &folder.join(Platform::addon()))?;
        for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
            copy(&crate::commands::root().join(name), &folder.join(name))?;
        }
        for name in ["index", "machine", "proxy", "testing"] {
            declare_twice(&folder.join(name))?;
        }
        let package = Package { tarball: folder.join(TARBALL), folder };
        let bundle = [
            "js/node.js",
            "--bundle",
            "--platform=node",
            "--format=cjs",
            "--target=node20",
            "--external:../native.cjs",
        ];
        run_in(
            &package.folder,
            package.program("esbuild"),
            &[&bundle[..], &["--outfile=dist/index.cjs", "--log-level=warning"]].concat(),
        )?;
        npm(&package.folder, &["pack", "--silent"])?;
        Ok(package)
    }

    /// Packs it once more, with the licences of what is linked into it.
    ///
    /// # Errors
    /// When something cannot be copied, or `npm` fails.
    pub fn pack_with(&self, licenses: &Path, destination: &Path) -> anyhow::Result<PathBuf> {
        copy(licenses, &self.folder.join(licenses.file_name().unwrap_or_default()))?;
        npm(&self.folder, &["pack", "--silent", "--pack-destination", &destination.to_string_lossy()])?;
        Ok(destination.join(TARBALL))
    }

    /// Takes the addon out, and has npm install the package of whichever platform it is installed on.
    ///
    /// # Errors
    /// When the package cannot be changed.
    pub fn leave_addons_to_platforms(&self) -> anyhow::Result<()> {
        fs::remove_file(self.folder.join(Platform::addon())).context("there is no addon to be taken out")?;
        // npm keeps the order of conditions in `exports`, which decides what is found.
        let names =
            Platform::PUBLISHED.map(|platform| format!("optionalDependencies.{}={VERSION}", platform.package()));
        npm(&self.folder, &[&["pkg", "set"], &names.each_ref().map(String::as_str)[..]].concat())
    }

    /// Packs the addon of this machine as the package of its platform.
    ///
    /// # Errors
    /// When no package is published for this machine, or something cannot be copied or packed.
    pub fn pack_addon(&self, licenses: &Path, destination: &Path) -> anyhow::Result<PathBuf> {
        let platform = Platform::here()?;
        let folder = emptied(&target().join("node/addon"))?;
        for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
            copy(&crate::commands::root().join(name), &folder.join(name))?;
        }
        copy(licenses, &folder.join(licenses.file_name().unwrap_or_default()))?;
        copy(&target().join("release").join(LIBRARY), &folder.join(Platform::addon()))?;
        platform.write_package(&folder, VERSION)?;
        npm(&folder, &["pack", "--silent", "--pack-destination", &destination.to_string_lossy()])?;
        Ok(destination.join(format!("{}-{VERSION}.tgz", platform.package())))
    }

    /// A program that the package is built with.
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join("node_modules").join(".bin").join(name)
    }

    /// Installs the package into a project of that name below `target/`, which has nothing of the checkout but what is copied into it: the
    /// files and folders `copied`, and what the first of them depends on.
    ///
    /// # Errors
    /// When something cannot be copied or installed.
    pub fn install(&self, name: &str, copied: &[&str]) -> anyhow::Result<PathBuf> {
        let root = crate::commands::root();
        let project = target().join("node").join(name);
        let Some(first) = copied.first() else { bail!("a project without anything to run is of no use") };
        install_locked(&root.join(first), &project)?;
        for folder in copied {
            copy(&root.join(folder), &project.join(folder))?;
        }
        // The version does not change from build to build, so npm would leave the one that is there.
        let installed = project.join("node_modules/entryphone");
        if installed.exists() {
            fs::remove_dir_all(&installed).context("the package of an earlier build could not be removed")?;
        }
        npm(&project, &["install", "--no-save", "--no-package-lock", "--offline", &self.tarball.to_string_lossy()])?;
        Ok(project)
    }
}

const FILES: [&str; 16] = [
    "js",
    "README.md",
    "index.js",
    "index.d.ts",
    "machine.cjs",
    "machine.d.ts",
    "machine.js",
    "native.cjs",
    "package.json",
    "package-lock.json",
    "proxy.cjs",
    "proxy.d.ts",
    "proxy.js",
    "testing.cjs",
    "testing.d.ts",
    "testing.js",
];

const LIBRARY: &str = if cfg!(windows) {
    "entryphone_node.dll"
} else if cfg!(target_os = "macos") {
    "libentryphone_node.dylib"
} else {
    "libentryphone_node.so"
};

const VERSION: &str = env!("CARGO_PKG_VERSION");

const TARBALL: &str = concat!("entryphone-", env!("CARGO_PKG_VERSION"), ".tgz");

/// Runs `npm` in a folder.
///
/// # Errors
/// When it cannot be started, or fails.
pub fn npm(folder: &Path, arguments: &[&str]) -> anyhow::Result<()> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
    run_in(folder, program, &[arguments, &quiet].concat()).context("Node 20 or newer with its `npm` is needed")
}

/// Installs what the `package-lock.json` of a folder says into another one, unless that was done before. Without one, that is nothing.
fn install_locked(source: &Path, folder: &Path) -> anyhow::Result<()> {
    let Ok(wanted) = fs::read(source.join("package-lock.json")) else {
        // A project that depends on nothing else still says that it is one, or npm would look for one above it.
        fs::create_dir_all(folder).context("no folder for the project could be made")?;
        return fs::write(folder.join("package.json"), "{}").context("no project could be made");
    };
    let stamp = folder.join("node_modules/.installed");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    // npm writes no address of a registry into a lock file where `.npmrc` says so.
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        copy(&source.join(name), &folder.join(name))?;
    }
    npm(folder, &["ci"])?;
    fs::write(stamp, wanted).context("node_modules cannot be written to")
}

/// Makes the declarations of a module those of what is required; what is imported takes its own from there, as it does its code.
fn declare_twice(module: &Path) -> anyhow::Result<()> {
    let (imported, required) = (module.with_extension("d.ts"), module.with_extension("d.cts"));
    fs::rename(&imported, &required).context("there are no declarations")?;
    let name = module.file_name().unwrap_or_default().to_string_lossy();
    fs::write(imported, format!("export * from \"./{name}.cjs\";\n")).context("the declarations cannot be written")
}

/// Copies a file or a folder, in place of what is there. Nothing else that a build left in a folder is copied.
fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    let failed = || format!("{} could not be copied to {}", from.display(), to.display());
    if !from.is_dir() {
        fs::create_dir_all(to.parent().unwrap_or(to)).with_context(failed)?;
        // Not over the file itself: a process may still run the addon that is there.
        if to.exists() {
            fs::remove_file(to).with_context(failed)?;
        }
        return fs::copy(from, to).map(drop).with_context(failed);
    }
    if to.exists() {
        fs::remove_dir_all(to).with_context(failed)?;
    }
    for entry in fs::read_dir(from).with_context(failed)? {
        let entry = entry.with_context(failed)?;
        if entry.file_name() != "node_modules" {
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

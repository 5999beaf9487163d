//! The Node side of the workshop: the package, and projects that have it installed.

mod platform;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

pub use self::platform::Platform;
use crate::checkout::{copied, copy, emptied, library, licenses, root, target};
use crate::npm::{self, npm};
use crate::process::{cargo, run, run_in};
use crate::release::Materials;

/// What is linked into the addon.
pub const MATERIALS: Materials = Materials { folder: "bindings-node", target: None, features: "" };

/// The package, in one of the forms it has.
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
        Package::assemble("package")?.pack()
    }

    /// Builds it with the licences of what is linked into the addon, as it is given to others.
    ///
    /// # Errors
    /// As [`Package::build`], or when the licences cannot be told.
    pub fn build_with_licenses() -> anyhow::Result<Package> {
        let package = Package::assemble("licensed")?;
        MATERIALS.write_licenses(&package.folder)?;
        package.pack()
    }

    /// Builds it without the addon, for which npm installs the package of whichever platform it is on.
    ///
    /// # Errors
    /// As [`Package::build`], or when the package cannot be changed.
    pub fn build_without_addon() -> anyhow::Result<Package> {
        let package = Package::assemble("apart")?;
        fs::remove_file(package.folder.join(Platform::addon())).context("there is no addon to be taken out")?;
        // npm keeps the order of conditions in `exports`, which decides what is found.
        let names =
            Platform::PUBLISHED.map(|platform| format!("optionalDependencies.{}={VERSION}", platform.package()));
        npm(&package.folder, &[&["pkg", "set"], &names.each_ref().map(String::as_str)[..]].concat())?;
        package.pack()
    }

    fn assemble(name: &str) -> anyhow::Result<Package> {
        let addon = build_addon()?;
        let source = root().join("bindings-node");
        let folder = target().join("node").join(name);
        for name in FILES {
            copy(&source.join(name), &folder.join(name))?;
        }
        copy(&addon, &folder.join(Platform::addon()))?;
        for license in licenses() {
            copied(&license, &folder)?;
        }
        npm::install_locked(&folder)?;
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
        Ok(package)
    }

    fn pack(self) -> anyhow::Result<Package> {
        npm(&self.folder, &["pack", "--silent"])?;
        Ok(self)
    }

    /// A program that the package is built with.
    pub fn program(&self, name: &str) -> PathBuf {
        npm::program(&self.folder, name)
    }

    /// Installs the package into a project of that name below `target/`, which has nothing of the checkout but what is copied into it: the
    /// files and folders `copies`, and what the first of them depends on.
    ///
    /// # Errors
    /// When something cannot be copied or installed.
    pub fn install(&self, name: &str, copies: &[&str]) -> anyhow::Result<PathBuf> {
        let project = target().join("node").join(name);
        let Some(first) = copies.first() else { bail!("a project without anything to run is of no use") };
        if root().join(first).join("package-lock.json").exists() {
            // npm writes no address of a registry into a lock where `.npmrc` says so.
            for name in ["package.json", "package-lock.json", ".npmrc"] {
                copied(&root().join(first).join(name), &project)?;
            }
            npm::install_locked(&project)?;
        } else {
            // A project that depends on nothing else still says that it is one, or npm would look for one above it.
            fs::create_dir_all(&project).context("no folder for the project could be made")?;
            fs::write(project.join("package.json"), "{}").context("no project could be made")?;
        }
        for folder in copies {
            copy(&root().join(folder), &project.join(folder))?;
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

/// Builds the addon of this machine, and says where its library is.
fn build_addon() -> anyhow::Result<PathBuf> {
    run(cargo(), &["build", "--release", "--quiet", "--locked", "--package", "entryphone-node"])?;
    Ok(target().join("release").join(library("entryphone_node")))
}

/// Packs the addon of this machine as the package of its platform, with the licences of what is linked into it.
///
/// # Errors
/// When no package is published for this machine, or something cannot be built, copied or packed.
pub fn pack_addon(destination: &Path) -> anyhow::Result<PathBuf> {
    let platform = Platform::here()?;
    let addon = build_addon()?;
    let folder = emptied(&target().join("node/addon"))?;
    for license in licenses() {
        copied(&license, &folder)?;
    }
    MATERIALS.write_licenses(&folder)?;
    copy(&addon, &folder.join(Platform::addon()))?;
    platform.write_package(&folder, VERSION)?;
    npm(&folder, &["pack", "--silent", "--pack-destination", &destination.to_string_lossy()])?;
    Ok(destination.join(format!("{}-{VERSION}.tgz", platform.package())))
}

/// What the package is made of, and how its tools are installed.
const FILES: [&str; 17] = [
    ".npmrc",
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

const VERSION: &str = env!("CARGO_PKG_VERSION");

const TARBALL: &str = concat!("entryphone-", env!("CARGO_PKG_VERSION"), ".tgz");

/// Makes the declarations of a module those of what is required; what is imported takes its own from there, as it does its code.
fn declare_twice(module: &Path) -> anyhow::Result<()> {
    let (imported, required) = (module.with_extension("d.ts"), module.with_extension("d.cts"));
    fs::rename(&imported, &required).context("there are no declarations")?;
    let name = module.file_name().unwrap_or_default().to_string_lossy();
    fs::write(imported, format!("export * from \"./{name}.cjs\";\n")).context("the declarations cannot be written")
}

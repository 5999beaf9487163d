//! `cargo xtask package`: what is published, made into `dist/` and tried in empty places.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};

use crate::checkout::{copied, emptied, licenses, root, target};
use crate::node;
use crate::npm::{self, npm};
use crate::process::{cargo, run, run_in, start};
use crate::python;
use crate::release::{Materials, State, check_changelog, ensure_one_version};
use crate::ruby;
use crate::web;

/// Makes packages in a folder, and says which.
type Package = fn(&Path) -> Result<Vec<PathBuf>>;

const PARTS: [(&str, Package); 6] = [
    ("crate", package_crate),
    ("python", package_python),
    ("node", package_node),
    ("addon", package_addon),
    ("web", package_web),
    ("ruby", package_ruby),
];

/// Makes all packages, or those of one part, with a bill of materials beside each. `--release TAG` makes them as they are published: the
/// version has to be the tag's and to have its section in the changelog, and Node's package leaves its addons to those of the platforms.
///
/// # Errors
/// When versions disagree, or something cannot be built, installed or used.
#[expect(clippy::print_stdout, reason = "the command talks to the person who runs it")]
pub fn run_parts(arguments: &[String]) -> Result<()> {
    let root = root();
    let version = ensure_one_version(&root)?;
    let changelog = fs::read_to_string(root.join("CHANGELOG.md")).context("CHANGELOG.md cannot be read")?;
    let state = check_changelog(&changelog, version)?;
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let parts = match *arguments {
        [] => vec![package_crate as Package, package_python, package_node, package_web, package_ruby],
        ["--release", tag] => {
            ensure!(tag == format!("v{version}"), "the tag is {tag}, and the version in Cargo.toml {version}");
            ensure!(
                state == State::Released,
                "the newest section of CHANGELOG.md is `Unreleased`; give it its version and day"
            );
            vec![package_crate, package_python, package_node_and_addon, package_web, package_ruby]
        }
        [name] => match PARTS.iter().find(|(known, _)| *known == name) {
            Some(&(_, package)) => vec![package],
            None => bail!("`package` has no part `{name}`; it has {}", PARTS.map(|(name, _)| name).join(", ")),
        },
        _ => bail!("`package` takes the name of one part, `--release TAG`, or nothing"),
    };
    let folder = root.join("dist");
    fs::create_dir_all(&folder).context("dist/ cannot be made")?;
    let mut made = Vec::new();
    for package in parts {
        made.extend(package(&folder)?);
    }
    println!("\nentryphone {version} in {}", folder.display());
    for file in &made {
        println!("{:>9} bytes  {}", fs::metadata(file)?.len(), file.file_name().unwrap_or_default().display());
    }
    if state == State::Unreleased {
        println!("not to be published yet: the newest section of CHANGELOG.md is `Unreleased`");
    }
    Ok(())
}

const CORE: Materials = Materials { folder: "core", target: None, features: "" };
const PYTHON: Materials = Materials { folder: "bindings-py", target: None, features: "" };
const RUBY: Materials = Materials { folder: "bindings-uniffi", target: None, features: "" };
const WEB: Materials =
    Materials { folder: "bindings-wasm", target: Some("wasm32-unknown-unknown"), features: "signatures" };

/// The crate, compiled once more from what was packed, and used by a project that has nothing else.
fn package_crate(folder: &Path) -> Result<Vec<PathBuf>> {
    let cargo = cargo();
    run(&cargo, &["package", "--quiet", "--locked", "--allow-dirty", "--package", "entryphone"])?;
    let name = concat!("entryphone-", env!("CARGO_PKG_VERSION"));
    let packed = target().join("package").join(format!("{name}.crate"));
    let project = emptied(&target().join("packages/crate"))?;
    run_in(&project, "tar", &["-xzf", &packed.to_string_lossy()])?;
    fs::create_dir_all(project.join("src"))?;
    fs::write(project.join("Cargo.toml"), CRATE_TRIAL_MANIFEST.replace("FOLDER", name))?;
    fs::write(project.join("src/main.rs"), CRATE_TRIAL)?;
    run_in(&project, &cargo, &["run", "--quiet"])?;
    let artefact = copied(&packed, folder)?;
    let bill = CORE.write_bill(&artefact)?;
    Ok(vec![artefact, bill])
}

/// The wheel, in which maturin puts a bill of materials of its own, and the source.
fn package_python(folder: &Path) -> Result<Vec<PathBuf>> {
    let licenses = PYTHON.write_licenses(&root().join("bindings-py"))?;
    let packages = python::package();
    // It is of one build and would be taken for a part of the checkout.
    fs::remove_file(licenses).context("the licences of others could not be removed from the checkout")?;
    let packages = packages?;
    let wheel = copied(&packages.wheel, folder)?;
    let bill = PYTHON.write_bill(&wheel)?;
    Ok(vec![wheel, bill, copied(&packages.source, folder)?])
}

/// The package of Node with the addon of this machine inside.
fn package_node(folder: &Path) -> Result<Vec<PathBuf>> {
    let artefact = copied(&node::Package::build_with_licenses()?.tarball, folder)?;
    use_in_node(&try_in_node("node", &artefact)?)?;
    let bill = node::MATERIALS.write_bill(&artefact)?;
    Ok(vec![artefact, bill])
}

/// The package of Node without an addon, and the addon of this machine as the package of its platform; together they are what npm
/// installs here.
fn package_node_and_addon(folder: &Path) -> Result<Vec<PathBuf>> {
    let artefact = copied(&node::Package::build_without_addon()?.tarball, folder)?;
    let project = try_in_node("node", &artefact)?;
    let mut made = package_addon(folder)?;
    npm(&project, &["install", "--offline", "--omit=optional", &made[0].to_string_lossy()])?;
    use_in_node(&project)?;
    made.insert(0, artefact);
    Ok(made)
}

/// The addon of this machine as the package of its platform.
fn package_addon(folder: &Path) -> Result<Vec<PathBuf>> {
    let artefact = node::pack_addon(folder)?;
    let bill = node::MATERIALS.write_bill(&artefact)?;
    Ok(vec![artefact, bill])
}

/// The package of the browser, loaded by an empty project in Node; `cargo xtask test web` loads it in pages.
fn package_web(folder: &Path) -> Result<Vec<PathBuf>> {
    let package = web::build()?;
    let mut added = vec![WEB.write_licenses(&package)?];
    for license in licenses() {
        added.push(copied(&license, &package)?);
    }
    let packed = npm(&package, &["pack", "--silent", "--pack-destination", &folder.to_string_lossy()]);
    for file in added {
        fs::remove_file(file).context("a copied licence could not be removed from the checkout")?;
    }
    packed?;
    let artefact = folder.join(concat!("entryphone-web-", env!("CARGO_PKG_VERSION"), ".tgz"));
    let project = try_in_node("web", &artefact)?;
    fs::write(project.join("trial.mjs"), WEB_IMPORTS)?;
    run_in(&project, "node", &["trial.mjs"])?;
    let bill = WEB.write_bill(&artefact)?;
    Ok(vec![artefact, bill])
}

/// The gem with the library of this machine, used by an empty place; nothing where there is no Ruby.
#[expect(clippy::print_stderr, reason = "the command talks to the person who runs it")]
fn package_ruby(folder: &Path) -> Result<Vec<PathBuf>> {
    if let Some(reason) = ruby::find()? {
        eprintln!("the gem is left out: {reason}");
        return Ok(Vec::new());
    }
    let licenses = RUBY.write_licenses(&target().join("packages"))?;
    let artefact = copied(&ruby::build(&[&licenses])?, folder)?;
    let home = ruby::install(&artefact, "package")?;
    start(&target(), Path::new("ruby"), &["-e", RUBY_TRIAL], &[("GEM_HOME", &home.to_string_lossy())])?;
    let bill = RUBY.write_bill(&artefact)?;
    Ok(vec![artefact, bill])
}

/// Installs a tarball into a project that has nothing, and has the checkers of packages look at it.
fn try_in_node(name: &str, tarball: &Path) -> Result<PathBuf> {
    let project = emptied(&target().join("packages").join(name))?;
    fs::write(project.join("package.json"), "{ \"private\": true }")?;
    let tarball = tarball.to_string_lossy();
    npm(&project, &["install", "--offline", "--omit=optional", &tarball])?;
    let tools = npm::Package::open("tests/node")?;
    for checker in ["publint", "attw"] {
        // What a page has of the machines is for its own face, and declared nowhere.
        let of_web: &[&str] = &["--profile", "esm-only", "--exclude-entrypoints", "machine"];
        let options = if checker == "attw" && name == "web" { of_web } else { &[] };
        run(tools.program(checker), &[&[&*tarball], options].concat())?;
    }
    Ok(project)
}

/// Requires and imports the package of Node.
fn use_in_node(project: &Path) -> Result<()> {
    for (name, trial) in [("trial.cjs", NODE_REQUIRES), ("trial.mjs", NODE_IMPORTS)] {
        fs::write(project.join(name), trial)?;
        run_in(project, "node", &[name])?;
    }
    Ok(())
}

const CRATE_TRIAL_MANIFEST: &str = "\
[package]
name = \"trial\"
version = \"0.0.0\"
edition = \"2024\"

[dependencies]
entryphone = { path = \"FOLDER\" }

[workspace]
";

const CRATE_TRIAL: &str = r##"
fn main() -> Result<(), entryphone::Error> {
    let client = entryphone::Client::new(entryphone::Config::default())?;
    let arguments = entryphone::Arguments { path: Some(br#"["7"]"#), ..Default::default() };
    let request = client.prepare(client.operation("contacts.find")?, &arguments)?;
    assert!(request.url.ends_with("/contacts/7"));
    Ok(())
}
"##;

const NODE_REQUIRES: &str = "\
const { Intercom } = require('entryphone');
const request = new Intercom({ token: 'none' }).contacts.find.prepare('7');
if (!request.url.endsWith('/contacts/7')) throw new Error(request.url);
";

const NODE_IMPORTS: &str = "\
import { Intercom } from 'entryphone';
import { createProxy } from 'entryphone/proxy';
const request = new Intercom({ token: 'none' }).contacts.find.prepare('7');
if (!request.url.endsWith('/contacts/7') || typeof createProxy !== 'function') throw new Error(request.url);
";

const RUBY_TRIAL: &str = "\
require 'entryphone'
url = Entryphone::Client.new(token: 'none').contacts.prepare(:find, '7').url
raise url unless url.end_with?('/contacts/7')
";

const WEB_IMPORTS: &str = "\
import { readFileSync } from 'node:fs';
import { Intercom, initSync } from 'entryphone-web/manual';
import * as signatures from 'entryphone-web/signatures';
const bytesOf = (name) => readFileSync(new URL(import.meta.resolve(name)));
initSync({ module: bytesOf('entryphone-web/wasm') });
signatures.initSync({ module: bytesOf('entryphone-web/signatures.wasm') });
signatures.webhooks.verify('{}', { 'X-Hub-Signature': signatures.webhooks.sign('{}', 'secret') }, { secret: 'secret' });
const request = new Intercom({ token: 'none' }).contacts.find.prepare('7');
if (!request.url.endsWith('/contacts/7')) throw new Error(request.url);
";

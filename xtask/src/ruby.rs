//! The Ruby side of the workshop: the gem, places that have it installed, and what `UniFFI` writes for it and its siblings.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use crate::checkout::{copied, copy, emptied, library, licenses, root, target};
use crate::debian;
use crate::process::{cargo, run, run_in, start};

/// Sees to it that Ruby is there with what the gem stands on, or says why what needs it is left out.
///
/// # Errors
/// When an installation fails.
pub fn find() -> Result<Option<String>> {
    if let Some(reason) = debian::ensure("ruby", "ruby")? {
        return Ok(Some(reason));
    }
    for (library, package) in LIBRARIES {
        let script = format!("require '{library}'");
        if let Some(reason) = debian::ensure_that("ruby", &["-e", &script], package)? {
            return Ok(Some(reason));
        }
    }
    Ok(None)
}

/// What the gem and its tests require, and where Debian has it.
const LIBRARIES: [(&str, &str); 3] = [("ffi", "ruby-ffi"), ("minitest", "ruby-minitest"), ("rack", "ruby-rack")];

/// Builds the gem for this machine, with files besides those of the checkout.
///
/// # Errors
/// When something does not build, or there is no Ruby.
pub fn build(besides: &[&Path]) -> Result<PathBuf> {
    run(cargo(), &["build", "--release", "--quiet", "--locked", "--package", "entryphone-uniffi"])?;
    let library = library(LIBRARY);
    let folder = emptied(&target().join("ruby").join("gem"))?;
    for name in ["lib", "sig", "README.md", "entryphone.gemspec"] {
        copy(&root().join(GEM).join(name), &folder.join(name))?;
    }
    for file in licenses().iter().map(PathBuf::as_path).chain(besides.iter().copied()) {
        copied(file, &folder)?;
    }
    copy(&target().join("release").join(&library), &folder.join("lib").join(&library))?;
    run_in(&folder, "gem", &["build", "--quiet", "--strict", "entryphone.gemspec"])?;
    let files = fs::read_dir(&folder)?.collect::<std::io::Result<Vec<_>>>()?;
    let gem = files.iter().map(fs::DirEntry::path).find(|path| path.extension().is_some_and(|ending| ending == "gem"));
    gem.context("no gem was built")
}

/// Installs the gem into an empty place of that name below `target/`, without a network, and gives the place.
///
/// # Errors
/// When it cannot be installed.
pub fn install(gem: &Path, name: &str) -> Result<PathBuf> {
    let home = emptied(&target().join("ruby").join(name))?;
    let arguments = ["install", "--local", "--no-document", "--silent", &gem.to_string_lossy()];
    start(&target(), Path::new("gem"), &arguments, &[("GEM_HOME", &home.to_string_lossy())])?;
    Ok(home)
}

/// Writes what `UniFFI` makes of the library where it belongs; or with `only_checks`, says whether it is there already.
///
/// # Errors
/// When something does not build, or with `only_checks`, when a file is not what the library says.
pub fn bind(only_checks: bool) -> Result<()> {
    // What UniFFI knows of the library stands among its symbols, which a release has none of.
    let packages = ["--package", "entryphone-uniffi", "--package", "entryphone-uniffi-bindgen"];
    run(cargo(), &[&["build", "--quiet", "--locked"], &packages[..]].concat())?;
    let root = root();
    let debug = target().join("debug");
    let folder = target().join("ruby").join("bindings");
    let settings = root.join("bindings-uniffi/uniffi.toml");
    let paths = [&debug.join(library(LIBRARY)), &settings, &folder].map(|path| path.to_string_lossy().into_owned());
    run(debug.join("entryphone-uniffi-bindgen"), &paths.each_ref().map(String::as_str))?;
    let mut stale = Vec::new();
    for (written, place) in BINDINGS {
        let text = fs::read_to_string(folder.join(written)).with_context(|| format!("UniFFI wrote no {written}"))?;
        let text = marked(place, &text);
        if only_checks && fs::read_to_string(root.join(place)).is_ok_and(|found| found == text) {
            continue;
        }
        if only_checks {
            stale.push(place);
            continue;
        }
        let place = root.join(place);
        fs::create_dir_all(place.parent().unwrap_or(&root))?;
        fs::write(&place, text).with_context(|| format!("{} cannot be written", place.display()))?;
    }
    ensure!(stale.is_empty(), "{} is not what the library says; run `cargo xtask bind`", stale.join(", "));
    Ok(())
}

/// What `UniFFI` writes, and where it belongs.
const BINDINGS: [(&str, &str); 5] = [
    ("ruby/entryphone_engine.rb", "bindings-uniffi/ruby/lib/entryphone_engine.rb"),
    (
        "kotlin/io/entryphone/engine/entryphone_engine.kt",
        "bindings-uniffi/kotlin/src/main/kotlin/io/entryphone/engine/entryphone_engine.kt",
    ),
    ("swift/EntryphoneEngine.swift", "bindings-uniffi/swift/Sources/EntryphoneEngine/EntryphoneEngine.swift"),
    ("swift/EntryphoneEngineFFI.h", "bindings-uniffi/swift/Sources/EntryphoneEngineFFI/include/EntryphoneEngineFFI.h"),
    (
        "swift/EntryphoneEngineFFI.modulemap",
        "bindings-uniffi/swift/Sources/EntryphoneEngineFFI/include/module.modulemap",
    ),
];

/// The text with a line that says where it comes from, and without what no editor would leave there.
fn marked(place: &str, text: &str) -> String {
    // Ruby's warnings are for who writes, and users run their tests with them.
    let (sign, besides) = if place.starts_with(GEM) { ("#", "# warn_indent: false\n") } else { ("//", "") };
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let head = format!("{sign} @generated by `cargo xtask bind` from bindings-uniffi/src; do not edit.\n{besides}");
    format!("{head}\n{}\n", lines.join("\n").trim_end())
}

/// Where the gem is.
const GEM: &str = "bindings-uniffi/ruby";

/// The crate that the gem has inside, as its library is called.
const LIBRARY: &str = "entryphone_uniffi";

//! What an artefact says of the work of others in it: their licences, word for word, and a bill of materials for who audits.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::process::{cargo, run_with};
use crate::python::target;

const ABOUT: &str = "cargo-about@0.9.0";
const CYCLONEDX: &str = "cargo-cyclonedx@0.5.9";

/// Everything that is linked into one crate's artefact.
#[derive(Clone, Copy, Debug)]
pub struct Materials {
    /// The crate's folder in the checkout.
    pub folder: &'static str,
    /// The target it is built for, as rustc names it; that of this machine where there is none.
    pub target: Option<&'static str>,
}

impl Materials {
    /// The name under which [`Materials::write_licenses`] leaves its file.
    pub const LICENSES: &str = "LICENSE-THIRD-PARTY";

    /// Writes the licences of all that is linked in, beside those of the project. A licence that `about.toml` does not accept is an error.
    ///
    /// # Errors
    /// When a crate has no licence text, or one that is not accepted.
    pub fn write_licenses(self, into: &Path) -> Result<PathBuf> {
        let root = crate::commands::root();
        let (template, config) = (root.join("xtask/about.hbs"), root.join("xtask/about.toml"));
        let (manifest, file) = (root.join(self.folder).join("Cargo.toml"), into.join(Materials::LICENSES));
        let paths = [&template, &config, &manifest, &file].map(|path| path.to_string_lossy());
        let [template, config, manifest, written] = &paths;
        let mut arguments = vec!["generate", "--fail", "--locked", "--offline", "--manifest-path", manifest];
        arguments.extend(self.target.iter().flat_map(|target| ["--target", target]));
        arguments.extend(["--config", config, "--output-file", written, template]);
        run_with(tool(ABOUT)?, &arguments, &[])?;
        Ok(file)
    }

    /// Writes a bill of materials in the form of `CycloneDX` into a folder, under the name of the artefact it is of.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn write_bill(self, artefact: &Path) -> Result<PathBuf> {
        let manifest = crate::commands::root().join(self.folder).join("Cargo.toml");
        let shown = manifest.to_string_lossy();
        let mut arguments = vec!["cyclonedx", "--quiet", "--format", "json", "--spec-version", "1.5"];
        arguments.extend(["--override-filename", "bill", "--manifest-path", &shown]);
        arguments.extend(self.target.iter().flat_map(|target| ["--target", target]));
        run_with(tool(CYCLONEDX)?, &arguments, &[])?;
        let name = artefact.file_name().context("an artefact without a name")?.to_string_lossy();
        let bill = artefact.with_file_name(format!("{name}.cdx.json"));
        // The tool writes one beside each manifest of the workspace.
        let made = manifest.with_file_name("bill.json");
        fs::copy(&made, &bill).with_context(|| format!("{} was not written", made.display()))?;
        Ok(bill)
    }
}

/// A program of cargo's, below `target/`, installed when it is first asked for.
fn tool(wanted: &str) -> Result<PathBuf> {
    let (name, _) = wanted.split_once('@').context("a tool without a version")?;
    let folder = target().join("tools");
    let stamp = folder.join(wanted);
    if !stamp.exists() {
        let root = folder.to_string_lossy();
        run_with(cargo(), &["install", "--quiet", "--locked", "--root", &root, wanted], &[])?;
        fs::write(stamp, "").context("the folder of tools cannot be written to")?;
    }
    Ok(folder.join("bin").join(name))
}

//! What an artefact says of the work of others in it: their licences, word for word, and a bill of materials for who audits.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::process::{cargo, output, run_with};
use crate::python::target;

const ABOUT: &str = "cargo-about@0.9.0";

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

    /// Writes a bill of materials in the form of `CycloneDX` 1.6 beside the artefact it is of, without a word about this machine.
    ///
    /// # Errors
    /// When cargo cannot say what is linked in.
    pub fn write_bill(self, artefact: &Path) -> Result<PathBuf> {
        let name = artefact.file_name().context("an artefact without a name")?.to_string_lossy();
        let lock =
            fs::read_to_string(crate::commands::root().join("Cargo.lock")).context("Cargo.lock cannot be read")?;
        let bill = bill(&name, &self.linked()?, &lock.parse()?);
        let file = artefact.with_file_name(format!("{name}.cdx.json"));
        fs::write(&file, format!("{bill:#}\n")).context("the bill of materials cannot be written")?;
        Ok(file)
    }

    /// What is linked in, a line each: name, version, licence. `cargo tree` alone resolves the features of one crate of a workspace.
    fn linked(self) -> Result<BTreeSet<String>> {
        let manifest = crate::commands::root().join(self.folder).join("Cargo.toml");
        let manifest = manifest.to_string_lossy();
        let mut arguments = vec!["tree", "--locked", "--manifest-path", &manifest, "--edges", "normal,no-proc-macro"];
        arguments.extend(["--prefix", "none", "--no-dedupe", "--format", "{p}|{l}"]);
        arguments.extend(self.target.iter().flat_map(|target| ["--target", target]));
        Ok(output(cargo(), &arguments)?.lines().map(str::to_owned).collect())
    }
}

/// The bill of an artefact, from the lines of what is linked into it and the lock that has their digests.
fn bill(artefact: &str, linked: &BTreeSet<String>, lock: &toml::Table) -> Value {
    let locked = |name: &str, version: &str| {
        let packages = lock.get("package")?.as_array()?;
        packages
            .iter()
            .find(|package| package["name"].as_str() == Some(name) && package["version"].as_str() == Some(version))
    };
    let component = |line: &String| {
        let (package, license) = line.split_once('|')?;
        let mut words = package.split(' ');
        let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
        let purl = format!("pkg:cargo/{name}@{version}");
        let mut component =
            json!({ "type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl });
        // An old way to write `OR`.
        component["licenses"] = json!([{ "expression": license.replace('/', " OR ") }]);
        if let Some(digest) = locked(name, version)?.get("checksum") {
            component["hashes"] = json!([{ "alg": "SHA-256", "content": digest.as_str() }]);
        }
        Some(component)
    };
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": { "type": "file", "name": artefact, "version": env!("CARGO_PKG_VERSION") },
        },
        "components": linked.iter().filter_map(component).collect::<Vec<_>>(),
    })
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::bill;

    #[test]
    fn a_bill_names_what_is_linked_in_with_its_digest_and_no_folder_of_this_machine() {
        let linked = ["strsim v0.11.1|MIT", "own v0.1.0 (/home/somebody/own)|MIT/Apache-2.0"].map(str::to_owned);
        let lock = r#"
            [[package]]
            name = "own"
            version = "0.1.0"

            [[package]]
            name = "strsim"
            version = "0.11.1"
            checksum = "7da8"
        "#;
        let bill = bill("own.whl", &BTreeSet::from(linked), &lock.parse().expect("a lock"));
        assert_eq!(bill["components"][0]["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(bill["components"][1]["purl"], "pkg:cargo/strsim@0.11.1");
        assert_eq!(bill["components"][1]["hashes"][0]["content"], "7da8");
        assert!(!bill.to_string().contains("/home"));
    }
}

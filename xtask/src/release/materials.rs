//! What an artefact says of the work of others in it: their licences, word for word, and a bill of materials for who audits.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use crate::checkout::root;
use crate::process::{cargo, output};

/// Everything that is linked into one crate's artefact.
#[derive(Clone, Copy, Debug)]
pub struct Materials {
    /// The crate's folder in the checkout.
    pub folder: &'static str,
    /// The target it is built for, as rustc names it; that of this machine where there is none.
    pub target: Option<&'static str>,
    /// The features besides the default ones of what is built from it, separated by commas.
    pub features: &'static str,
}

impl Materials {
    /// The name under which [`Materials::write_licenses`] leaves its file.
    pub const LICENSES: &str = "LICENSE-THIRD-PARTY";

    /// Writes the licences of all that is linked in, word for word; which of them may be is for `deny.toml` to say.
    ///
    /// # Errors
    /// When a crate brings no licence along, or cargo cannot say what is linked in.
    pub fn write_licenses(self, into: &Path) -> Result<PathBuf> {
        let metadata = output(cargo(), &["metadata", "--locked", "--format-version", "1"])?;
        let metadata: Value = serde_json::from_str(&metadata).context("what cargo tells is no JSON")?;
        let packages = metadata["packages"].as_array().context("cargo tells of no packages")?;
        let mut written = "What is linked into this package, and the licences it comes under.\n\n".to_owned();
        let mut texts = Texts::default();
        for linked in self.linked()? {
            let Linked { name, version, license } = &linked;
            let found = packages.iter().find(|package| package["name"] == **name && package["version"] == **version);
            let found = found.with_context(|| format!("cargo does not tell where {name} {version} is"))?;
            if found["source"].is_null() {
                // Ours, whose licences stand beside this file.
                continue;
            }
            let manifest = found["manifest_path"].as_str().unwrap_or_default();
            let mut own = license_texts(Path::new(manifest).parent().unwrap_or(Path::new("")))?;
            if own.is_empty() {
                let is_under_mit = license.split(" OR ").any(|choice| choice == "MIT");
                own.push(match &**license {
                    _ if is_under_mit => mit_of(&found["authors"])?,
                    "MPL-2.0" => MPL.to_owned(),
                    _ => bail!("{name} {version} brings no licence along, and is under neither MIT's nor Mozilla's"),
                });
            }
            let repository = found["repository"].as_str().unwrap_or_default();
            writeln!(written, "{name} {version}, {license}, {repository}").expect("a string takes any text");
            for text in own {
                texts.add(&linked, text);
            }
        }
        texts.write(&mut written);
        fs::create_dir_all(into)?;
        let file = into.join(Materials::LICENSES);
        fs::write(&file, written).context("the licences cannot be written")?;
        Ok(file)
    }

    /// Writes a bill of materials in the form of `CycloneDX` 1.6 beside the artefact it is of, without a word about this machine.
    ///
    /// # Errors
    /// When cargo cannot say what is linked in.
    pub fn write_bill(self, artefact: &Path) -> Result<PathBuf> {
        let name = artefact.file_name().context("an artefact without a name")?.to_string_lossy();
        let lock = fs::read_to_string(root().join("Cargo.lock")).context("Cargo.lock cannot be read")?;
        let bill = bill(&name, &self.linked()?, &lock.parse()?);
        let file = artefact.with_file_name(format!("{name}.cdx.json"));
        fs::write(&file, format!("{bill:#}\n")).context("the bill of materials cannot be written")?;
        Ok(file)
    }

    /// What is linked in. `cargo tree` alone resolves the features of one crate of a workspace.
    fn linked(self) -> Result<BTreeSet<Linked>> {
        let manifest = root().join(self.folder).join("Cargo.toml");
        let manifest = manifest.to_string_lossy();
        let mut arguments = vec!["tree", "--locked", "--manifest-path", &manifest, "--edges", "normal,no-proc-macro"];
        arguments.extend(["--prefix", "none", "--no-dedupe", "--format", "{p}|{l}", "--features", self.features]);
        arguments.extend(self.target.iter().flat_map(|target| ["--target", target]));
        output(cargo(), &arguments)?.lines().map(Linked::read).collect()
    }
}

/// One crate.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Linked {
    name: String,
    version: String,
    license: String,
}

impl Linked {
    /// Reads a line of `cargo tree`: `name v1.2.0 (where)|licence`.
    fn read(line: &str) -> Result<Linked> {
        let read = || {
            let (package, license) = line.split_once('|')?;
            let mut words = package.split(' ');
            let (name, version) = (words.next()?.to_owned(), words.next()?.strip_prefix('v')?.to_owned());
            // The slash is an old way to write `OR`.
            Some(Linked { name, version, license: license.replace('/', " OR ") })
        };
        read().with_context(|| format!("cargo tree printed `{line}`, and not a name, a version and a licence"))
    }
}

/// The texts of licences, each once, with the crates that bring it along. Most bring the same, in other lines.
#[derive(Default)]
struct Texts(Vec<(String, String)>);

impl Texts {
    fn add(&mut self, of: &Linked, text: String) {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let owner = format!("{} {}", of.name, of.version);
        match self.0.iter_mut().find(|(_, known)| words(known) == words(&text)) {
            Some((owners, _)) => *owners = format!("{owners}, {owner}"),
            None => self.0.push((owner, text)),
        }
    }

    fn write(&self, written: &mut String) {
        for (owners, text) in &self.0 {
            let (thick, thin) = ("=".repeat(80), "-".repeat(80));
            write!(written, "\n{thick}\n{owners}\n{thin}\n{}\n", text.trim_end()).expect("a string takes any text");
        }
    }
}

/// The texts that a crate brings along.
fn license_texts(folder: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().to_ascii_uppercase();
        if entry.path().is_file()
            && ["LICEN", "COPYING", "NOTICE", "UNLICENSE"].iter().any(|start| name.starts_with(start))
        {
            files.push(entry.path());
        }
    }
    files.sort();
    files
        .iter()
        .map(|file| fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display())))
        .collect()
}

/// What Mozilla's licence asks for where its files come compiled.
const MPL: &str = "Unchanged, under the Mozilla Public License 2.0: https://mozilla.org/MPL/2.0/. Its source is at the address above.";

/// MIT's text, in the name of those authors.
fn mit_of(authors: &Value) -> Result<String> {
    let ours = fs::read_to_string(root().join("LICENSE-MIT")).context("LICENSE-MIT cannot be read")?;
    let names: Vec<&str> = authors.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let is_copyright = |line: &str| line.starts_with("Copyright");
    let lines = ours
        .lines()
        .map(|line| if is_copyright(line) { format!("Copyright (c) {}", names.join(", ")) } else { line.to_owned() });
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// The bill of an artefact, from what is linked into it and the lock that has its digests.
fn bill(artefact: &str, linked: &BTreeSet<Linked>, lock: &toml::Table) -> Value {
    let locked = |package: &Linked| {
        let packages = lock.get("package")?.as_array()?;
        let is_it = |entry: &&toml::Value| {
            entry["name"].as_str() == Some(&package.name) && entry["version"].as_str() == Some(&package.version)
        };
        packages.iter().find(is_it)?.get("checksum")?.as_str()
    };
    let component = |package: &Linked| {
        let Linked { name, version, license } = package;
        let purl = format!("pkg:cargo/{name}@{version}");
        let mut component = json!({
            "type": "library",
            "bom-ref": purl,
            "name": name,
            "version": version,
            "purl": purl,
            "licenses": [{ "expression": license }],
        });
        if let Some(digest) = locked(package) {
            component["hashes"] = json!([{ "alg": "SHA-256", "content": digest }]);
        }
        component
    };
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": { "type": "file", "name": artefact, "version": env!("CARGO_PKG_VERSION") },
        },
        "components": linked.iter().map(component).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Linked, Texts, bill};

    #[test]
    fn a_text_that_many_bring_along_stands_once() {
        let linked = |name: &str| Linked { name: name.into(), version: "1.0.0".into(), license: "MIT".into() };
        let mut texts = Texts::default();
        texts.add(&linked("one"), "Do what\nyou like.\n".to_owned());
        texts.add(&linked("two"), "Copyright (c) Two".to_owned());
        texts.add(&linked("three"), "  Do what you\n  like.".to_owned());
        let mut written = String::new();
        texts.write(&mut written);
        assert_eq!(written.matches("you like.").count(), 1);
        assert!(written.contains("one 1.0.0, three 1.0.0\n") && written.contains("Copyright (c) Two"), "{written}");
    }

    #[test]
    fn a_bill_names_what_is_linked_in_with_its_digest_and_no_folder_of_this_machine() {
        let linked = ["strsim v0.11.1|MIT", "own v0.1.0 (/home/somebody/own)|MIT/Apache-2.0"];
        let linked = linked.map(|line| Linked::read(line).expect("a line of cargo tree"));
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

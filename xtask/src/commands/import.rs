//! `cargo xtask import DIR`: folds OpenAPI descriptions into `core/catalog`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};

use crate::catalog::description::Description;
use crate::catalog::{Catalog, files, report};
use crate::checkout;

/// Runs the command, and says what differs and what is left to do.
///
/// # Errors
/// As [`import`], or the arguments are wrong.
#[expect(clippy::print_stdout, reason = "the command talks to the person who runs it")]
pub fn run(arguments: &[String]) -> Result<()> {
    let [folder] = arguments else { bail!("`import` takes the folder that holds the descriptions") };
    let report = import(&checkout::root(), Path::new(folder))?;
    print!("{}", if report.is_empty() { "nothing is different\n" } else { &report });
    Ok(())
}

/// Folds the descriptions in a folder into the catalog of the checkout at `root`. Returns the report, which is empty when nothing
/// is different.
///
/// # Errors
/// The descriptions or the catalog cannot be read, folded or written.
pub fn import(root: &Path, folder: &Path) -> Result<String> {
    let before = Catalog::read(root)?;
    let after = Catalog { archive: before.archive.import(&read_descriptions(folder)?)?, ..before.clone() };
    let catalog = root.join("core/catalog");
    files::write_folder(&catalog.join("api"), &files::to_files(&after.archive.model)?)?;
    fs::write(catalog.join("sources.toml"), after.archive.sources.write()).context("cannot write sources.toml")?;
    Ok(report::report(&before.archive, &after))
}

/// Reads every YAML file of a folder, or of the folders in it, as Intercom lays them out.
fn read_descriptions(folder: &Path) -> Result<BTreeMap<String, Description>> {
    let mut found = BTreeMap::new();
    for path in yaml_files(folder)? {
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let (version, description) =
            Description::from_openapi(&text).with_context(|| format!("in {}", path.display()))?;
        ensure!(found.insert(version.clone(), description).is_none(), "two files describe version {version}");
    }
    ensure!(!found.is_empty(), "{} holds no .yaml file", folder.display());
    Ok(found)
}

fn yaml_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(yaml_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

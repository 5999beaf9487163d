//! `cargo xtask import DIR`: folds OpenAPI descriptions into `core/catalog`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};

use crate::catalog::description::Description;
use crate::catalog::files;
use crate::catalog::import::Archive;
use crate::catalog::{names, report};

/// Runs the command, and says what is new, gone, renamed, retyped or without a name.
///
/// # Errors
/// The arguments are wrong, or the descriptions cannot be read, folded or written.
#[expect(clippy::print_stdout, reason = "the command talks to the person who runs it")]
pub fn run(arguments: &[String]) -> Result<()> {
    let [folder] = arguments else { bail!("`import` takes the folder that holds the descriptions") };
    let catalog = super::root().join("core/catalog");
    let sources_file = catalog.join("sources.toml");
    let sources = if sources_file.exists() { fs::read_to_string(&sources_file)? } else { String::new() };
    let names = names::read(&fs::read_to_string(catalog.join("names.toml")).context("cannot read names.toml")?)?;
    let before = Archive::read(&sources, &files::read_folder(&catalog.join("api"))?)?;
    let after = before.import(&read_descriptions(Path::new(folder))?)?;
    files::write_folder(&catalog.join("api"), &files::to_files(&after.model)?)?;
    fs::write(&sources_file, after.sources.write()).context("cannot write sources.toml")?;
    let differences = report::differences(&before.model, &after.model, &names);
    print!("{}", if differences.is_empty() { "nothing is different\n" } else { &differences });
    Ok(())
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

//! The book: the guides of `docs/`, and the reference made from the catalog.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use crate::catalog::Catalog;
use crate::checkout::{emptied, root, target};
use crate::faces::read::read;
use crate::process::{cargo, run};
use crate::reference::Reference;

/// Where the guides are, with the table of contents.
const GUIDES: &str = "docs/book/src";
/// The line of the table of contents in whose place that of the reference comes.
const REFERENCE: &str = "<!-- reference -->\n";
/// The chapters that are of use without the book as well, and so have a place outside of it.
const BESIDE: [&str; 2] = ["migrating-from-python-intercom.md", "migrating-from-intercom-client.md"];

/// Compiling it takes a minute, so whoever builds no book does without.
const MDBOOK: [&str; 4] = ["mdbook@0.5.4", "--locked", "--no-default-features", "--features=search"];

/// The sources of the book by their paths in it, with those that are generated.
///
/// # Errors
/// A file is missing, or the catalog breaks one of its rules.
pub fn sources(root: &Path) -> Result<BTreeMap<String, String>> {
    let (rows, model) = Catalog::read(root)?.table()?;
    let reference = Reference::of(&read(&model, &rows)?);
    let mut sources = BTreeMap::new();
    collect(&root.join(GUIDES), "", &mut sources)?;
    for name in BESIDE {
        let path = root.join("docs").join(name);
        let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        sources.insert(name.to_owned(), text);
    }
    let contents = sources.get_mut("SUMMARY.md").context("the book has no table of contents")?;
    ensure!(contents.contains(REFERENCE), "SUMMARY.md has no place for the reference: a line {REFERENCE:?}");
    *contents = contents.replace(REFERENCE, &reference.contents);
    sources.extend(reference.chapters);
    Ok(sources)
}

/// Builds the book into `target/docs`, and says where its first page is.
///
/// # Errors
/// When the sources cannot be made, or mdBook cannot be installed or refuses them.
pub fn build() -> Result<PathBuf> {
    let root = root();
    let folder = emptied(&target().join("book"))?;
    let pages = target().join("docs");
    for (path, text) in sources(&root)? {
        let file = folder.join("src").join(path);
        fs::create_dir_all(file.parent().unwrap_or(&folder))?;
        // Guides show programs that tests run, and name them from the root of the checkout.
        fs::write(file, text.replace("{{#include ", &format!("{{{{#include {}/", root.display())))?;
    }
    for name in ["book.toml", "book.css"] {
        fs::copy(root.join("docs/book").join(name), folder.join(name)).with_context(|| format!("{name} is missing"))?;
    }
    let tools = target().join("tools");
    let tools = tools.to_string_lossy();
    run(cargo(), &[&["install", "--quiet", "--root", &tools][..], &MDBOOK].concat())?;
    let mdbook = Path::new(&*tools).join("bin").join("mdbook");
    run(mdbook, &["build", &folder.to_string_lossy(), "--dest-dir", &pages.to_string_lossy()])?;
    Ok(pages.join("index.html"))
}

/// The Markdown files of a folder and of those in it.
fn collect(folder: &Path, prefix: &str, sources: &mut BTreeMap<String, String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), sources)?;
        } else {
            let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
            sources.insert(format!("{prefix}{name}"), text);
        }
    }
    Ok(())
}

//! What the documents for contributors name is there, and the dependencies are named in them.

#![forbid(unsafe_code)]

use std::{collections::BTreeSet, fs};

use entryphone_tests::{root, tracked_files};

const DOCUMENTS: [&str; 2] = ["ARCHITECTURE.md", "CONTRIBUTING.md"];

const EXTENSIONS: [&str; 8] = [".js", ".json", ".md", ".py", ".pyi", ".rb", ".rs", ".toml"];

#[test]
fn every_file_and_folder_that_a_document_names_is_there() {
    let tracked = tracked_files();
    for document in DOCUMENTS {
        let text = fs::read_to_string(root().join(document)).expect("the document is there");
        let named = names(&text);
        assert!(named.len() > 10, "{document} names only {named:?}");
        let missing: Vec<_> = named.iter().filter(|name| !tracked.iter().any(|file| leads_to(name, file))).collect();
        assert!(missing.is_empty(), "{document} names what is not there: {missing:?}");
    }
}

#[test]
fn a_name_leads_to_a_file_by_some_of_its_folders() {
    for name in ["core/src", "limiter.rs", "fuzz/pager", "core/fuzz/targets/pager.rs", "*.rs", "src/lim*.rs"] {
        let file = if name.contains("fuzz") { "core/fuzz/targets/pager.rs" } else { "core/src/limiter.rs" };
        assert!(leads_to(name, file), "{name}");
    }
    for name in ["src/core", "limit.rs", "pages/limiter.rs", "lim*.py"] {
        assert!(!leads_to(name, "core/src/limiter.rs"), "{name}");
    }
}

#[test]
fn every_dependency_has_its_reason_in_the_architecture() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("the document is there");
    let (_, section) = text.split_once("## Dependencies").expect("a section about them");
    let named: BTreeSet<&str> = section.split('`').skip(1).step_by(2).collect();
    for file in tracked_files().iter().filter(|file| !file.starts_with("tests/fixtures")) {
        let declared = match file.rsplit('/').next() {
            Some("Cargo.toml") => crates(file),
            Some("package.json") => packages(file),
            _ => continue,
        };
        let missing: Vec<_> = declared.iter().filter(|name| !named.contains(name.as_str())).collect();
        assert!(missing.is_empty(), "{file} depends on {missing:?}, and ARCHITECTURE.md does not say why");
    }
}

/// The crates that a manifest asks for, on any platform, and that are not of this repository.
fn crates(file: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(file)).expect("a tracked file can be read");
    let manifest: toml::Table = text.parse().expect("a manifest is TOML");
    let targets = manifest.get("target").and_then(toml::Value::as_table).into_iter().flat_map(toml::Table::values);
    let tables = targets.filter_map(toml::Value::as_table).chain([&manifest]).flatten();
    let lists = tables.filter(|(name, _)| is_list(name)).filter_map(|(_, list)| list.as_table());
    lists.flat_map(toml::Table::keys).filter(|name| !is_ours(name)).cloned().collect()
}

/// The packages that a manifest asks for and that are not of this repository.
fn packages(file: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(file)).expect("a tracked file can be read");
    let manifest: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&text).expect("a manifest is JSON");
    let lists = manifest.iter().filter(|(name, _)| is_list(name)).filter_map(|(_, list)| list.as_object());
    lists.flat_map(serde_json::Map::keys).filter(|name| !is_ours(name)).cloned().collect()
}

/// `dependencies`, `dev-dependencies`, `peerDependencies` and so on.
fn is_list(name: &str) -> bool {
    name.to_lowercase().ends_with("dependencies")
}

fn is_ours(name: &str) -> bool {
    name.starts_with("entryphone") || name == "xtask"
}

/// Whatever has the extension of a file, and what stands in backticks with a slash in it.
fn names(text: &str) -> Vec<&str> {
    let is_file = |word: &&str| EXTENSIONS.iter().any(|extension| word.ends_with(extension));
    let words = text.split(|letter: char| letter.is_whitespace() || "`,;:()|".contains(letter)).filter(is_file);
    // Packages of npm begin with an `@`, and `target/` is made by a build.
    let is_path = |code: &&str| code.contains('/') && !code.starts_with(['@', '/']) && !code.starts_with("target/");
    let code = text.split('`').skip(1).step_by(2).filter(|code| !code.contains(char::is_whitespace)).filter(is_path);
    words.chain(code).map(|name| name.trim_end_matches('/')).collect()
}

/// Whether the parts of a name stand in a path in that order. A `*` stands for anything within a part, and an extension may be left out.
fn leads_to(name: &str, file: &str) -> bool {
    let mut parts = file.split('/');
    name.split('/').all(|wanted| parts.any(|part| fits(wanted, part) || part.split('.').next() == Some(wanted)))
}

fn fits(pattern: &str, part: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == part,
        Some((start, end)) => part.strip_prefix(start).is_some_and(|rest| rest.ends_with(end)),
    }
}

//! What the documents for contributors name is there.

#![forbid(unsafe_code)]

use std::fs;

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

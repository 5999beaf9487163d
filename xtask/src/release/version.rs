//! All packages share one version, and the changelog has a section of it.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

/// The version of the workspace, which its crates and the Python package inherit.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where npm has it, which reads no Cargo.toml.
const PACKAGES: [&str; 2] = ["bindings-node/package.json", "bindings-wasm/package.json"];

/// Where the faces over `UniFFI` have it, and what stands before it there.
const TEXTS: [(&str, &str); 2] = [
    ("bindings-uniffi/ruby/lib/entryphone/version.rb", "VERSION = "),
    ("bindings-uniffi/kotlin/build.gradle.kts", "\nversion = "),
];

/// Says which version everything has.
///
/// # Errors
/// When a package has another one.
pub fn ensure_one_version(root: &Path) -> Result<&'static str> {
    for name in PACKAGES {
        let text = fs::read_to_string(root.join(name)).with_context(|| format!("{name} cannot be read"))?;
        let package: Value = serde_json::from_str(&text).with_context(|| format!("{name} is no JSON"))?;
        let version = package["version"].as_str().unwrap_or("none");
        ensure!(version == VERSION, "{name} has the version {version}; Cargo.toml has {VERSION}");
    }
    for (name, before) in TEXTS {
        let text = fs::read_to_string(root.join(name)).with_context(|| format!("{name} cannot be read"))?;
        ensure!(
            text.contains(&format!("{before}\"{VERSION}\"")),
            "{name} has another version than {VERSION} of Cargo.toml"
        );
    }
    Ok(VERSION)
}

/// Reads the headings of a changelog.
///
/// # Errors
/// When the newest section is neither `## Unreleased` nor that of the version with its date, or when a section is empty.
pub fn check_changelog(changelog: &str, version: &str) -> Result<State> {
    let mut sections = changelog.split("\n## ").skip(1);
    let newest = sections.next().context("CHANGELOG.md has no section; write one headed `## Unreleased`")?;
    for section in std::iter::once(newest).chain(sections) {
        let heading = section.lines().next().unwrap_or_default();
        ensure!(section.lines().any(|line| line.starts_with("- ")), "the section `{heading}` of CHANGELOG.md is empty");
    }
    let heading = newest.lines().next().unwrap_or_default().trim();
    match heading.split_once(" · ") {
        None if heading == "Unreleased" => Ok(State::Unreleased),
        Some((named, date)) if named == version && is_date(date) => Ok(State::Released),
        _ => anyhow::bail!(
            "the newest section of CHANGELOG.md is `{heading}`; `Unreleased` or `{version} · YEAR-MONTH-DAY` was expected"
        ),
    }
}

/// What the changelog says of the version in Cargo.toml.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is being worked on.
    Unreleased,
    /// It has its section, and its day.
    Released,
}

fn is_date(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(place, byte)| if matches!(place, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use super::{State, VERSION, check_changelog, ensure_one_version};

    #[test]
    fn all_packages_have_one_version_and_the_changelog_knows_it() {
        let root = crate::checkout::root();
        assert_eq!(ensure_one_version(&root).expect("one version"), VERSION);
        let changelog = std::fs::read_to_string(root.join("CHANGELOG.md")).expect("a changelog");
        check_changelog(&changelog, VERSION).expect("a section of this version");
    }

    #[test]
    fn a_changelog_says_whether_its_version_is_out() {
        let state = |changelog: &str| check_changelog(changelog, "1.2.0");
        assert_eq!(state("# Changelog\n\n## Unreleased\n\n- One.\n").expect("good"), State::Unreleased);
        assert_eq!(state("# Changelog\n\n## 1.2.0 · 2026-12-01\n\n- One.\n").expect("good"), State::Released);
    }

    #[test]
    fn a_release_without_a_date_of_another_version_or_without_words_is_refused() {
        for changelog in [
            "# Changelog\n",
            "# Changelog\n\n## 1.2.0\n\n- One.\n",
            "# Changelog\n\n## 1.1.0 · 2026-12-01\n\n- One.\n",
            "# Changelog\n\n## 1.2.0 · soon\n\n- One.\n",
            "# Changelog\n\n## 1.2.0 · 2026-12-01\n\n## 1.1.0 · 2026-11-01\n\n- One.\n",
        ] {
            assert!(check_changelog(changelog, "1.2.0").is_err(), "{changelog}");
        }
    }
}

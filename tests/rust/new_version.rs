//! The walk of CONTRIBUTING: 2.17 arrives by importing its description, and no line of code is written for it.
//!
//! Its description is made up: 2.16 as it was published, with the changes of `fixtures/new_version/changes.json`, a merge patch.
//! Preview changes with it. All of it happens in a copy of the checkout.

#![forbid(unsafe_code)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use entryphone_tests::root;
use serde_json::Value;
use xtask::catalog::Catalog;
use xtask::catalog::description::Description;
use xtask::catalog::fold::unfold;
use xtask::catalog::report;
use xtask::commands::generate;
use xtask::commands::import::import;

#[path = "new_version/published.rs"]
mod published;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/new_version");

fn fixture(name: &str) -> String {
    fs::read_to_string(Path::new(FIXTURES).join(name)).expect("the fixture is there")
}

/// The catalog that is checked in, and each of its versions.
fn descriptions() -> (Catalog, Vec<(String, Description)>) {
    let catalog = Catalog::read(root()).expect("the catalog is sound");
    let names = catalog.archive.model.timeline.names().iter().enumerate();
    let all = names.map(|(place, name)| (name.clone(), unfold(&catalog.archive.model, place))).collect();
    (catalog, all)
}

/// The parts of the checkout that the walk needs, in a folder of its own.
fn copied_checkout() -> PathBuf {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new_version");
    if copy.exists() {
        fs::remove_dir_all(&copy).expect("an earlier copy can be removed");
    }
    fs::create_dir_all(&copy).expect("a folder can be made");
    for name in ["core", "Cargo.lock", "rustfmt.toml", "rust-toolchain.toml"] {
        copy_all(&root().join(name), &copy.join(name));
    }
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("the checkout has a manifest");
    let is_of_members = |line: &&str| line.starts_with("members = ") || line.starts_with("default-members = ");
    let kept: Vec<&str> = manifest.lines().filter(|line| !is_of_members(line)).collect();
    let manifest = kept.join("\n").replacen("[workspace]\n", "[workspace]\nmembers = [\"core\"]\n", 1);
    fs::write(copy.join("Cargo.toml"), manifest).expect("the copy can be written");
    copy
}

fn copy_all(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("a folder can be made");
        for entry in fs::read_dir(from).expect("the folder can be read") {
            let name = entry.expect("the folder can be read").file_name();
            if name != "target" {
                copy_all(&from.join(&name), &to.join(&name));
            }
        }
    } else {
        fs::create_dir_all(to.parent().expect("a file is in a folder")).expect("a folder can be made");
        fs::copy(from, to).expect("the file can be copied");
    }
}

/// Writes the made-up descriptions into a folder.
fn publish(folder: &Path) {
    let changes: Value = serde_json::from_str(&fixture("changes.json")).expect("the fixture is JSON");
    let (_, versions) = descriptions();
    let find = |wanted: &str| &versions.iter().find(|(name, _)| name == wanted).expect("it is published").1;
    fs::create_dir_all(folder).expect("a folder can be made");
    for (version, ground) in [("2.17", "2.16"), ("Preview", "Preview")] {
        let mut document = published::write(version, find(ground));
        published::merge(&mut document, &changes);
        fs::write(folder.join(format!("{version}.yaml")), document.to_string()).expect("it can be written");
    }
}

#[test]
fn what_is_published_reads_as_it_was_written() {
    for (version, description) in descriptions().1 {
        let text = published::write(&version, &description).to_string();
        let (read, again) = Description::from_openapi(&text).expect("it is a description");
        assert_eq!(read, version);
        assert!(again.to_tree().canonical() == description.to_tree().canonical(), "{version}");
    }
}

#[test]
fn a_new_version_needs_an_import_a_name_and_no_line_of_code() {
    let copy = copied_checkout();
    let folder = copy.join("descriptions");
    publish(&folder);

    // 1. Import.
    let report = import(&copy, &folder).expect("the descriptions can be imported");
    assert_eq!(report, fixture("report.txt"), "{report}");
    let told = fs::read_to_string(root().join("CONTRIBUTING.md")).expect("it is there");
    let (differences, _) = report.split_once("\n\nto do\n").expect("it ends with what to do");
    assert!(told.contains(differences), "CONTRIBUTING shows another report");
    let again = import(&copy, &folder).expect("it can be imported again");
    assert!(again.starts_with("to do\n\n1. Name what is new"), "nothing differs now, and it has no name yet: {again}");

    // 2. Name: the entry as it is proposed is refused until somebody has written its line.
    let names_file = copy.join("core/catalog/names.toml");
    let names = fs::read_to_string(&names_file).expect("the copy has names");
    let proposed = report.split("\n\n").find(|part| part.starts_with("[\"")).expect("an entry is proposed");
    fs::write(&names_file, format!("{names}\n{proposed}")).expect("it can be written");
    let refused = Catalog::read(&copy).and_then(|catalog| catalog.table().map(drop)).expect_err("it has no line yet");
    assert!(format!("{refused:#}").contains("`contacts.snooze`"), "{refused:#}");
    let finished = proposed.replace("doc = \"\"", "doc = \"Leaves a contact alone for a while.\"");
    assert!(told.contains(&finished), "CONTRIBUTING shows another entry");
    fs::write(&names_file, format!("{names}\n{finished}")).expect("it can be written");

    // 3. Generate.
    let files = Catalog::read(&copy).and_then(|catalog| catalog.generate(&copy)).expect("the catalog is sound");
    generate::write(&copy, files).expect("the tables can be written");

    let facts = fs::read_to_string(copy.join("tests/emulator/src/generated/facts.json")).expect("they were written");
    let of_snooze =
        facts.lines().find(|line| line.starts_with("\"POST /contacts/{}/snooze\"")).expect("it is described");
    assert!(of_snooze.contains("\"versions\": \"2.17..\""), "{of_snooze}");

    // 4. The engine speaks it.
    let examples = copy.join("core/examples");
    fs::create_dir_all(&examples).expect("a folder can be made");
    fs::write(examples.join("new_version.rs"), fixture("check.rs")).expect("it can be written");
    // The core looks for no examples by itself: its own are a package.
    let manifest = copy.join("core/Cargo.toml");
    let declared = fs::read_to_string(&manifest).expect("the core has one") + "\n[[example]]\nname = \"new_version\"\n";
    fs::write(manifest, declared).expect("it can be written");
    // A folder of its own: in a shared one, cargo takes the copy's crates for those of the checkout.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new_version_target");
    let run = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline", "--package", "entryphone", "--example", "new_version"])
        .current_dir(&copy)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("cargo can be run");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

/// What is proposed for an operation is what a person called it, most of the time.
#[test]
fn a_proposed_name_is_mostly_the_one_it_has() {
    let (catalog, versions) = descriptions();
    let mut wrong = Vec::new();
    for (key, name) in &catalog.names {
        let newest = versions.iter().rev().find_map(|(_, all)| Some((all, all.operations.get(key)?)));
        let Some((description, operation)) = newest else { continue };
        let mut others = catalog.names.clone();
        others.remove(key);
        let entry = report::propose(key, operation, description, &others);
        if !entry.contains(&format!("name = \"{}\"\n", name.name)) {
            wrong.push(format!("{} instead of {}", entry.lines().nth(1).unwrap_or_default(), name.name));
        }
    }
    assert!(
        wrong.len() * 5 < catalog.names.len() * 2,
        "{} of {}:\n{}",
        wrong.len(),
        catalog.names.len(),
        wrong.join("\n")
    );
}

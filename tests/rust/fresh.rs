//! What is generated and checked in is what the catalog says now.

#![forbid(unsafe_code)]

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use entryphone_tests::root;
use xtask::catalog::{Catalog, files};
use xtask::copies;

static GENERATED: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let mut files = Catalog::read(root()).and_then(|catalog| catalog.generate(root())).expect("the catalog is sound");
    files.extend(copies::of_the_face(root()).expect("the face is there"));
    files
});

#[test]
fn generating_again_changes_no_byte() {
    assert!(!GENERATED.is_empty());
    for (path, text) in GENERATED.iter() {
        let found = fs::read_to_string(root().join(path)).unwrap_or_default();
        assert!(found == *text, "{path} is stale; run `cargo xtask gen`");
    }
}

#[test]
fn nothing_else_stands_among_what_is_generated() {
    for folder in ["core/src/generated", "tests/emulator/src/generated"] {
        for path in files_below(folder) {
            assert!(GENERATED.contains_key(&path), "{path} is written by nothing; delete it");
        }
    }
    for entry in fs::read_dir(root().join(copies::COPIES)).expect("the folder is there") {
        let name = entry.expect("the folder can be read").file_name().into_string().expect("names are UTF-8");
        let path = format!("{}/{name}", copies::COPIES);
        let is_known = copies::OWN.contains(&&*name) || GENERATED.contains_key(&path);
        assert!(is_known, "{path} is neither a copy nor the package's own");
    }
}

fn files_below(folder: &str) -> Vec<String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(root().join(folder)).expect("the folder is there") {
        let entry = entry.expect("the folder can be read");
        let path = format!("{folder}/{}", entry.file_name().into_string().expect("names are UTF-8"));
        if entry.path().is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files
}

#[test]
fn the_model_is_written_as_import_writes_it() {
    let catalog = Catalog::read(root()).expect("the catalog is sound");
    let found = files::read_folder(&root().join("core/catalog/api")).expect("the folder is there");
    let written = files::to_files(&catalog.archive.model).expect("the model can be written");
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&found), names(&written));
    for (name, text) in &written {
        assert!(found[name] == *text, "core/catalog/api/{name} was edited by hand; undo that, and use fixups.toml");
    }
}

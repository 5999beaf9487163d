//! A new version arrives by importing its description, and changes what it changes.
//!
//! The descriptions are made up: `published` in the form Intercom publishes, `facts` without prose and examples. 1.1 is full of
//! claims its neighbours do not make; 1.3 is 1.2 with one operation and one field more.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use xtask::catalog::Catalog;
use xtask::catalog::description::Description;
use xtask::catalog::files;
use xtask::catalog::fold::unfold;
use xtask::catalog::import::Archive;
use xtask::catalog::names::Names;
use xtask::catalog::report::report;
use xtask::catalog::tree::Tree;

type Files = BTreeMap<String, String>;

pub(crate) const EDITED: &str =
    "[[version]]\nname = \"1.1\"\nsha256 = \"\"\noperations = 0\nschemas = 0\nedited = \"made up\"\n";

pub(crate) fn read(folder: &str) -> BTreeMap<String, Description> {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/next_version").join(folder);
    let mut descriptions = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("the fixtures are there") {
        let text = fs::read_to_string(entry.expect("the folder can be read").path()).expect("fixtures are text");
        let (version, description) = Description::from_openapi(&text).expect("fixtures are descriptions");
        descriptions.insert(version, description);
    }
    descriptions
}

pub(crate) fn fold(descriptions: &BTreeMap<String, Description>, sources: &str) -> Archive {
    let empty = Archive::read(sources, &Files::new()).expect("an empty archive can be read");
    empty.import(descriptions).expect("the fixtures fold")
}

fn written(archive: &Archive) -> Files {
    let mut files = files::to_files(&archive.model).expect("the model can be written");
    files.insert("sources.toml".to_owned(), archive.sources.write());
    files
}

fn reread(archive: &Archive) -> Archive {
    let mut files = written(archive);
    let sources = files.remove("sources.toml").expect("it was written");
    Archive::read(&sources, &files).expect("what was written can be read")
}

/// The lines of files, with the file's name; a comma at the end tells only that another line follows.
fn lines(files: &Files) -> BTreeMap<String, usize> {
    let mut counted = BTreeMap::new();
    for (name, text) in files {
        for line in text.lines() {
            *counted.entry(format!("{name}: {}", line.trim().trim_end_matches(','))).or_default() += 1;
        }
    }
    counted
}

#[test]
fn prose_and_examples_make_no_difference() {
    assert_eq!(written(&fold(&read("published"), EDITED)), written(&fold(&read("facts"), EDITED)));
}

#[test]
fn members_that_are_called_like_prose_are_members() {
    let visit =
        read("published").remove("1.2").expect("it is there").schemas.swap_remove("visit").expect("it is there");
    let names: BTreeSet<&str> = visit.members("fields").map(|(name, _)| name.as_str()).collect();
    assert!(names.contains("description") && names.contains("example"), "{names:?}");
}

#[test]
fn unfolding_gives_every_unedited_version_back() {
    let descriptions = read("published");
    let archive = fold(&descriptions, "");
    for (place, version) in archive.model.timeline.names().iter().enumerate() {
        let given = descriptions[version].to_tree().canonical();
        assert_eq!(unfold(&archive.model, place).to_tree().canonical(), given, "{version}");
    }
}

#[test]
fn importing_the_same_again_changes_no_byte() {
    let once = fold(&read("published"), EDITED);
    let twice = reread(&once).import(&read("facts")).expect("it folds");
    assert_eq!(written(&twice), written(&once));
}

#[test]
fn importing_one_version_at_a_time_comes_to_the_same() {
    let mut archive = Archive::read(EDITED, &Files::new()).expect("an empty archive can be read");
    archive = archive.import(&read("published")).expect("it folds");
    for (version, description) in read("facts") {
        archive = reread(&archive).import(&BTreeMap::from([(version, description)])).expect("it folds");
    }
    assert_eq!(written(&archive), written(&fold(&read("published"), EDITED)));
}

#[test]
fn the_next_version_adds_what_it_adds_and_touches_no_other_line() {
    let before = fold(&read("published"), EDITED);
    let after = reread(&before).import(&read("next")).expect("it folds");
    let (old, new) = (lines(&written(&before)), lines(&written(&after)));
    let gone: Vec<&String> =
        old.iter().filter(|(line, count)| new.get(*line) < Some(count)).map(|(line, _)| line).collect();
    assert!(gone.is_empty(), "{gone:#?}");
    let added: Vec<&str> = new
        .iter()
        .filter(|(line, count)| old.get(*line) < Some(count))
        .map(|(line, _)| line.as_str())
        .filter(|line| !line.starts_with("sources.toml"))
        .collect();
    let expected = [
        r#"visits.json: "200": {"application/json": {"ref": "visit"}}"#,
        r#"visits.json: "401": {"application/json": {"ref": "error"}}"#,
        r#"visits.json: "POST /visits/{}/bell": {"#,
        r#"visits.json: "answers": {"#,
        r#"visits.json: "arguments": {"1": {"type": "integer"}}"#,
        r#"visits.json: "operation_id": "RingBell""#,
        r#"visits.json: "path": "/visits/{id}/bell""#,
        r#"visits.json: "rang_at": {"versions": "1.3..<Preview", "type": "integer", "nullable": true, "format": "date-time"}"#,
        r#"visits.json: "tag": "Visits""#,
        r#"visits.json: "versions": "1.3..<Preview""#,
        r"visits.json: }",
    ];
    assert_eq!(added, expected);
}

#[test]
fn an_import_says_what_is_new_and_what_needs_a_name() {
    let catalog = |archive| Catalog { archive, names: Names::new(), fixups: Vec::new() };
    let before = fold(&read("published"), EDITED);
    let after = catalog(before.import(&read("next")).expect("it folds"));
    let said = report(&before, &after);
    let expected = "\
1.3, compared with 1.2: 6 operations, 7 schemas
  new      POST /visits/{}/bell  RingBell
  changed  schema visit
    new      rang_at  integer

to do
";
    assert!(said.starts_with(expected), "{said}");
    assert!(said.contains("[\"POST /visits/{}/bell\"]\nname = \"visits.bell\"\ndoc = \"\"\n"), "{said}");
    let back = report(&after.archive, &catalog(before.clone()));
    assert!(back.starts_with("to do\n"), "what the versions that are left say is the same: {back}");
}

/// What both neighbours say stands; what only the edited version knows stays its own.
#[test]
fn an_edited_description_is_outvoted_by_its_neighbours() {
    let archive = fold(&read("published"), EDITED);
    let place = archive.model.timeline.place("1.1").expect("it is there");
    let settled = unfold(&archive.model, place);
    let field =
        |schema: &str, name: &str| settled.schemas[schema].member("fields").and_then(|all| all.member(name)).cloned();
    let tag = Tree::from_json(r#"{"type": "string"}"#).expect("it is JSON");
    assert_eq!(field("tag", "name"), Some(tag), "its nullability and its being required are not believed");
    assert_eq!(field("tag", "invented"), None, "a field its neighbours do not have is dropped");
    assert!(!field("visit", "state").expect("it is there").is("required"));
    let list = &settled.operations["GET /visits"];
    assert!(list.member("query").and_then(|all| all.member("only_here")).is_none());
    let find = &settled.operations["GET /visits/{}"];
    assert_eq!(
        find.member("arguments").and_then(|all| all.member("1")).and_then(|one| one.text("type")),
        Some("integer")
    );
    assert_eq!(find.text("path"), Some("/visits/{visit_id}"), "the names it gives are its own");
    assert!(settled.schemas.contains_key("canvas"), "a schema only it has is kept");
}

/// Where the neighbours differ, something changed before or after it, and it may say which.
#[test]
fn an_edited_description_dates_a_change_between_its_neighbours() {
    let archive = fold(&read("published"), EDITED);
    let written = written(&archive);
    assert!(written["visits.json"].contains(r#""state": {"versions": "1.1..", "type": "string""#));
    assert!(written["gate.json"].contains(r#""versions": "1.1..<Preview""#));
    assert!(written["unreached.json"].contains(r#""canvas": {"#));
}

#[test]
fn a_reason_for_distrust_survives_an_import() {
    let archive = reread(&fold(&read("published"), EDITED)).import(&read("next")).expect("it folds");
    assert_eq!(archive.sources.find("1.1").and_then(|source| source.edited.as_deref()), Some("made up"));
}

#[test]
fn an_operation_that_comes_back_is_refused() {
    let mut descriptions = read("published");
    descriptions.get_mut("1.1").expect("it is there").operations.shift_remove("POST /visits");
    let empty = Archive::default();
    let error = empty.import(&descriptions).expect_err("the operation is missing from 1.1 alone");
    assert!(format!("{error:#}").contains("`POST /visits` comes and goes (1.0, 1.2..)"), "{error:#}");
}

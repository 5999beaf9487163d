//! Names are written by hand, and the generator holds them to the descriptions.

use xtask::catalog::Catalog;
use xtask::catalog::names::{self, Repeatable};
use xtask::catalog::row::{Repeat, Row};

use crate::next_version::{EDITED, fold, read};

/// Names for the operations of the made-up descriptions.
const NAMES: &str = r#"
["GET /visits"]
name = "visits.list"
doc = "Lists visits."
paging = "page_query"
items = "data"

["POST /visits"]
name = "visits.create"
doc = "Creates a visit."

["GET /visits/{}"]
name = "visits.find"
doc = "Finds a visit."

["DELETE /visits/{}"]
name = "visits.delete"
doc = "Deletes a visit."

["GET /gate"]
name = "gate.find"
doc = "Finds the gate."
"#;

/// The rows that come of these names, or what is wrong with them.
fn rows(names: &str) -> Result<Vec<Row>, String> {
    let names = names::read(names).map_err(|error| format!("{error:#}"))?;
    let catalog = Catalog { archive: fold(&read("published"), EDITED), names, fixups: Vec::new() };
    catalog.table().map(|(rows, _)| rows).map_err(|error| format!("{error:#}"))
}

fn refused(names: &str) -> String {
    rows(names).expect_err("the names are wrong")
}

#[test]
fn every_operation_becomes_a_row() {
    let ids: Vec<String> = rows(NAMES).expect("the names are right").into_iter().map(|row| row.id).collect();
    assert_eq!(ids, ["gate.find", "visits.create", "visits.delete", "visits.find", "visits.list"]);
}

#[test]
fn an_operation_without_a_name_is_refused() {
    let error = refused(&NAMES.replace("GET /gate", "GET /doors"));
    assert!(error.contains("GET /gate has no name"), "{error}");
    assert!(error.contains("core/catalog/names.toml"), "{error}");
}

#[test]
fn a_name_without_an_operation_is_refused() {
    let error = refused(&format!("{NAMES}\n[\"GET /doors\"]\nname = \"doors.find\"\ndoc = \"Finds a door.\"\n"));
    assert!(error.contains("names.toml names GET /doors, which no version has"), "{error}");
}

#[test]
fn a_name_that_is_given_twice_is_refused() {
    let error = refused(&NAMES.replace("gate.find", "visits.find"));
    assert!(error.contains("`visits.find` stands before `visits.find`"), "{error}");
}

#[test]
fn a_kind_of_paging_that_is_not_known_is_refused() {
    let error = refused(&NAMES.replace("page_query", "page_turning"));
    assert!(error.contains("unknown variant `page_turning`"), "{error}");
    let error = refused(&NAMES.replace("items = \"data\"", ""));
    assert!(error.contains("both `paging` and `items`, or neither"), "{error}");
}

#[test]
fn the_method_tells_what_may_be_repeated_unless_the_name_does() {
    let repeat = |names: &str| {
        let rows = rows(names).expect("the names are right");
        rows.into_iter().map(|row| (row.id, row.repeat)).collect::<Vec<_>>()
    };
    let find =
        |rows: Vec<(String, Repeat)>, id: &str| rows.into_iter().find(|(known, _)| known == id).expect("it is there").1;
    assert_eq!(find(repeat(NAMES), "visits.create"), Repeat::Unsafe);
    assert_eq!(find(repeat(NAMES), "visits.delete"), Repeat::Safe);
    let named = |said: &str| NAMES.replace("Creates a visit.\"", &format!("Creates a visit.\"\nrepeatable = {said}"));
    assert_eq!(find(repeat(&named("true")), "visits.create"), Repeat::Safe);
    assert_eq!(find(repeat(&named("\"guest\"")), "visits.create"), Repeat::SafeWith("guest".to_owned()));
    let error = refused(&named("\"door\""));
    assert!(error.contains("`visits.create` may be repeated with `door`"), "{error}");
    assert_eq!(
        names::read(&named("false")).expect("it is TOML")["POST /visits"].repeatable,
        Some(Repeatable::Always(false))
    );
}

/// Names of arguments flip between versions; the wire does not carry them, so each is accepted.
#[test]
fn an_argument_answers_to_every_name_it_ever_had() {
    let rows = rows(NAMES).expect("the names are right");
    let find = rows.iter().find(|row| row.id == "visits.find").expect("it is there");
    assert_eq!((find.path.as_str(), find.arguments[0].name.as_str()), ("/visits/{id}", "id"));
    assert_eq!(find.arguments[0].aliases, ["visit_id"]);
}

#[test]
fn a_body_is_known_over_all_versions() {
    let rows = rows(NAMES).expect("the names are right");
    let create = rows.iter().find(|row| row.id == "visits.create").expect("it is there");
    let names: Vec<&str> = create.body.fields().iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["guest", "notes"]);
}

//! Fixups change what they say, and one that changes nothing is an error.

use xtask::catalog::body::Body;
use xtask::catalog::description::Description;
use xtask::catalog::fixups::{apply, read};
use xtask::catalog::ranges::Timeline;
use xtask::catalog::row::{Answer, Row};
use xtask::catalog::tree::Tree;

use crate::TABLE;

const DESCRIPTION: &str = r##"
openapi: 3.0.1
info: {version: "1.0"}
paths:
  /visits:
    get:
      operationId: ListVisits
      parameters: [{name: state, in: query, schema: {type: string}}]
      responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/visit"}}}}}
  /visits/{id}:
    put:
      responses: {"200": {description: Done}}
components:
  schemas:
    visit: {type: object, properties: {nmae: {type: string}, host: {type: object, properties: {floor: {type: string}}}}}
"##;

/// The description after a fixup, or what is wrong with the fixup.
fn fix(entry: &str) -> Result<Description, String> {
    let text = format!("[[fixup]]\n{entry}\nwhy = \"it is so\"\nevidence = \"seen\"\n");
    let timeline = Timeline::new(["1.0"]).expect("it is a version");
    let (_, description) = Description::from_openapi(DESCRIPTION).expect("it is a description");
    let mut descriptions = [description];
    let fixups = read(&text).map_err(|error| format!("{error:#}"))?;
    apply(&fixups, &timeline, &mut descriptions).map_err(|error| format!("{error:#}"))?;
    let [description] = descriptions;
    Ok(description)
}

#[test]
fn a_missing_parameter_is_added() {
    let fixed = fix("change = \"add_query\"\noperation = \"GET /visits\"\nparameters = { page = \"integer\" }");
    let query = fixed.expect("it applies").operations["GET /visits"].member("query").cloned().expect("it has a query");
    assert!(query.member("page").is_some() && query.member("state").is_some());
}

#[test]
fn a_parameter_that_is_described_is_no_fixup() {
    let both =
        "change = \"add_query\"\noperation = \"GET /visits\"\nparameters = { page = \"integer\", state = \"string\" }";
    let error = fix(both).expect_err("`state` is described");
    assert!(error.contains("`add_query` of `state` to GET /visits: the descriptions say so by themselves"), "{error}");
}

#[test]
fn a_target_that_is_gone_is_named() {
    let error = fix("change = \"set_quota\"\noperation = \"GET /guests\"").expect_err("there is no such operation");
    assert!(error.contains("`set_quota` of GET /guests: no version it is for has its target"), "{error}");
    let error = fix("change = \"rename_field\"\nschema = \"visit\"\nfrom = \"gone\"\nto = \"here\"")
        .expect_err("no such field");
    assert!(error.contains("`rename_field` of `gone` in visit"), "{error}");
}

#[test]
fn a_field_is_renamed_in_its_place() {
    let fixed =
        fix("change = \"rename_field\"\nschema = \"visit\"\nfrom = \"nmae\"\nto = \"name\"").expect("it applies");
    let names: Vec<String> = fixed.schemas["visit"].members("fields").map(|(name, _)| name.clone()).collect();
    assert_eq!(names, ["name", "host"]);
}

#[test]
fn a_field_inside_a_field_is_reached() {
    let fixed = fix(
        "change = \"set_field_type\"\nschema = \"visit.host\"\nfield = \"floor\"\ntype = \"string or integer or null\"",
    );
    let host =
        fixed.expect("it applies").schemas["visit"].member("fields").and_then(|fields| fields.member("host")).cloned();
    let floor = host.and_then(|host| host.member("fields")?.member("floor").cloned()).expect("it is there");
    let expected = r#"{"any_of": [{"type": "string"}, {"type": "integer"}], "nullable": true}"#;
    assert_eq!(floor, Tree::from_json(expected).expect("it is JSON"));
}

#[test]
fn an_answer_the_description_tells_is_no_fixup() {
    let error =
        fix("change = \"set_answer\"\noperation = \"GET /visits\"\nanswer = \"json\"").expect_err("it is described");
    assert!(error.contains("the descriptions say so by themselves"), "{error}");
}

#[test]
fn a_change_is_for_what_it_changes() {
    let error = fix("change = \"add_fields\"\noperation = \"GET /visits\"\nfields = { page = \"integer\" }");
    let error = error.expect_err("an operation has no fields");
    assert!(error.contains("this is no change to an operation; name a `schema`"), "{error}");
    let error = fix("change = \"set_quota\"\nschema = \"visit\"").expect_err("a schema has no quota");
    assert!(error.contains("this is no change to a schema; name an `operation`"), "{error}");
}

#[test]
fn an_id_that_changed_is_looked_at_again() {
    let entry = "change = \"expect_operation_id\"\noperation = \"GET /visits\"\noperation_id = \"ListGuests\"";
    let error = fix(entry).expect_err("the id is another");
    assert!(error.contains("the id is `ListVisits` now"), "{error}");
}

#[test]
fn an_entry_says_why_and_nothing_unknown() {
    let entry = "[[fixup]]\nchange = \"set_quota\"\noperation = \"GET /visits\"\nevidence = \"seen\"\n";
    assert!(format!("{:#}", read(entry).expect_err("no reason is given")).contains("it has no `why`"));
    let error =
        fix("change = \"set_quota\"\noperation = \"GET /visits\"\nquota = 5").expect_err("`quota` means nothing");
    assert!(error.contains("unknown field `quota`"), "{error}");
    let error = fix("change = \"make_better\"\noperation = \"GET /visits\"").expect_err("there is no such change");
    assert!(error.contains("unknown variant `make_better`"), "{error}");
}

fn row(id: &str) -> &'static Row {
    TABLE.0.iter().find(|row| row.id == id).expect("it is in the table")
}

/// The corrections a caller would miss most.
#[test]
fn the_table_is_corrected() {
    let export = row("data_export.export_reporting_data");
    assert_eq!(export.arguments[0].repeated_in_query.as_deref(), Some("job_identifier"));
    let kind = row("events.list").query.iter().find(|parameter| parameter.name == "type").expect("it is there");
    assert_eq!(kind.default.as_deref(), Some("user"));
    let update = row("companies.update");
    let Body::Json { fields, .. } = &update.body else { panic!("it takes a body") };
    assert!(fields.iter().all(|field| field.versions == update.versions), "{fields:?}");
    assert_eq!(row("data_export.download").answer, Answer::Bytes);
    assert!(row("data_export.create").has_quota);
}

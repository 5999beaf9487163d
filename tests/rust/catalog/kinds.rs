//! What bodies and answers are made of, with the mistakes of the descriptions put right.

use xtask::catalog::kinds::{Field, Kind};

use crate::TABLE;

fn fields(schema: &str, name: &str) -> Vec<Field> {
    let Kind::Object(fields) = TABLE.1.kind_of_schema(schema) else { panic!("`{schema}` is an object") };
    fields.into_iter().filter(|field| field.name == name).collect()
}

fn place(version: &str) -> usize {
    TABLE.1.timeline.place(version).expect("it is known")
}

#[test]
fn a_field_whose_type_changes_stands_once_for_each_type() {
    let [older, newer] = fields("contact", "owner_id").try_into().expect("it has had two types");
    assert_eq!((older.kind, older.versions), (Kind::Integer, (place("2.7"), place("2.15"))));
    assert_eq!((newer.kind, newer.versions), (Kind::String, (place("2.16"), place("Preview"))));
    let [older, newer] = fields("ticket", "admin_assignee_id").try_into().expect("it has had two types");
    assert_eq!((older.kind, newer.kind), (Kind::String, Kind::Integer));
}

#[test]
fn an_answer_is_the_schema_it_names() {
    let contact = Kind::Schema("contact".to_owned());
    assert_eq!(TABLE.1.kind_of_answer("GET /contacts/{}"), contact, "whatever is said again beside it");
    assert_eq!(TABLE.1.kind_of_answer("DELETE /tags/{}"), Kind::Any, "it answers with nothing");
}

#[test]
fn an_object_that_describes_itself_has_its_fields() {
    let [team] = fields("activity_log_metadata", "team").try_into().expect("it has one type");
    let Kind::Object(fields) = team.kind else { panic!("a team is an object") };
    assert_eq!(fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>(), ["id", "name"]);
}

#[test]
fn misspelt_and_misnamed_members_are_called_what_the_wire_calls_them() {
    for (schema, right, wrong) in [
        ("data_export", "job_identifier", "job_identfier"),
        ("contact_attached_companies", "data", "companies"),
        ("ticket_type_attribute_list", "data", "ticket_type_attributes"),
    ] {
        assert_eq!(fields(schema, right).len(), 1, "{schema}.{right}");
        assert!(fields(schema, wrong).is_empty(), "{schema}.{wrong}");
    }
}

/// Only the edited version describes these, so its word is all there is.
#[test]
fn canvas_kit_is_kept_for_the_one_version_that_describes_it() {
    let versions = TABLE.1.schemas["canvas_object"].versions();
    assert_eq!(versions.ends(), Some((place("2.11"), place("2.11"))));
}

//! The engine's table holds what the descriptions offer.

use entryphone::{Operation, Status, Version};

/// How many operations each description has.
const DESCRIBED: [(&str, usize); 11] = [
    ("2.7", 98),
    ("2.8", 98),
    ("2.9", 108),
    ("2.10", 108),
    ("2.11", 108),
    ("2.12", 118),
    ("2.13", 133),
    ("2.14", 150),
    ("2.15", 162),
    ("2.16", 231),
    ("Preview", 256),
];

#[test]
fn every_version_has_the_operations_it_describes() {
    let versions: Vec<&str> = Version::all().map(Version::as_str).collect();
    assert_eq!(versions, DESCRIBED.map(|(version, _)| version));
    for (version, count) in DESCRIBED {
        let version = Version::all().find(|known| known.as_str() == version).expect("it is listed");
        let described = Operation::all().iter().filter(|row| row.status != Status::Withdrawn && row.exists_in(version));
        assert_eq!(described.count(), count, "in {version}");
    }
}

#[test]
fn six_operations_outlived_their_description() {
    let withdrawn: Vec<&str> =
        Operation::all().iter().filter(|row| row.status == Status::Withdrawn).map(|row| row.id).collect();
    assert_eq!(withdrawn.len(), 6, "{withdrawn:?}");
    assert_eq!(Operation::all().len(), 264 + 6);
}

#[test]
fn an_operation_is_found_by_its_id_alone() {
    for row in Operation::all() {
        assert!(std::ptr::eq(Operation::find(row.id).expect("it is in the table"), row));
    }
    assert!(Operation::find("contacts.lst").is_none());
}

#[test]
fn withdrawn_visitors_end_where_their_description_ended() {
    let row = Operation::find("visitors.delete").expect("it is in the table");
    assert_eq!((row.versions.since.as_str(), row.versions.until.as_str()), ("2.7", "2.10"));
}

#[test]
fn what_is_not_in_preview_does_not_reach_it() {
    let row = Operation::find("ip_allowlist.find").expect("it is in the table");
    assert_eq!((row.versions.since.as_str(), row.versions.until.as_str()), ("2.14", "2.16"));
}

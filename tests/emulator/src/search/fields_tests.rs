//! The tables of searchable fields beside those of the core, which were written apart from these.

use entryphone::search::{Resource, SearchField};
use std::collections::BTreeSet;

use super::{FieldTable, OPERATORS};
use crate::rooms::{companies, contacts, conversations, tickets};
use crate::version::Version;

fn table(resource: Resource) -> &'static FieldTable {
    match resource {
        Resource::Contacts => &contacts::search::FIELDS,
        Resource::Conversations => &conversations::search::FIELDS,
        Resource::Tickets => &tickets::search::FIELDS,
        Resource::Companies => &companies::search::FIELDS,
        other => panic!("the emulator has no search of {other:?}"),
    }
}

/// A name that a field of the core goes by.
fn spelled(field: &SearchField) -> String {
    field.name.split_once('{').map_or_else(|| field.name.to_owned(), |(prefix, _)| format!("{prefix}colour"))
}

#[test]
fn searches_take_the_fields_and_operators_that_the_core_knows_and_no_others() {
    for resource in Resource::ALL {
        let table = table(resource);
        let own = table.rows.iter().flat_map(|(_, _, names)| *names).map(|name| (*name).to_owned());
        let names: BTreeSet<_> = resource.fields().iter().map(spelled).chain(own).collect();
        let search = format!("{}.search", resource.as_str());
        let row = entryphone::Operation::find(&search).expect("every resource has a search");
        for version in entryphone::Version::all().filter(|version| row.exists_in(*version)) {
            for name in &names {
                let known = resource.fields().iter().rfind(|field| field.is_named(name) && field.since <= version);
                let expected: BTreeSet<_> = known
                    .iter()
                    .flat_map(|field| field.field_type.operators)
                    .map(|operator| operator.as_str())
                    .collect();
                let kind = table.kind_of(name, Version::from(version));
                let taken = OPERATORS.iter().filter(|(_, operator)| kind.is_some_and(|kind| kind.takes(*operator)));
                let taken: BTreeSet<_> = taken.map(|(spelling, _)| *spelling).collect();
                assert_eq!(taken, expected, "{} by {name} in {version}", resource.as_str());
            }
        }
    }
}

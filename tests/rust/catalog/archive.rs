//! The model that is checked in.

use xtask::catalog::fold::{fold, unfold};
use xtask::catalog::model::Place;
use xtask::catalog::sources::Source;

use crate::{CATALOG, TABLE};

#[test]
fn it_knows_every_operation_and_every_schema() {
    let model = &CATALOG.archive.model;
    assert_eq!(model.operations.len(), 264);
    assert_eq!(model.schemas.len(), 440);
}

/// A version can be taken out of the model, so importing one version needs none of the other descriptions.
#[test]
fn folding_what_was_unfolded_gives_the_same_model() {
    let model = &CATALOG.archive.model;
    let places = 0..model.timeline.names().len();
    let descriptions: Vec<_> = places.map(|place| unfold(model, place)).collect();
    let again = fold(&model.timeline, &descriptions).expect("what was folded once folds again");
    assert!(again == *model);
}

/// The engine finds a schema by halving the list.
#[test]
fn schemas_stand_sorted_by_name() {
    assert!(TABLE.1.schemas.keys().is_sorted());
}

/// The digest is over every fact a description states, so nothing was lost or made up on the way into the model and out of it.
#[test]
fn every_unedited_version_comes_out_as_it_went_in() {
    let archive = &CATALOG.archive;
    for (place, source) in archive.sources.versions.iter().enumerate() {
        if source.edited.is_none() {
            assert_eq!(Source::new(&source.name, &unfold(&archive.model, place), None), *source);
        }
    }
}

/// An edited description does not say the last word on anything the others know.
#[test]
fn the_edited_version_retypes_nothing() {
    let archive = &CATALOG.archive;
    let edited: Vec<&str> = archive
        .sources
        .versions
        .iter()
        .filter(|source| source.edited.is_some())
        .map(|source| source.name.as_str())
        .collect();
    assert_eq!(edited, ["2.11"]);
    let place = archive.model.timeline.place("2.11").expect("it is listed");
    let [before, here, after] = [place - 1, place, place + 1].map(|place| unfold(&archive.model, place));
    for (name, schema) in &here.schemas {
        match (before.schemas.get(name), after.schemas.get(name)) {
            (Some(before), Some(after)) if before == after => assert_eq!(schema, before, "{name}"),
            _ => {}
        }
    }
}

/// 35 requests and 24 answers are described where they stand, rather than by the name of a schema.
#[test]
fn it_holds_what_is_described_in_place() {
    let is_described_in_place = |place: &Place| {
        let mut records = place.sayings.iter().filter_map(|(_, saying)| saying.members());
        records.any(|members| !members.is_empty() && !members.contains_key("ref"))
    };
    let has_such_content = |holder: &Place| {
        let contents = holder.sayings.iter().filter_map(|(_, saying)| saying.members()).flatten();
        contents.into_iter().any(|(name, place)| name.contains('/') && is_described_in_place(place))
    };
    let operations = || CATALOG.archive.model.operations.values();
    let bodies = operations().flat_map(|operation| operation.sayings.iter().filter_map(|(_, saying)| saying.members()));
    let bodies = bodies.filter_map(|members| members.get("body")).filter(|body| has_such_content(body)).count();
    let answers = operations().flat_map(|operation| operation.members("answers"));
    let answers = answers.filter(|(_, answer)| has_such_content(answer)).count();
    assert_eq!((bodies, answers), (35, 24));
}

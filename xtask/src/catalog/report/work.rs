//! What an import leaves to do by hand, ready to paste.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::Catalog;
use super::super::description::Description;
use super::super::fixups;
use super::super::fold::unfold;
use super::super::ranges::VersionSet;
use super::super::table;
use super::Comparison;
use super::difference::{Difference, Word};
use super::proposal::propose;

/// A step, in a sentence, and what it is about.
pub(super) struct Step {
    words: &'static str,
    details: String,
}

/// What has to be done by hand, in its order.
pub(super) fn pending(catalog: &Catalog, comparisons: &[Comparison]) -> Vec<Step> {
    let timeline = &catalog.archive.model.timeline;
    let descriptions: Vec<Description> =
        (0..timeline.names().len()).map(|place| unfold(&catalog.archive.model, place)).collect();
    let newcomers = comparisons.iter().enumerate().filter(|(_, comparison)| comparison.is_new);
    let newcomers = newcomers.fold(VersionSet::EMPTY, |all, (place, _)| all.union(VersionSet::only(place)));
    let mut fixed = descriptions.clone();
    let failing = fixups::problems(&catalog.fixups, timeline, &mut fixed);
    let steps = [
        (
            "Name what is new in core/catalog/names.toml. The names are proposals; each doc is a line of yours.",
            nameless(catalog, &descriptions).join("\n"),
        ),
        ("Take out of core/catalog/names.toml what no version has any more:", lines(&homeless(catalog))),
        ("Look again at these entries of core/catalog/fixups.toml:", lines(&failing)),
        (
            "Widen the `versions` of these entries of core/catalog/fixups.toml, if what they correct is still wrong:",
            lines(&fixups::ending_before(newcomers, &catalog.fixups, timeline, &descriptions)),
        ),
        ("Say in core/catalog/fixups.toml what the descriptions leave out:", needed_fixups(catalog, &fixed).join("\n")),
        (
            "Are the new types true? Where a description errs, core/catalog/fixups.toml takes it back:",
            doubtful_fixups(catalog, comparisons).join("\n"),
        ),
    ];
    let steps = steps.into_iter().filter(|(_, details)| !details.is_empty());
    steps.map(|(words, details)| Step { words, details }).collect()
}

/// Writes the steps, and those that follow on every import.
pub(super) fn write(mut steps: Vec<Step>) -> String {
    steps.push(Step {
        words: "`cargo xtask gen`, `python tests/oracle/requests.py DIR` for the vectors of new requests, `cargo xtask test`.",
        details: String::new(),
    });
    let mut text = "to do\n".to_owned();
    for (place, Step { words, details }) in steps.iter().enumerate() {
        write!(text, "\n{}. {words}\n", place + 1).expect("a string takes any text");
        if !details.is_empty() {
            write!(text, "\n{details}").expect("a string takes any text");
        }
    }
    text
}

fn lines(texts: &[String]) -> String {
    texts.iter().fold(String::new(), |all, text| all + "   " + text + "\n")
}

fn nameless(catalog: &Catalog, descriptions: &[Description]) -> Vec<String> {
    let keys = catalog.archive.model.operations.keys().filter(|key| !catalog.names.contains_key(*key));
    let newest = |key: &String| {
        descriptions.iter().rev().find_map(|description| Some((description, description.operations.get(key)?)))
    };
    let entries = keys.filter_map(|key| {
        let (description, operation) = newest(key)?;
        Some(propose(key, operation, description, &catalog.names))
    });
    entries.collect()
}

/// The names of operations that neither the descriptions nor fixups have.
fn homeless(catalog: &Catalog) -> Vec<String> {
    let is_known = |key: &String| {
        catalog.archive.model.operations.contains_key(key)
            || catalog.fixups.iter().any(|fixup| fixup.adds_operation().as_ref() == Some(key))
    };
    catalog.names.keys().filter(|key| !is_known(key)).map(|key| format!("[\"{key}\"]")).collect()
}

/// Without these no table can be made.
fn needed_fixups(catalog: &Catalog, descriptions: &[Description]) -> Vec<String> {
    let all = descriptions.iter();
    let schemas: BTreeSet<String> =
        all.clone().flat_map(Description::dangling_references).map(|(_, schema)| schema).collect();
    let is_mute = |key: &&String| {
        let newest = descriptions.iter().rev().find_map(|description| description.operations.get(*key));
        newest.is_some_and(|operation| table::answer(operation).is_err())
    };
    let mute = catalog.archive.model.operations.keys().filter(is_mute);
    let described = schemas.iter().map(|schema| head("add_schema", &[("schema", schema), ("type", "object")]));
    described.chain(mute.map(|key| head("set_answer", &[("operation", key), ("answer", "empty")]))).collect()
}

/// What would give fields and parameters the types back that they had.
fn doubtful_fixups(catalog: &Catalog, comparisons: &[Comparison]) -> Vec<String> {
    let timeline = &catalog.archive.model.timeline;
    let mut retyped: Vec<(Difference, VersionSet)> = Vec::new();
    for (place, comparison) in comparisons.iter().enumerate() {
        for difference in comparison.differences().into_iter().filter(|difference| difference.word == Word::Retyped) {
            let version = VersionSet::only(place);
            match retyped.iter_mut().find(|(known, _)| *known == difference) {
                Some((_, versions)) => *versions = versions.union(version),
                None => retyped.push((difference, version)),
            }
        }
    }
    let heads = retyped.iter().filter_map(|(Difference { subject, place, detail, .. }, versions)| {
        let (was, _) = detail.split_once(" → ")?;
        let versions = timeline.write(*versions, timeline.all());
        match subject.strip_prefix("schema ") {
            Some(schema) => {
                let (object, field) = place.rsplit_once('.').unwrap_or(("", place));
                // Fixups reach the fields of objects, and nothing in arrays or unions.
                let is_reached = !place.contains(['[', '{', ' ']);
                let schema = [schema, object].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".");
                is_reached.then(|| {
                    head(
                        "set_field_type",
                        &[("schema", &schema), ("field", field), ("type", was), ("versions", &versions)],
                    )
                })
            }
            None => place.strip_prefix("query ").map(|parameter| {
                head(
                    "set_query_type",
                    &[("operation", subject), ("parameter", parameter), ("type", was), ("versions", &versions)],
                )
            }),
        }
    });
    heads.collect()
}

fn head(change: &str, members: &[(&str, &str)]) -> String {
    let mut text = format!("[[fixup]]\nchange = \"{change}\"\n");
    for (name, value) in members {
        writeln!(text, "{name} = \"{value}\"").expect("a string takes any text");
    }
    text + "why = \"\"\nevidence = \"\"\n"
}

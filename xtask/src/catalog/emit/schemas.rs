//! `schemas.rs`: what bodies and answers are made of.

use std::fmt::Write as _;

use super::super::fold::Model;
use super::super::kinds::{Field, Kind};
use super::super::ranges::Timeline;
use super::super::row::Row;
use super::{HELPERS, literal, span, version_constants};

const USES: &str = "\
use crate::schema::{Field, Kind, Schema};
use crate::version::Versions;
";

const FIELD_HELPERS: &str = "
const fn field(name: &'static str, kind: Kind, versions: Versions) -> Field {
    Field { name, versions, kind, nullable: false }
}

const fn nullable(name: &'static str, kind: Kind, versions: Versions) -> Field {
    Field { name, versions, kind, nullable: true }
}
";

/// Writes the file. `model` is the model with the fixups applied.
#[expect(clippy::missing_panics_doc, reason = "a model holds no schema without a version")]
pub fn write(model: &Model, rows: &[Row]) -> String {
    let timeline = &model.timeline;
    let mut text = super::helpers(HELPERS, timeline) + FIELD_HELPERS;
    let mut list = String::new();
    for (name, place) in &model.schemas {
        let versions = place.versions().ends().expect("a schema lives in a version");
        let constant = constant(name);
        write!(
            text,
            "\nstatic {constant}: Schema = Schema {{ name: {}, versions: {}, kind: {} }};\n",
            literal(name),
            span(timeline, versions),
            kind(timeline, &model.kind_of_schema(name).plain()),
        )
        .expect("a string takes any text");
        writeln!(list, "    &{constant},").expect("a string takes any text");
    }
    let count = model.schemas.len();
    write!(text, "\n/// Every schema, sorted by name.\npub(crate) static SCHEMAS: [&Schema; {count}] = [\n{list}];\n")
        .expect("a string takes any text");
    let count = rows.len();
    write!(
        text,
        "\n/// What each operation answers with when it succeeds, in the order of the table.\n\
         pub(crate) static ANSWERS: [Kind; {count}] = [\n",
    )
    .expect("a string takes any text");
    for row in rows {
        let answer = model.kind_of_answer(&row.key()).plain();
        writeln!(text, "    {}, // {}", kind(timeline, &answer), row.id).expect("a string takes any text");
    }
    text.push_str("];\n");
    format!("{USES}\n{}{text}", version_constants(timeline, &text))
}

/// The static that holds a schema.
fn constant(name: &str) -> String {
    name.to_uppercase().replace(|letter: char| !letter.is_ascii_alphanumeric(), "_")
}

fn kind(timeline: &Timeline, tree: &Kind) -> String {
    let several = |kinds: &[Kind]| kinds.iter().map(|one| kind(timeline, one)).collect::<Vec<_>>().join(", ");
    match tree {
        Kind::Array(items) => format!("Kind::Array(&{})", kind(timeline, items)),
        Kind::Map(values) => format!("Kind::Map(&{})", kind(timeline, values)),
        Kind::Object(fields) => {
            let fields = fields.iter().map(|one| field(timeline, one)).collect::<Vec<_>>().join(", ");
            format!("Kind::Object(&[{fields}])")
        }
        Kind::Schema(name) => format!("Kind::Schema(&{})", constant(name)),
        Kind::AnyOf(kinds) => format!("Kind::AnyOf(&[{}])", several(kinds)),
        Kind::AllOf(kinds) => format!("Kind::AllOf(&[{}])", several(kinds)),
        plain => format!("Kind::{plain:?}"),
    }
}

fn field(timeline: &Timeline, field: &Field) -> String {
    let Field { name, versions, kind: tree, is_nullable } = field;
    let make = if *is_nullable { "nullable" } else { "field" };
    format!("{make}({}, {}, {})", literal(name), kind(timeline, tree), span(timeline, *versions))
}

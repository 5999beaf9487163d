//! `schemas.rs`: what bodies and answers are made of, as tables that refer to each other by place.

use indexmap::{IndexMap, IndexSet};

use super::super::fold::Model;
use super::super::kinds::{Field, Kind};
use super::super::row::{Row, Span};
use super::{HELPERS, literal, span, version_constants};

const USES: &str = "\
use crate::schema::row::{
    FieldRow, SchemaRow, all_of, any_of, array, field, kind, map, name, nullable, object, reference, schema,
};
use crate::schema::{Inner, Kind};
use crate::version::Versions;
";

/// Writes the file. `model` is the model with the fixups applied.
#[expect(clippy::missing_panics_doc, reason = "a model holds no schema without a version")]
pub fn write(model: &Model, rows: &[Row]) -> String {
    let timeline = &model.timeline;
    let mut tables = Tables::new(model);
    let mut schemas = Vec::new();
    for (name, place) in &model.schemas {
        let versions = place.versions().ends().expect("a schema lives in a version");
        let kind = tables.kind(&model.kind_of_schema(name).plain());
        schemas.push((name.as_str(), kind, versions));
    }
    let answers: Vec<_> =
        rows.iter().map(|row| (row, tables.kind(&model.kind_of_answer(&row.key()).plain()))).collect();

    let fields: Vec<&FieldRow> = tables.fields.keys().flatten().collect();
    let names = Names::of(fields.iter().map(|field| field.name.as_str()).chain(schemas.iter().map(|(name, ..)| *name)));
    let mut text = super::helpers(HELPERS, timeline);
    text += &names.table();
    text += &table("Every schema, sorted by name.", "SCHEMAS: [SchemaRow", &schemas, |(name, kind, versions)| {
        format!("schema({}, kind({kind}), {}), // {name}", names.place(name), span(timeline, *versions))
    });
    text += &table("The members of all objects, those of each together.", "FIELDS: [FieldRow", &fields, |field| {
        let make = if field.is_nullable { "nullable" } else { "field" };
        let FieldRow { name, kind, versions, .. } = field;
        format!("{make}({}, kind({kind}), {}), // {name}", names.place(name), span(timeline, *versions))
    });
    let kinds: Vec<_> = tables.kinds.iter().collect();
    text += &table("Every kind that something is, once.", "KINDS: [Kind", &kinds, |kind| format!("{kind},"));
    let members: Vec<_> = tables.members.keys().flatten().collect();
    text += &table("The members of all unions, those of each together.", "MEMBERS: [Inner", &members, |kind| {
        format!("kind({kind}),")
    });
    let doc = "What each operation answers with when it succeeds, in the order of the table.";
    text += &table(doc, "ANSWERS: [Inner", &answers, |(row, kind)| format!("kind({kind}), // {}", row.id));
    format!("{USES}\n{}{text}", version_constants(timeline, &text))
}

fn table<T>(doc: &str, start: &str, rows: &[T], row: impl Fn(&T) -> String) -> String {
    let lines = rows.iter().fold(String::new(), |text, one| text + "    " + &row(one) + "\n");
    format!("\n/// {doc}\npub(crate) static {start}; {}] = [\n{lines}];\n", rows.len())
}

/// What has been found so far, each kind and each list once.
struct Tables<'m> {
    model: &'m Model,
    kinds: IndexSet<String>,
    fields: Lists<FieldRow>,
    members: Lists<usize>,
}

/// Lists that stand in a table one after the other, and where each starts.
type Lists<T> = IndexMap<Vec<T>, usize>;

#[derive(PartialEq, Eq, Hash)]
struct FieldRow {
    name: String,
    kind: usize,
    versions: Span,
    is_nullable: bool,
}

impl Tables<'_> {
    fn new(model: &Model) -> Tables<'_> {
        Tables { model, kinds: IndexSet::new(), fields: IndexMap::new(), members: IndexMap::new() }
    }

    /// The place of a kind, which is noted if it is new.
    fn kind(&mut self, tree: &Kind) -> usize {
        let row = match tree {
            Kind::Array(items) => format!("array({})", self.kind(items)),
            Kind::Map(values) => format!("map({})", self.kind(values)),
            Kind::Object(fields) => {
                let fields = fields.iter().map(|field| self.field(field)).collect();
                format!("object({})", place(&mut self.fields, fields))
            }
            Kind::Schema(name) => {
                let position = self.model.schemas.keys().position(|other| other == name);
                format!("reference({})", position.expect("a schema that is referred to is there"))
            }
            Kind::AnyOf(kinds) => format!("any_of({})", self.union(kinds)),
            Kind::AllOf(kinds) => format!("all_of({})", self.union(kinds)),
            plain => format!("Kind::{plain:?}"),
        };
        self.kinds.insert_full(row).0
    }

    fn union(&mut self, kinds: &[Kind]) -> String {
        let members = kinds.iter().map(|kind| self.kind(kind)).collect();
        place(&mut self.members, members)
    }

    fn field(&mut self, field: &Field) -> FieldRow {
        let Field { name, versions, kind, is_nullable, .. } = field;
        FieldRow { name: name.clone(), kind: self.kind(kind), versions: *versions, is_nullable: *is_nullable }
    }
}

/// Where a list starts and how long it is.
fn place<T: std::hash::Hash + Eq>(lists: &mut Lists<T>, list: Vec<T>) -> String {
    let (count, end) = (list.len(), lists.last().map_or(0, |(last, start)| start + last.len()));
    format!("{}, {count}", lists.entry(list).or_insert(end))
}

/// All names in one text; a name that is a part of another has no place of its own.
struct Names<'n> {
    text: String,
    parts: Vec<&'n str>,
}

impl<'n> Names<'n> {
    fn of(names: impl Iterator<Item = &'n str>) -> Names<'n> {
        let mut sorted: Vec<&str> = names.collect();
        sorted.sort_unstable_by_key(|name| (std::cmp::Reverse(name.len()), *name));
        let mut names = Names { text: String::new(), parts: Vec::new() };
        for name in sorted {
            if !names.text.contains(name) {
                names.text.push_str(name);
                names.parts.push(name);
            }
        }
        names
    }

    fn place(&self, name: &str) -> String {
        let start = self.text.find(name).expect("every name was collected");
        format!("name({start}, {})", name.len())
    }

    fn table(&self) -> String {
        let lines = self.parts.iter().fold(String::new(), |text, name| text + "    " + &literal(name) + ",\n");
        format!("\n/// The names of all schemas and fields.\npub(crate) static NAMES: &str = concat!(\n{lines});\n")
    }
}

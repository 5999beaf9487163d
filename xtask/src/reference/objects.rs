//! A page for each schema: its fields, and where it is met.

use std::collections::{BTreeMap, BTreeSet};

use super::{Book, Reference, operation_link, table};
use crate::faces::model::{Record, Type};

/// Writes the pages and their list.
pub(super) fn write(book: &Book<'_>, reference: &mut Reference) {
    let uses = Uses::of(book);
    let mut pages: Vec<&Record> = book.pages().collect();
    pages.sort_by_key(|record| record.name.to_lowercase());
    let mut letters: BTreeMap<Option<char>, Vec<String>> = BTreeMap::new();
    for record in &pages {
        letters.entry(record.name.chars().next()).or_default().push(format!("[{}]({}.md)", record.name, record.name));
    }
    let head = format!(
        "# Objects\n\n{} objects, of which requests and answers are made. Schemas that are no objects, such as those of \
         custom attributes, are told where they stand.\n",
        pages.len()
    );
    let letters = letters
        .into_iter()
        .map(|(letter, links)| format!("\n**{}** {}\n", letter.unwrap_or_default(), links.join(" · ")));
    let list: String = std::iter::once(head).chain(letters).collect();
    reference.add(0, "Objects", "objects/index.md".to_owned(), list);
    for record in pages {
        reference.add(1, &record.name, format!("objects/{}.md", record.name), page(book, record, &uses));
    }
}

fn page(book: &Book<'_>, record: &Record, uses: &Uses<'_>) -> String {
    let inside = book.inside(record.members.iter().map(|member| &member.holds));
    let is_among = |records: &[Record]| records.iter().any(|other| other.name == record.name);
    let (answered, requested) = (is_among(&book.api.answers), is_among(&book.api.requests));
    let rows = [
        ("versions", Some(record.versions.whole())),
        ("Python", spelled(&[("types", record.has_class), ("params", requested)], record)),
        ("TypeScript", spelled(&[("", answered), ("params", requested)], record)),
        ("Ruby", Some(format!("`Types::_{}`, for RBS", record.name))),
        ("Rust", Some(format!("`models::{}`", record.name))),
        ("given by", operations(&uses.given_by, record)),
        ("taken by", operations(&uses.taken_by, record)),
        ("part of", uses.parts(record)),
    ];
    let rows = rows.into_iter().filter_map(|(name, words)| Some((name.to_owned(), words?)));
    let about = table("about", rows);
    let fields = book.members("field", &record.versions, &record.members);
    format!("# {}\n\n{about}{fields}{}", record.name, book.sections(&record.name, &record.versions, &inside))
}

/// What an object is called in each of those modules that have it.
fn spelled(modules: &[(&str, bool)], record: &Record) -> Option<String> {
    let names = modules.iter().filter(|(_, has)| *has).map(|(module, _)| match *module {
        "" => format!("`{}`", record.name),
        module => format!("`{module}.{}`", record.name),
    });
    Some(names.collect::<Vec<_>>().join(", ")).filter(|names| !names.is_empty())
}

/// Where objects are met.
#[derive(Default)]
struct Uses<'a> {
    given_by: BTreeMap<&'a str, BTreeSet<&'a str>>,
    taken_by: BTreeMap<&'a str, BTreeSet<&'a str>>,
    part_of: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Uses<'a> {
    fn of(book: &Book<'a>) -> Uses<'a> {
        let mut uses = Uses::default();
        for method in book.api.methods() {
            method.given().into_iter().for_each(|holds| note(book, holds, &method.id, &mut uses.given_by));
            let taken = method.parameters.iter().map(|parameter| &parameter.holds);
            taken.for_each(|holds| note(book, holds, &method.id, &mut uses.taken_by));
        }
        for record in book.pages() {
            record.members.iter().for_each(|member| note(book, &member.holds, &record.name, &mut uses.part_of));
        }
        uses
    }

    fn parts(&self, record: &Record) -> Option<String> {
        let names = self.part_of.get(record.name.as_str())?;
        Some(names.iter().map(|name| format!("[{name}]({name}.md)")).collect::<Vec<_>>().join(", "))
    }
}

fn operations(uses: &BTreeMap<&str, BTreeSet<&str>>, record: &Record) -> Option<String> {
    let ids = uses.get(record.name.as_str())?;
    Some(ids.iter().map(|id| operation_link(id)).collect::<Vec<_>>().join(", "))
}

/// Notes the objects with a page that a type names, itself or in the objects without one.
fn note<'a>(book: &Book<'a>, holds: &Type, place: &'a str, uses: &mut BTreeMap<&'a str, BTreeSet<&'a str>>) {
    let inside = book.inside([holds]);
    let below = inside.iter().flat_map(|record| &record.members).map(|member| &member.holds);
    for holds in std::iter::once(holds).chain(below) {
        named(holds, &mut |name| {
            let record = book.records[name];
            if record.is_schema {
                uses.entry(&record.name).or_default().insert(place);
            }
        });
    }
}

fn named(holds: &Type, note: &mut dyn FnMut(&str)) {
    match holds {
        Type::List(inner) | Type::Map(inner) => named(inner, note),
        Type::Search(kinds) | Type::Union(kinds) => kinds.iter().for_each(|kind| named(kind, note)),
        Type::Record(name) => note(name),
        _ => {}
    }
}

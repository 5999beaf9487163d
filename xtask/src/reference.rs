//! The reference: what the catalog says, as chapters of the book. It is made when the book is, and not checked in: nobody reviews 500
//! pages, and what they are made of is.
//!
//! ```text
//! catalog ── faces::read ──► reference/*.md   a page for each resource, with its operations
//!                        ├──► objects/*.md     a page for each schema
//!                        └──► changes/*.md     a page for each version: what came, went and turned into something else
//! ```

mod changes;
mod fields;
mod objects;
mod operations;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::faces::model::{Api, Record, Type};

/// The chapters, and their place in the table of contents.
#[derive(Clone, Debug, Default)]
pub struct Reference {
    /// The chapters by their paths in the book.
    pub chapters: BTreeMap<String, String>,
    /// Their lines of the table of contents.
    pub contents: String,
}

impl Reference {
    /// Writes it.
    pub fn of(api: &Api) -> Reference {
        let book = Book::of(api);
        let mut reference = Reference::default();
        operations::write(&book, &mut reference);
        objects::write(&book, &mut reference);
        changes::write(&book, &mut reference);
        reference
    }

    /// Adds a chapter, `depth` steps below the heading of the reference.
    fn add(&mut self, depth: usize, title: &str, path: String, text: String) {
        self.contents.extend(["  ".repeat(depth), format!("- [{title}]({path})\n")]);
        self.chapters.insert(path, text);
    }
}

/// The API, and where in the book its objects stand.
struct Book<'a> {
    api: &'a Api,
    records: BTreeMap<&'a str, &'a Record>,
    /// Where those without a page stand: below the first object or operation that has them.
    homes: BTreeMap<&'a str, Home<'a>>,
}

/// Where an object stands that has no page.
struct Home<'a> {
    page: String,
    owner: &'a str,
}

impl<'a> Book<'a> {
    fn of(api: &'a Api) -> Book<'a> {
        // Those of requests and answers are among the schemas as well, but for the ones that have only a place.
        let all = api.requests.iter().chain(&api.answers).chain(&api.schemas);
        let records = all.map(|record| (record.name.as_str(), record)).collect();
        let mut book = Book { api, records, homes: BTreeMap::new() };
        for record in api.schemas.iter().filter(|record| record.is_schema) {
            let types = record.members.iter().map(|member| &member.holds);
            book.settle(&record.name, &format!("objects/{}.md", record.name), types);
        }
        for method in api.methods() {
            book.settle(&method.id, &format!("reference/{}.md", page_of(&method.id)), method.types());
        }
        book
    }

    /// Gives the objects in these types a home with their owner, unless they have one.
    fn settle<'t>(&mut self, owner: &'a str, page: &str, types: impl IntoIterator<Item = &'t Type>) {
        for record in self.inside(types) {
            self.homes.entry(&record.name).or_insert_with(|| Home { page: page.to_owned(), owner });
        }
    }

    /// The objects that have a page: those with a name of Intercom's.
    fn pages(&self) -> impl Iterator<Item = &'a Record> {
        self.api.schemas.iter().filter(|record| record.is_schema)
    }

    /// The objects without a page that stand in these types, in the order in which they are met.
    fn inside<'t>(&self, types: impl IntoIterator<Item = &'t Type>) -> Vec<&'a Record> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        for holds in types {
            self.collect(holds, &mut seen, &mut found);
        }
        found
    }

    fn collect(&self, holds: &Type, seen: &mut BTreeSet<&'a str>, found: &mut Vec<&'a Record>) {
        match holds {
            Type::List(inner) | Type::Map(inner) => self.collect(inner, seen, found),
            Type::Search(kinds) | Type::Union(kinds) => kinds.iter().for_each(|kind| self.collect(kind, seen, found)),
            Type::Record(name) => {
                let record = self.records[name.as_str()];
                if !record.is_schema && seen.insert(&record.name) {
                    found.push(record);
                    record.members.iter().for_each(|member| self.collect(&member.holds, seen, found));
                }
            }
            _ => {}
        }
    }
}

/// A table of two columns, which stand one below the other on a phone; nothing when there are no rows.
fn table(head: &str, rows: impl IntoIterator<Item = (String, String)>) -> String {
    let rows: Vec<String> =
        rows.into_iter().map(|(name, words)| format!("| {name} | {} |\n", words.replace('|', "\\|"))).collect();
    if rows.is_empty() {
        String::new()
    } else {
        format!("<div class=\"facts\">\n\n| {head} | |\n|---|---|\n{}\n</div>\n\n", rows.concat())
    }
}

/// `contacts` of `contacts.list`, `help_centers` of `help_centers.collections.list`.
fn page_of(id: &str) -> &str {
    id.split('.').next().unwrap_or(id)
}

/// A link to an operation from a page one folder down.
fn operation_link(id: &str) -> String {
    format!("[`{id}`](../reference/{}.md#{id})", page_of(id))
}

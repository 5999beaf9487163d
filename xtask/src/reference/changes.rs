//! A page for each version: what came with it, what went, and what turned into something else.

use super::{Book, Reference, fields, operation_link, table};
use crate::faces::model::{Member, Method, Type};
use crate::faces::versions::Versions;

/// Writes the pages, newest first, and a page before them.
pub(super) fn write(book: &Book<'_>, reference: &mut Reference) {
    let pages: Vec<Page> = (1..book.api.versions.len()).rev().map(|place| Page::of(book, place)).collect();
    let rows = pages.iter().map(|page| {
        let counts = format!("{} · {} · {}", page.operations.counts(), page.parameters.counts(), page.fields.counts());
        (format!("[{}]({}.md)", page.version, page.version), counts)
    });
    let list = table("operations · parameters · fields", rows);
    let head = "# What is new in each version\n\nCame and went, counted: `+` for what came, `−` for what went, `~` for what turned into \
                something else. What came inside something new is not counted again.\n\n";
    let next = "\nHow to move a program from one version to another is a [guide](../guides/versions.md) of its own.\n";
    reference.add(0, "What is new", "changes/index.md".to_owned(), format!("{head}{list}{next}"));
    for page in pages {
        let version = page.version.clone();
        reference.add(1, &version, format!("changes/{version}.md"), page.write());
    }
}

/// Lines about things of one sort.
#[derive(Default)]
struct Changes {
    came: Vec<(String, String)>,
    went: Vec<(String, String)>,
    turned: Vec<(String, String)>,
}

impl Changes {
    fn counts(&self) -> String {
        let counts = [('+', self.came.len()), ('−', self.went.len()), ('~', self.turned.len())];
        let counts: Vec<String> =
            counts.iter().filter(|(_, count)| *count > 0).map(|(sign, count)| format!("{sign}{count}")).collect();
        if counts.is_empty() { "none".to_owned() } else { counts.join(" ") }
    }

    /// Notes what became of the members of something.
    fn note(&mut self, book: &Book<'_>, place: usize, link: &str, outer: &Versions, members: &[Member]) {
        for member in members {
            let row = |words: String| (link.to_owned(), format!("`{}` {words}", member.name));
            match fate(&member.versions, outer, place) {
                Some(Fate::Came) => self.came.push(row(book.words(&member.holds))),
                Some(Fate::Went) => self.went.push(row(String::new())),
                None if member.turns.iter().any(|(versions, _)| versions.span().0 == place) => {
                    self.turned.push(row(book.turns(member)));
                }
                None if matches!(member.holds, Type::Words(_))
                    && member.values.iter().any(|(_, versions)| fate(versions, &member.versions, place).is_some()) =>
                {
                    self.turned.push(row(fields::values(member)));
                }
                None => {}
            }
        }
    }

    fn write(self, head: &str, came: &str, went: &str, turned: &str) -> String {
        let tables =
            [table(came, joined(self.came)), table(went, joined(self.went)), table(turned, joined(self.turned))];
        let text = tables.concat();
        if text.is_empty() { text } else { format!("## {head}\n\n{text}") }
    }
}

/// One row for all that is said of one thing.
fn joined(rows: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut joined: Vec<(String, String)> = Vec::new();
    for (name, words) in rows {
        match joined.last_mut() {
            Some((last, all)) if *last == name => all.extend(["<br>", &words]),
            _ => joined.push((name, words)),
        }
    }
    joined
}

enum Fate {
    Came,
    Went,
}

/// What became, with the version at that place, of something inside `outer`, while `outer` was there before and after.
fn fate(versions: &Versions, outer: &Versions, place: usize) -> Option<Fate> {
    let ((since, until), (outer_since, outer_until)) = (versions.span(), outer.span());
    if since == place && outer_since < place {
        Some(Fate::Came)
    } else if until + 1 == place && outer_until >= place {
        Some(Fate::Went)
    } else {
        None
    }
}

struct Page {
    version: String,
    operations: Changes,
    parameters: Changes,
    fields: Changes,
}

impl Page {
    fn of(book: &Book<'_>, place: usize) -> Page {
        let [mut operations, mut parameters, mut members] = <[Changes; 3]>::default();
        let all = book.api.all_versions();
        for method in book.api.methods() {
            match fate(&method.versions, &all, place) {
                Some(Fate::Came) => operations.came.push(operation(method)),
                Some(Fate::Went) => operations.went.push(operation(method)),
                None => parameters.note(book, place, &operation_link(&method.id), &method.versions, &method.parameters),
            }
        }
        for page in book.pages() {
            let inside = book.inside(page.members.iter().map(|member| &member.holds));
            let inside = inside.into_iter().filter(|record| book.homes[record.name.as_str()].owner == page.name);
            for record in std::iter::once(page).chain(inside) {
                members.note(book, place, &book.link(&record.name), &record.versions, &record.members);
            }
        }
        Page { version: book.api.versions[place].clone(), operations, parameters, fields: members }
    }

    fn write(self) -> String {
        let body = [
            self.operations.write("Operations", "new", "gone", ""),
            self.parameters.write("Parameters", "new", "gone", "of another type, or with other values"),
            self.fields.write("Fields", "new", "gone", "of another type, or with other values"),
        ]
        .concat();
        let body = if body.is_empty() { "Nothing that a client could see.\n".to_owned() } else { body };
        format!("# What is new in {}\n\n{body}", self.version)
    }
}

fn operation(method: &Method) -> (String, String) {
    (operation_link(&method.id), method.doc.clone())
}

//! `docs.rs` and its texts: what is said about the operations, apart from the table so that a face that shows none of it carries none of
//! it.

use std::fmt::Write as _;

use super::super::row::Row;
use super::literal;

/// Writes `docs.txt`: a line for each operation. A text is smaller than an array by a pointer for each line, and by what the loader is told
/// about it.
pub fn lines(rows: &[Row]) -> String {
    rows.iter().map(|row| row.doc.clone() + "\n").collect()
}

/// Writes `links.txt`: the tag and the operation's id, with a slash between; empty where there is no page.
pub fn links(rows: &[Row]) -> String {
    let link = |row: &Row| row.link.as_ref().map_or_else(String::new, |(tag, id)| format!("{tag}/{id}"));
    rows.iter().map(|row| link(row) + "\n").collect()
}

/// Writes `docs.rs`.
pub fn write(rows: &[Row]) -> String {
    let mut text = format!("{TEXTS}pub(crate) static OFFICIAL_NAMES: [&[&str]; {}] = [\n", rows.len());
    for row in rows {
        let names: Vec<String> = row.official.iter().map(|name| literal(name)).collect();
        writeln!(text, "    &[{}], // {}", names.join(", "), row.id).expect("a string takes any text");
    }
    text + "];\n"
}

const TEXTS: &str = r#"/// What each operation does: a line for each, in the order of the table.
pub(crate) static DOCS: &str = include_str!("docs.txt");

/// The end of the address of each operation's page in Intercom's reference; an empty line without a page.
pub(crate) static LINKS: &str = include_str!("links.txt");

/// What Intercom's own clients call each operation, in `snake_case`; empty when they do not have it.
"#;

//! `docs.txt` and `links.txt`: what is said about the operations, apart from the table so that a face that shows none of it carries none of
//! it.

use super::super::row::Row;

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

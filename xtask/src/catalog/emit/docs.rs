//! `docs.rs`: what is said about the operations, apart from the table so that a face that shows none of it carries none of it.

use std::fmt::Write as _;

use super::super::row::Row;
use super::literal;

/// Writes the file.
pub fn write(rows: &[Row]) -> String {
    let mut text = String::new();
    let mut array = |comment: &str, head: &str, entry: &dyn Fn(&Row) -> String| {
        writeln!(text, "/// {comment}\npub(crate) static {head}; {}] = [", rows.len())
            .expect("a string takes any text");
        for row in rows {
            writeln!(text, "    {}, // {}", entry(row), row.id).expect("a string takes any text");
        }
        text.push_str("];\n\n");
    };
    array("What each operation does, in the order of the table.", "DOCS: [&str", &|row| literal(&row.doc));
    array(
        "The tag and the operation's id, as the address of its page in Intercom's reference has them; empty without a page.",
        "LINKS: [(&str, &str)",
        &|row| {
            let (tag, id) = row.link.as_ref().map_or(("", ""), |(tag, id)| (tag, id));
            format!("({}, {})", literal(tag), literal(id))
        },
    );
    array(
        "What Intercom's own clients call each operation, in `snake_case`; empty when they do not have it.",
        "OFFICIAL_NAMES: [&[&str]",
        &|row| {
            let names: Vec<String> = row.official.iter().map(|name| literal(name)).collect();
            format!("&[{}]", names.join(", "))
        },
    );
    text
}

//! `search_fields.rs`: what searches can ask for.

use anyhow::{Context as _, Result};

use super::super::ranges::Timeline;
use super::super::searches::{Search, Searches};
use super::{literal, version_constant, version_constants};

const USES: &str = "\
use crate::search::Operator::{
    Contains, EndsWith, Equal, Greater, GreaterOrEqual, In, Less, LessOrEqual, NotContains, NotEqual, NotIn, StartsWith,
};
use crate::search::{FieldType, SearchField};
use crate::version::Version;
";

const HELPERS: &str = "
const fn field(name: &'static str, field_type: FieldType, since: u8) -> SearchField {
    SearchField { name, field_type, since: Version::at(since) }
}
";

/// The operators as queries write them, and as the engine names them.
const OPERATORS: [(&str, &str); 12] = [
    ("=", "Equal"),
    ("!=", "NotEqual"),
    ("IN", "In"),
    ("NIN", "NotIn"),
    (">", "Greater"),
    ("<", "Less"),
    (">=", "GreaterOrEqual"),
    ("<=", "LessOrEqual"),
    ("~", "Contains"),
    ("!~", "NotContains"),
    ("^", "StartsWith"),
    ("$", "EndsWith"),
];

/// Writes the file.
///
/// # Errors
/// A search has a field of a type or a version that is not known, or a type with an operator that is not.
pub fn write(timeline: &Timeline, searches: &Searches) -> Result<String> {
    let tables = searches.iter().map(|(resource, search)| {
        table(timeline, resource, search).with_context(|| format!("in search_fields.toml, in the search of {resource}"))
    });
    let text = HELPERS.to_owned() + &tables.collect::<Result<Vec<_>>>()?.concat();
    Ok(format!("{USES}\n{}{text}", version_constants(timeline, &text)))
}

fn table(timeline: &Timeline, resource: &str, search: &Search) -> Result<String> {
    let constant = |kind: &str| format!("{resource}_{kind}").to_uppercase();
    let types = search.types.iter().map(|(kind, operators)| {
        let operators = operators.split(' ').map(operator).collect::<Result<Vec<_>>>()?.join(", ");
        let (constant, name) = (constant(kind), literal(kind));
        Ok(format!("\nconst {constant}: FieldType = FieldType {{ name: {name}, operators: &[{operators}] }};\n"))
    });
    let types = types.collect::<Result<Vec<_>>>()?.concat();
    let rows = search.rows(timeline)?;
    let fields = rows.iter().map(|row| {
        let since = version_constant(&timeline.names()[row.since]);
        format!("field({}, {}, {since})", literal(row.name), constant(row.kind))
    });
    let (count, fields) = (rows.len(), fields.collect::<Vec<_>>().join(", "));
    let table = resource.to_uppercase();
    Ok(format!("{types}\npub(crate) static {table}: [SearchField; {count}] = [{fields}];\n"))
}

fn operator(word: &str) -> Result<&'static str> {
    let known = OPERATORS.iter().find(|(operator, _)| *operator == word);
    known.map(|(_, name)| *name).with_context(|| format!("there is no operator `{word}`"))
}

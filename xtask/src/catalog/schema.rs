//! A schema of OpenAPI 3.0, reduced to facts.
//!
//! | key | holds |
//! |---|---|
//! | `type` or `ref` | the type's name, or the name of another schema |
//! | `nullable`, `read_only`, `deprecated`, `required` | `true`; left out when it is not so |
//! | `enum` | the values that are listed |
//! | `format`, `default`, `minimum`, … | as described |
//! | `fields` | the properties by name; `required` stands in the field |
//! | `requires` | members that must be there although this schema does not describe them |
//! | `extra`, `closed` | the schema of members without a name, or `true` when there must be none |
//! | `items` | the schema of the items of an array |
//! | `one_of`, `any_of`, `all_of` | the branches |
//! | `discriminator`, `mapping` | the member that tells the branches apart, and the schema for each of its values |

use anyhow::{Context as _, Result, bail};

use super::tree::{Map, Tree};

/// Facts that are copied as they are, with the key they are kept under.
const COPIED: [(&str, &str); 8] = [
    ("format", "format"),
    ("default", "default"),
    ("minimum", "minimum"),
    ("maximum", "maximum"),
    ("minLength", "min_length"),
    ("maxLength", "max_length"),
    ("minItems", "min_items"),
    ("maxItems", "max_items"),
];

const FLAGS: [(&str, &str); 3] = [("nullable", "nullable"), ("readOnly", "read_only"), ("deprecated", "deprecated")];

const UNIONS: [(&str, &str); 3] = [("oneOf", "one_of"), ("anyOf", "any_of"), ("allOf", "all_of")];

const SCHEMA_REFERENCE: &str = "#/components/schemas/";

/// The facts of a schema. What stands beside a `$ref` is kept: Intercom marks references as nullable that way.
///
/// # Errors
/// The schema uses something this reader does not know.
pub fn facts(schema: &Tree) -> Result<Tree> {
    if schema.as_map().is_none() {
        bail!("a schema should be an object, and this one is {schema}");
    }
    let mut facts = Map::new();
    match schema.member("type") {
        None => {}
        Some(Tree::Text(name)) => {
            facts.insert("type".to_owned(), name.as_str().into());
        }
        Some(other) => bail!("a type should be one name, and this one is {other}"),
    }
    if let Some(reference) = schema.text("$ref") {
        let name = reference.strip_prefix(SCHEMA_REFERENCE);
        let name = name.with_context(|| format!("a schema should refer to {SCHEMA_REFERENCE}…, not to {reference}"))?;
        facts.insert("ref".to_owned(), name.into());
    }
    for (theirs, ours) in FLAGS {
        if schema.is(theirs) {
            facts.insert(ours.to_owned(), Tree::Bool(true));
        }
    }
    for (theirs, ours) in COPIED {
        if let Some(value) = schema.member(theirs) {
            facts.insert(ours.to_owned(), scalar(value));
        }
    }
    let values: Vec<Tree> = schema.items("enum").map(scalar).collect();
    if !values.is_empty() {
        facts.insert("enum".to_owned(), Tree::List(values));
    }
    object(schema, &mut facts)?;
    if let Some(items) = schema.member("items") {
        facts.insert("items".to_owned(), self::facts(items).context("in the items")?);
    }
    for (theirs, ours) in UNIONS {
        let branches = schema.items(theirs).map(self::facts).collect::<Result<Vec<Tree>>>()?;
        if !branches.is_empty() {
            facts.insert(ours.to_owned(), Tree::List(branches));
        }
    }
    if let Some(discriminator) = schema.member("discriminator") {
        let member = discriminator.text("propertyName").context("a discriminator has no `propertyName`")?;
        facts.insert("discriminator".to_owned(), member.into());
        let short = |target: &Tree| target.as_text().map(|text| text.trim_start_matches(SCHEMA_REFERENCE).into());
        let mapping: Map = discriminator
            .members("mapping")
            .filter_map(|(value, target)| Some((value.clone(), short(target)?)))
            .collect();
        if !mapping.is_empty() {
            facts.insert("mapping".to_owned(), Tree::Map(mapping));
        }
    }
    Ok(Tree::Map(facts))
}

/// The members of an object, and what it says about members without a name.
fn object(schema: &Tree, facts: &mut Map) -> Result<()> {
    let mut fields = Map::new();
    for (name, field) in schema.members("properties") {
        fields.insert(name.clone(), self::facts(field).with_context(|| format!("in field {name}"))?);
    }
    let mut requires = Vec::new();
    for name in schema.items("required") {
        let described = name.as_text().and_then(|name| fields.get_mut(name));
        match described {
            Some(Tree::Map(field)) => {
                field.insert("required".to_owned(), Tree::Bool(true));
            }
            _ => requires.push(name.clone()),
        }
    }
    if !fields.is_empty() {
        facts.insert("fields".to_owned(), Tree::Map(fields));
    }
    if !requires.is_empty() {
        facts.insert("requires".to_owned(), Tree::List(requires));
    }
    match schema.member("additionalProperties") {
        None => {}
        Some(Tree::Bool(true)) => {
            facts.insert("extra".to_owned(), Tree::Map(Map::new()));
        }
        Some(Tree::Bool(false)) => {
            facts.insert("closed".to_owned(), Tree::Bool(true));
        }
        Some(extra) => {
            facts.insert("extra".to_owned(), self::facts(extra).context("in the members without a name")?);
        }
    }
    Ok(())
}

/// A single value. A default that is itself an array or an object is kept as its JSON.
fn scalar(value: &Tree) -> Tree {
    match value {
        Tree::List(_) | Tree::Map(_) => Tree::Text(value.to_string()),
        single => single.clone(),
    }
}

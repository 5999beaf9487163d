//! What may be sent as the body of an operation, over all versions and all shapes of it.

use anyhow::{Context as _, Result, bail};
use indexmap::{IndexMap, IndexSet};

use super::description::Description;
use super::row::Span;
use super::tree::{Map, Tree};

/// The engine's `Body`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the engine's enum describes each of them")]
pub enum Body {
    None,
    Json { fields: Vec<Field>, is_open: bool, is_required: bool },
    Multipart { fields: Vec<Field> },
}

/// A member of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name on the wire.
    pub name: String,
    /// From the first version that knows it to the last.
    pub versions: Span,
}

impl Body {
    /// The known members, whatever the kind.
    pub fn fields(&self) -> &[Field] {
        match self {
            Body::None => &[],
            Body::Json { fields, .. } | Body::Multipart { fields } => fields,
        }
    }
}

/// The body of an operation from what each version says of it, oldest first.
///
/// # Errors
/// A body is of a media type the engine has no kind for, or refers to a schema its version does not have.
pub fn of(descriptions: &[Description], versions: &[(usize, &Tree)], method: &str) -> Result<Body> {
    let mut fields: IndexMap<String, Field> = IndexMap::new();
    let mut is_open = false;
    let mut media_types = IndexSet::new();
    for (place, operation) in versions.iter().rev() {
        let Some(body) = operation.member("body").and_then(Tree::as_map) else { continue };
        for (media_type, schema) in body.iter().filter(|(name, _)| name.contains('/')) {
            media_types.insert(media_type.as_str());
            let mut members = Members::default();
            members.collect(schema, &descriptions[*place].schemas)?;
            is_open |= members.is_open;
            for name in members.names {
                let field = Field { name: name.to_owned(), versions: (*place, *place) };
                fields.entry(name.to_owned()).or_insert(field).versions.0 = *place;
            }
        }
    }
    let fields = fields.into_values().collect();
    match media_types.into_iter().collect::<Vec<_>>().as_slice() {
        [] => Ok(Body::None),
        ["application/json"] => Ok(Body::Json { fields, is_open, is_required: method != "DELETE" }),
        ["multipart/form-data"] => Ok(Body::Multipart { fields }),
        others => bail!("its body is {}, and no kind of body stands for that", others.join(" or ")),
    }
}

/// The members at the top of a schema.
#[derive(Default)]
struct Members<'d> {
    names: IndexSet<&'d str>,
    is_open: bool,
    visited: IndexSet<&'d str>,
}

impl<'d> Members<'d> {
    fn collect(&mut self, schema: &'d Tree, schemas: &'d Map) -> Result<()> {
        self.names.extend(schema.members("fields").map(|(name, _)| name.as_str()));
        let branches = || ["one_of", "any_of", "all_of"].into_iter().flat_map(|union| schema.items(union));
        let is_bare =
            schema.text("type") == Some("object") && schema.member("fields").is_none() && branches().count() == 0;
        self.is_open |= schema.member("extra").is_some() || is_bare;
        if let Some(name) = schema.text("ref") {
            let target = schemas.get(name).with_context(|| format!("there is no schema `{name}`"))?;
            if self.visited.insert(name) {
                self.collect(target, schemas)?;
            }
        }
        for branch in branches() {
            self.collect(branch, schemas)?;
        }
        Ok(())
    }
}

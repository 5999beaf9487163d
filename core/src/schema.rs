//! What bodies and answers are made of, as data: what typed views are drawn from and drift is measured against.
//!
//! It describes; it never refuses. Any member may be missing or `null`, and members and values that are not described are to
//! be expected.

use std::fmt;

use crate::generated::schemas::{ANSWERS, SCHEMAS};
use crate::operation::Operation;
use crate::version::Versions;

/// A schema that has a name of its own.
pub struct Schema {
    /// Its name, such as `contact`.
    pub name: &'static str,
    /// From the first version that has it to the last.
    pub versions: Versions,
    /// What it describes.
    pub kind: Kind,
}

impl Schema {
    /// Every schema, sorted by name.
    pub fn all() -> &'static [&'static Schema] {
        &SCHEMAS
    }

    /// The schema of that name.
    pub fn find(name: &str) -> Option<&'static Schema> {
        let position = SCHEMAS.binary_search_by(|schema| schema.name.cmp(name)).ok()?;
        Some(SCHEMAS[position])
    }

    /// What an operation answers with when it succeeds, over all versions; [`Kind::Any`] when that is no JSON.
    pub fn of_answer(operation: &Operation) -> &'static Kind {
        let position = Operation::all().binary_search_by(|row| row.id.cmp(operation.id));
        position.map_or(&Kind::Any, |position| &ANSWERS[position])
    }
}

/// Schemas refer to each other in circles, so only the name is shown.
impl fmt::Debug for Schema {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Schema").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A member of an object.
#[derive(Debug)]
pub struct Field {
    /// The name on the wire.
    pub name: &'static str,
    /// From the first version that has it to the last. A field whose type changes stands once for each type.
    pub versions: Versions,
    /// What it holds.
    pub kind: Kind,
    /// Whether some version says that it may be `null`. The others may send it all the same.
    pub nullable: bool,
}

/// What a value is.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Anything.
    Any,
    /// A text.
    String,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list.
    Array(&'static Kind),
    /// An object whose members have names of the workspace's choosing.
    Map(&'static Kind),
    /// An object.
    Object(&'static [Field]),
    /// What that schema describes.
    Schema(&'static Schema),
    /// One of these.
    AnyOf(&'static [Kind]),
    /// All of these at once.
    AllOf(&'static [Kind]),
}

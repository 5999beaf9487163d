//! What bodies and answers are made of, as data: what typed views are drawn from and drift is measured against.
//!
//! It describes; it never refuses. Any member may be missing or `null`, and members and values that are not described are to
//! be expected.
//!
//! Everything here is a place in tables without a single pointer: pointers would have to be adjusted whenever the library is loaded.

pub(crate) mod row;

use std::fmt;

use crate::generated::schemas::{ANSWERS, FIELDS, KINDS, MEMBERS, SCHEMAS};
use crate::operation::Operation;
use crate::version::Versions;

/// A schema that has a name of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Schema(u16);

impl Schema {
    /// Every schema, sorted by name.
    pub fn all() -> impl Iterator<Item = Schema> {
        (0..).take(SCHEMAS.len()).map(Schema)
    }

    /// The schema of that name.
    pub fn find(name: &str) -> Option<Schema> {
        let position = SCHEMAS.binary_search_by(|row| row.name.as_str().cmp(name)).ok()?;
        Schema::all().nth(position)
    }

    /// What an operation answers with when it succeeds, over all versions; [`Kind::Any`] when that is no JSON.
    pub fn of_answer(operation: &Operation) -> Kind {
        ANSWERS[operation.position()].kind()
    }

    /// Its name, such as `contact`.
    pub fn name(self) -> &'static str {
        SCHEMAS[usize::from(self.0)].name.as_str()
    }

    /// From the first version that has it to the last.
    pub fn versions(self) -> Versions {
        SCHEMAS[usize::from(self.0)].versions
    }

    /// What it describes.
    pub fn kind(self) -> Kind {
        SCHEMAS[usize::from(self.0)].kind.kind()
    }
}

/// Schemas refer to each other in circles, so only the name is shown.
impl fmt::Debug for Schema {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Schema").field(&self.name()).finish()
    }
}

/// A member of an object.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Field(u16);

impl Field {
    /// The name on the wire.
    pub fn name(self) -> &'static str {
        FIELDS[usize::from(self.0)].name.as_str()
    }

    /// From the first version that has it to the last. A field whose type changes stands once for each type.
    pub fn versions(self) -> Versions {
        FIELDS[usize::from(self.0)].versions
    }

    /// What it holds.
    pub fn kind(self) -> Kind {
        FIELDS[usize::from(self.0)].kind.kind()
    }

    /// Whether some version says that it may be `null`. The others may send it all the same.
    pub fn is_nullable(self) -> bool {
        FIELDS[usize::from(self.0)].is_nullable
    }
}

impl fmt::Debug for Field {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Field").field("name", &self.name()).field("kind", &self.kind()).finish_non_exhaustive()
    }
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    Array(Inner),
    /// An object whose members have names of the workspace's choosing.
    Map(Inner),
    /// An object.
    Object(Fields),
    /// What that schema describes.
    Schema(Schema),
    /// One of these.
    AnyOf(Kinds),
    /// All of these at once.
    AllOf(Kinds),
}

/// What each item of a list is, or each member of an object.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Inner(u16);

impl Inner {
    /// The kind it is.
    pub fn kind(self) -> Kind {
        KINDS[usize::from(self.0)]
    }
}

impl fmt::Debug for Inner {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind().fmt(formatter)
    }
}

/// The members of an object.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fields {
    start: u16,
    count: u16,
}

impl Fields {
    /// Each of them, in the order of the catalog.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Field> + ExactSizeIterator {
        (self.start..self.start + self.count).map(Field)
    }
}

impl fmt::Debug for Fields {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.iter()).finish()
    }
}

/// The members of a union.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Kinds {
    start: u16,
    count: u16,
}

impl Kinds {
    /// Each of them, in the order of the catalog.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Kind> + ExactSizeIterator {
        let start = usize::from(self.start);
        MEMBERS[start..start + usize::from(self.count)].iter().map(|member| member.kind())
    }
}

impl fmt::Debug for Kinds {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.iter()).finish()
    }
}

//! How the generated tables look.

use super::{Fields, Inner, Kind, Kinds, Schema};
use crate::generated::schemas::NAMES;
use crate::version::Versions;

pub(crate) struct SchemaRow {
    pub(crate) name: Name,
    pub(crate) versions: Versions,
    pub(crate) kind: Inner,
}

pub(crate) struct FieldRow {
    pub(crate) name: Name,
    pub(crate) is_nullable: bool,
    pub(crate) versions: Versions,
    pub(crate) kind: Inner,
}

/// Where a name stands in the text of all names.
#[derive(Clone, Copy)]
pub(crate) struct Name {
    start: u16,
    length: u8,
}

impl Name {
    pub(crate) fn as_str(self) -> &'static str {
        let start = usize::from(self.start);
        &NAMES[start..start + usize::from(self.length)]
    }
}

pub(crate) const fn name(start: u16, length: u8) -> Name {
    Name { start, length }
}

pub(crate) const fn schema(name: Name, kind: Inner, versions: Versions) -> SchemaRow {
    SchemaRow { name, versions, kind }
}

pub(crate) const fn field(name: Name, kind: Inner, versions: Versions) -> FieldRow {
    FieldRow { name, is_nullable: false, versions, kind }
}

pub(crate) const fn nullable(name: Name, kind: Inner, versions: Versions) -> FieldRow {
    FieldRow { name, is_nullable: true, versions, kind }
}

/// The kind at that place of the table.
pub(crate) const fn kind(position: u16) -> Inner {
    Inner(position)
}

pub(crate) const fn array(items: u16) -> Kind {
    Kind::Array(Inner(items))
}

pub(crate) const fn map(members: u16) -> Kind {
    Kind::Map(Inner(members))
}

pub(crate) const fn object(start: u16, count: u16) -> Kind {
    Kind::Object(Fields { start, count })
}

/// A reference to the schema at that place of the table.
pub(crate) const fn reference(position: u16) -> Kind {
    Kind::Schema(Schema(position))
}

pub(crate) const fn any_of(start: u16, count: u16) -> Kind {
    Kind::AnyOf(Kinds { start, count })
}

pub(crate) const fn all_of(start: u16, count: u16) -> Kind {
    Kind::AllOf(Kinds { start, count })
}

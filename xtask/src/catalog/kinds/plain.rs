//! The kinds that the engine tells apart.

use indexmap::IndexSet;

use super::{Field, Kind, any_of, one_or};

impl Kind {
    /// The kind as the engine knows it. What is told of texts and numbers besides is gone, and what differed in nothing else is
    /// one.
    #[must_use]
    pub fn plain(&self) -> Kind {
        match self {
            Kind::Enum(_) | Kind::DateTime | Kind::Date | Kind::File => Kind::String,
            Kind::Timestamp => Kind::Integer,
            Kind::Array(items) => Kind::Array(Box::new(items.plain())),
            Kind::Map(values) => Kind::Map(Box::new(values.plain())),
            Kind::Object(fields) => Kind::Object(merged(fields)),
            Kind::AnyOf(kinds) => any_of(kinds.iter().map(Kind::plain).collect()),
            Kind::AllOf(kinds) => one_or(kinds.iter().map(Kind::plain).collect::<IndexSet<_>>(), Kind::AllOf),
            plain => plain.clone(),
        }
    }
}

fn merged(fields: &[Field]) -> Vec<Field> {
    let mut merged: Vec<Field> = Vec::new();
    for field in fields {
        Field { kind: field.kind.plain(), is_required: false, values: Vec::new(), ..field.clone() }.join(&mut merged);
    }
    merged
}

//! What values are in Rust.

use super::super::model::Type;

/// The type of a value. `module` is what the names of models stand behind.
pub(super) fn text(holds: &Type, module: &str) -> String {
    match holds {
        Type::Text | Type::Words(_) | Type::DateTime | Type::Date => "String".to_owned(),
        Type::Integer | Type::Timestamp => "i64".to_owned(),
        Type::Number => "Number".to_owned(),
        Type::Boolean => "bool".to_owned(),
        Type::List(items) => format!("Vec<{}>", text(items, module)),
        Type::Map(values) if matches!(**values, Type::Record(_)) => {
            format!("BTreeMap<String, {}>", text(values, module))
        }
        Type::Map(_) => "Map<String, Value>".to_owned(),
        Type::Record(name) => format!("{module}{name}"),
        Type::Union(kinds) if kinds.iter().all(is_scalar) => "Scalar".to_owned(),
        Type::Any | Type::File | Type::Search(_) | Type::Union(_) => "Value".to_owned(),
    }
}

/// What a member holds. An object inside another is boxed: some are made of themselves, and one that is missing takes no room.
pub(super) fn member(holds: &Type) -> String {
    match holds {
        Type::Record(name) => format!("Box<{name}>"),
        other => text(other, ""),
    }
}

fn is_scalar(kind: &Type) -> bool {
    !matches!(
        kind,
        Type::Any | Type::File | Type::List(_) | Type::Map(_) | Type::Record(_) | Type::Search(_) | Type::Union(_)
    )
}

/// The records that a value may be made of.
pub(super) fn records<'t>(holds: &'t Type, found: &mut Vec<&'t str>) {
    match holds {
        Type::Record(name) => found.push(name),
        Type::List(inner) | Type::Map(inner) => records(inner, found),
        Type::Search(kinds) | Type::Union(kinds) => kinds.iter().for_each(|kind| records(kind, found)),
        _ => {}
    }
}

/// The records that the type of a value speaks of.
pub(super) fn named<'t>(holds: &'t Type, found: &mut Vec<&'t str>) {
    match holds {
        Type::Record(name) => found.push(name),
        Type::List(inner) => named(inner, found),
        Type::Map(inner) if matches!(**inner, Type::Record(_)) => named(inner, found),
        _ => {}
    }
}

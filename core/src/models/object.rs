//! How a model is read and written.

use std::collections::BTreeMap;

use serde_core::ser::SerializeMap;
use serde_json::{Map, Number, Value};

use super::Nulls;

/// What a member can hold.
pub(crate) trait Holds: Sized {
    /// Whether the value is one of these.
    fn fits(value: &Value) -> bool;

    /// The value as one of these, or as it was when it does not fit.
    fn read(value: Value) -> Result<Self, Value>;
}

/// Puts a member where it belongs.
pub(crate) fn member<T: Holds>(
    place: &mut Option<T>,
    name: &'static str,
    value: Value,
    nulls: &mut Nulls,
    extra: &mut Map<String, Value>,
) {
    if value.is_null() {
        nulls.insert(name);
        return;
    }
    match T::read(value) {
        Ok(value) => *place = Some(value),
        Err(value) => drop(extra.insert(name.to_owned(), value)),
    }
}

/// Writes what no field holds. `is_set` tells whether one holds the member of that name, which then has been written.
pub(crate) fn write_rest<S: SerializeMap>(
    members: &mut S,
    nulls: &Nulls,
    extra: &Map<String, Value>,
    is_set: impl Fn(&str) -> bool,
) -> Result<(), S::Error> {
    for name in nulls.iter().filter(|name| !is_set(name) && !extra.contains_key(**name)) {
        members.serialize_entry(name, &())?;
    }
    for (name, value) in extra.iter().filter(|(name, _)| !is_set(name)) {
        members.serialize_entry(name, value)?;
    }
    Ok(())
}

/// Reads and writes a model by its fields and the names of its members.
macro_rules! object {
    ($model:ident, [$($field:ident = $name:literal),* $(,)?]) => {
        impl $crate::models::object::Holds for $model {
            fn fits(value: &serde_json::Value) -> bool {
                value.is_object()
            }

            fn read(value: serde_json::Value) -> Result<Self, serde_json::Value> {
                let serde_json::Value::Object(members) = value else { return Err(value) };
                let mut model = Self::default();
                for (name, value) in members {
                    match name.as_str() {
                        $($name => $crate::models::object::member(
                            &mut model.$field, $name, value, &mut model.nulls, &mut model.extra,
                        ),)*
                        _ => drop(model.extra.insert(name, value)),
                    }
                }
                Ok(model)
            }
        }

        impl<'de> serde_core::Deserialize<'de> for $model {
            fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = <serde_json::Value as serde_core::Deserialize>::deserialize(deserializer)?;
                $crate::models::object::Holds::read(value).map_err(|_| {
                    serde_core::de::Error::custom(concat!("a ", stringify!($model), " must be an object"))
                })
            }
        }

        impl serde_core::Serialize for $model {
            fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde_core::ser::SerializeMap;

                let is_set = |name: &str| match name {
                    $($name => self.$field.is_some(),)*
                    _ => false,
                };
                let mut members = serializer.serialize_map(None)?;
                $(
                    if let Some(value) = &self.$field {
                        members.serialize_entry($name, value)?;
                    }
                )*
                $crate::models::object::write_rest(&mut members, &self.nulls, &self.extra, is_set)?;
                members.end()
            }
        }
    };
}
pub(crate) use object;

impl Holds for Value {
    fn fits(_: &Value) -> bool {
        true
    }

    fn read(value: Value) -> Result<Value, Value> {
        Ok(value)
    }
}

impl Holds for String {
    fn fits(value: &Value) -> bool {
        value.is_string()
    }

    fn read(value: Value) -> Result<String, Value> {
        if let Value::String(text) = value { Ok(text) } else { Err(value) }
    }
}

impl Holds for bool {
    fn fits(value: &Value) -> bool {
        value.is_boolean()
    }

    fn read(value: Value) -> Result<bool, Value> {
        value.as_bool().ok_or(value)
    }
}

impl Holds for i64 {
    fn fits(value: &Value) -> bool {
        value.is_i64()
    }

    fn read(value: Value) -> Result<i64, Value> {
        value.as_i64().ok_or(value)
    }
}

impl Holds for Number {
    fn fits(value: &Value) -> bool {
        value.is_number()
    }

    fn read(value: Value) -> Result<Number, Value> {
        if let Value::Number(number) = value { Ok(number) } else { Err(value) }
    }
}

impl<T: Holds> Holds for Box<T> {
    fn fits(value: &Value) -> bool {
        T::fits(value)
    }

    fn read(value: Value) -> Result<Box<T>, Value> {
        T::read(value).map(Box::new)
    }
}

/// A list of which one item does not fit is no list of these, and is kept whole.
impl<T: Holds> Holds for Vec<T> {
    fn fits(value: &Value) -> bool {
        value.as_array().is_some_and(|items| items.iter().all(T::fits))
    }

    fn read(value: Value) -> Result<Vec<T>, Value> {
        match value {
            Value::Array(items) if items.iter().all(T::fits) => items.into_iter().map(T::read).collect(),
            other => Err(other),
        }
    }
}

impl Holds for Map<String, Value> {
    fn fits(value: &Value) -> bool {
        value.is_object()
    }

    fn read(value: Value) -> Result<Map<String, Value>, Value> {
        if let Value::Object(members) = value { Ok(members) } else { Err(value) }
    }
}

impl<T: Holds> Holds for BTreeMap<String, T> {
    fn fits(value: &Value) -> bool {
        value.as_object().is_some_and(|members| members.values().all(T::fits))
    }

    fn read(value: Value) -> Result<BTreeMap<String, T>, Value> {
        match value {
            Value::Object(members) if members.values().all(T::fits) => {
                members.into_iter().map(|(name, value)| Ok((name, T::read(value)?))).collect()
            }
            other => Err(other),
        }
    }
}

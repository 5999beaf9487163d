//! Answers as one version shows them: a room writes every member that some version has, and what belongs to other versions goes.

use entryphone::Operation;
use entryphone::schema::{Kind, Schema};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::sync::{LazyLock, OnceLock};

use crate::version::Version;

/// Takes out of a success what the catalog has for other versions only. Members it does not know stay.
pub(crate) fn onto(version: Version, row: &Operation, body: &mut Value) {
    static ANSWERS: LazyLock<Vec<HashMap<&str, Place>>> = LazyLock::new(|| {
        let of_version = |version| Operation::all().iter().map(move |row| (row.id, Place::of_answer(row, version)));
        entryphone::Version::all().map(|version| of_version(version).collect()).collect()
    });
    if let Some(answer) = ANSWERS[version.place()].get(row.id) {
        answer.reduce(body);
    }
}

/// What one version says of a place in an answer. What lies inside is worked out when the first value stands there: schemas
/// contain themselves, values do not.
struct Place {
    version: entryphone::Version,
    kinds: Vec<Kind>,
    inside: OnceLock<Box<Inside>>,
}

struct Inside {
    /// Members of other versions.
    gone: Vec<&'static str>,
    /// Members with something inside.
    deep: Vec<(&'static str, Place)>,
    /// The same of members without a name, and the names that are none of theirs.
    others: Option<(Place, HashSet<&'static str>)>,
    items: Place,
}

impl Place {
    fn of_answer(row: &Operation, version: entryphone::Version) -> Self {
        Self::of([Schema::of_answer(row)], version)
    }

    fn of(kinds: impl IntoIterator<Item = Kind>, version: entryphone::Version) -> Self {
        let mut parts = Vec::new();
        kinds.into_iter().for_each(|kind| collect(kind, version, &mut parts));
        Self { version, kinds: parts, inside: OnceLock::new() }
    }

    fn reduce(&self, value: &mut Value) {
        if self.is_flat() {
            return;
        }
        match value {
            Value::Array(items) => {
                let place = &self.inside().items;
                for item in items {
                    place.reduce(item);
                }
            }
            Value::Object(members) => {
                let Inside { gone, deep, others, .. } = self.inside();
                for name in gone {
                    members.remove(*name);
                }
                for (name, place) in deep {
                    if let Some(member) = members.get_mut(*name) {
                        place.reduce(member);
                    }
                }
                if let Some((place, named)) = others {
                    let unnamed = members.iter_mut().filter(|(name, _)| !named.contains(name.as_str()));
                    unnamed.for_each(|(_, member)| place.reduce(member));
                }
            }
            _ => {}
        }
    }

    /// Whether there is nothing inside.
    fn is_flat(&self) -> bool {
        !self.kinds.iter().any(|kind| matches!(kind, Kind::Object(_) | Kind::Map(_) | Kind::Array(_)))
    }

    fn inside(&self) -> &Inside {
        self.inside.get_or_init(|| {
            let version = self.version;
            let (mut items, mut maps) = (Vec::new(), Vec::new());
            let mut named: HashMap<&'static str, Vec<Kind>> = HashMap::new();
            for kind in &self.kinds {
                match kind {
                    Kind::Array(item) => items.push(item.kind()),
                    Kind::Map(member) => maps.push(member.kind()),
                    Kind::Object(fields) => {
                        for field in fields.iter() {
                            let kinds = named.entry(field.name()).or_default();
                            kinds.extend(field.versions().contains(version).then(|| field.kind()));
                        }
                    }
                    _ => {}
                }
            }
            let taken: HashSet<_> = named.keys().copied().collect();
            let (mut gone, mut deep) = (Vec::new(), Vec::new());
            for (name, kinds) in named {
                let place = Self::of(kinds.into_iter().chain(maps.iter().copied()), version);
                if place.kinds.is_empty() {
                    gone.push(name);
                } else if !place.is_flat() {
                    deep.push((name, place));
                }
            }
            let others = Self::of(maps, version);
            let others = (!others.is_flat()).then_some((others, taken));
            Box::new(Inside { gone, deep, others, items: Self::of(items, version) })
        })
    }
}

/// The kinds without references and unions that a kind is made of. A union reads as the sum of its members.
fn collect(kind: Kind, version: entryphone::Version, kinds: &mut Vec<Kind>) {
    match kind {
        Kind::Schema(schema) => collect(schema.kind(), version, kinds),
        Kind::AnyOf(members) | Kind::AllOf(members) => {
            let is_current = |member: &Kind| match member {
                Kind::Schema(schema) => schema.versions().contains(version),
                _ => true,
            };
            members.iter().filter(is_current).for_each(|member| collect(member, version, kinds));
        }
        plain => kinds.push(plain),
    }
}

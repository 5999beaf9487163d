//! What the values at one place of an answer are read as.

use std::sync::{LazyLock, Mutex, OnceLock, PoisonError};

use entryphone::Operation;
use entryphone::document::Value;
use entryphone::schema::{Kind, Schema};

use crate::definition::{Definition, normal};

/// What the values at one place of an answer are read as. Places are as many as the catalog has, so they live for ever.
pub(crate) struct Shape {
    kinds: Vec<Kind>,
    /// The name of the class of what is described in place; empty where there is no natural one.
    name: String,
    objects: OnceLock<Objects>,
    items: OnceLock<Box<Shape>>,
}

/// Which class the objects of a place have.
enum Objects {
    /// The one of what has no schema.
    Untyped,
    One(&'static Definition),
    /// That of the schema which the member `type` names, or else the other.
    ByType(Vec<&'static Definition>, Option<&'static Definition>),
}

/// What an object at some place may be.
#[derive(Default)]
pub(crate) struct Candidates {
    pub(crate) named: Vec<Schema>,
    pub(crate) in_place: Vec<Kind>,
}

/// What an object may be that is one of these kinds.
pub(crate) fn candidates(kinds: &[Kind]) -> Candidates {
    let mut found = Candidates::default();
    for kind in kinds {
        match *kind {
            Kind::Schema(schema) if !found.named.contains(&schema) => found.named.push(schema),
            Kind::Object(_) | Kind::AllOf(_) => found.in_place.push(*kind),
            Kind::AnyOf(kinds) => {
                let Candidates { named, in_place } = candidates(&kinds.iter().collect::<Vec<_>>());
                found.named.extend(named);
                found.in_place.extend(in_place);
            }
            _ => {}
        }
    }
    found
}

/// What the items of an array may be that is one of these kinds.
pub(crate) fn items(kinds: &[Kind]) -> Vec<Kind> {
    let mut found = Vec::new();
    for kind in kinds {
        match kind {
            Kind::Array(items) => found.push(items.kind()),
            Kind::AnyOf(kinds) => found.extend(items(&kinds.iter().collect::<Vec<_>>())),
            _ => {}
        }
    }
    found
}

/// Of a place that nothing is known about.
pub(crate) static ANY: Shape = Shape::new(Vec::new(), String::new());

impl Shape {
    pub(crate) const fn new(kinds: Vec<Kind>, name: String) -> Shape {
        Shape { kinds, name, objects: OnceLock::new(), items: OnceLock::new() }
    }

    /// Of what an operation answers.
    pub(crate) fn of_answer(operation: Option<&'static Operation>) -> &'static Shape {
        static ANSWERS: LazyLock<Vec<Shape>> = LazyLock::new(|| {
            let shape = |row: &'static Operation| Shape::new(vec![Schema::of_answer(row)], String::new());
            Operation::all().iter().map(shape).collect()
        });
        let row = operation.and_then(|row| Operation::all().binary_search_by(|other| other.id.cmp(row.id)).ok());
        row.map_or(&ANY, |position| &ANSWERS[position])
    }

    /// Of the objects of these definitions, as [`Shape::definitions`] told them.
    pub(crate) fn of_definitions(names: &[String]) -> &'static Shape {
        static KNOWN: Mutex<Vec<(Vec<String>, &'static Shape)>> = Mutex::new(Vec::new());
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, shape)) = known.iter().find(|(others, _)| others == names) {
            return shape;
        }
        let definitions: Vec<_> = names.iter().filter_map(|name| Definition::find(name)).collect();
        let objects = match definitions[..] {
            [] => return &ANY,
            [one] => Objects::One(one),
            _ => Objects::ByType(definitions, None),
        };
        let mut shape = Shape::new(Vec::new(), String::new());
        shape.objects = OnceLock::from(objects);
        let shape = Box::leak(Box::new(shape));
        known.push((names.to_vec(), shape));
        shape
    }

    /// The name of the class of what is described in place.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The names of the definitions that objects of this place may have.
    pub(crate) fn definitions(&'static self) -> Vec<&'static str> {
        match self.objects() {
            Objects::Untyped => Vec::new(),
            Objects::One(one) => vec![&one.name],
            Objects::ByType(several, _) => several.iter().map(|one| one.name.as_str()).collect(),
        }
    }

    /// The definition of an object at this place.
    #[inline]
    pub(crate) fn definition(&'static self, object: Value<'_>) -> Option<&'static Definition> {
        match self.objects() {
            Objects::Untyped => None,
            Objects::One(definition) => Some(definition),
            Objects::ByType(several, otherwise) => told_by_type(several, object).or(*otherwise),
        }
    }

    /// The shape of the items of an array at this place.
    pub(crate) fn items(&'static self) -> &'static Shape {
        if self.kinds.is_empty() {
            return &ANY;
        }
        self.items.get_or_init(|| Box::new(Shape::new(items(&self.kinds), self.name.clone())))
    }

    /// The shape of the member at a dotted path below this place.
    pub(crate) fn at(&'static self, path: &str) -> &'static Shape {
        path.split('.').filter(|name| !name.is_empty()).fold(self, |shape, name| shape.member(name).unwrap_or(&ANY))
    }

    fn member(&'static self, name: &str) -> Option<&'static Shape> {
        let found = match self.objects() {
            Objects::Untyped => None,
            Objects::One(definition) => definition.member(name),
            Objects::ByType(several, _) => several.iter().find_map(|definition| definition.member(name)),
        };
        found.map(|member| &member.shape)
    }

    fn objects(&self) -> &Objects {
        self.objects.get_or_init(|| Objects::of(&self.kinds, &self.name))
    }
}

impl Objects {
    fn of(kinds: &[Kind], name: &str) -> Objects {
        let Candidates { named, in_place } = candidates(kinds);
        match named[..] {
            [] if in_place.is_empty() => Objects::Untyped,
            [] => Definition::find(name).map_or(Objects::Untyped, Objects::One),
            [schema] if in_place.is_empty() => {
                let Some(definition) = Definition::of_schema(schema) else { return Objects::Untyped };
                let alternatives = candidates(&[schema.kind()]).named;
                match schema.kind() {
                    Kind::AnyOf(_) if !alternatives.is_empty() => Objects::by_type(&alternatives, Some(definition)),
                    _ => Objects::One(definition),
                }
            }
            _ => Objects::by_type(&named, None),
        }
    }

    fn by_type(schemas: &[Schema], otherwise: Option<&'static Definition>) -> Objects {
        Objects::ByType(schemas.iter().filter_map(|schema| Definition::of_schema(*schema)).collect(), otherwise)
    }
}

/// The definition that has the name of the object's `type`; or else the only one that is a list as the object is, or no list.
fn told_by_type(definitions: &[&'static Definition], object: Value<'_>) -> Option<&'static Definition> {
    let wire_type = normal(&object.get("type")?.as_str()?);
    if let Some(named) = definitions.iter().find(|definition| definition.label == wire_type) {
        return Some(named);
    }
    let is_list = |name: &str| name == "list" || name.ends_with("_list");
    let mut alike = definitions.iter().filter(|definition| is_list(&definition.label) == is_list(&wire_type));
    alike.next().filter(|_| alike.next().is_none()).copied()
}

//! Which classes of answers there are, what they are called, and what is known of their fields.

use std::sync::{LazyLock, OnceLock};

use entryphone::Versions;
use entryphone::document::{Layout, Value};
use entryphone::schema::{Field, Kind, Schema};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

use crate::class;
use crate::shape::{Shape, candidates, items};

/// What one class is made of: a schema that has a name, or an object that is described in place, where a field holds it.
pub(crate) struct Definition {
    /// The name of the class: `Contact`, or `ContactAvatar` for what is described in place.
    pub(crate) name: String,
    /// What the catalog calls it: `contact`, or `contact.avatar`.
    pub(crate) label: String,
    pub(crate) versions: Versions,
    kinds: Vec<Kind>,
    members: OnceLock<Members>,
    class: PyOnceLock<Py<PyType>>,
    /// The keys of objects that came, as far as there is room.
    layouts: [OnceLock<Layout>; 4],
}

/// The members that are known of an object, in the order of the catalog.
pub(crate) struct Members {
    pub(crate) known: Vec<Member>,
    /// Whether others are to be expected, since the workspace chooses their names.
    pub(crate) is_open: bool,
}

/// A member of an object. Some have several descriptions: one for each type they had, or for each alternative of a union.
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) descriptions: Vec<Field>,
    pub(crate) shape: Shape,
}

/// Every definition, sorted by name. Where two have the same one, the schema keeps it.
static ALL: LazyLock<Vec<Definition>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for schema in Schema::all() {
        define(&mut all, camel(schema.name()), schema.name().to_owned(), schema.versions(), vec![schema.kind()]);
    }
    let rank = |definition: &Definition| definition.label.contains('.');
    all.sort_by(|one, other| one.name.cmp(&other.name).then(rank(one).cmp(&rank(other))));
    all.dedup_by(|later, first| later.name == first.name);
    all
});

impl Definition {
    pub(crate) fn all() -> &'static [Definition] {
        &ALL
    }

    pub(crate) fn find(name: &str) -> Option<&'static Definition> {
        let position = ALL.binary_search_by(|definition| definition.name.as_str().cmp(name)).ok()?;
        Some(&ALL[position])
    }

    pub(crate) fn of_schema(schema: Schema) -> Option<&'static Definition> {
        Definition::find(&camel(schema.name()))
    }

    /// The definition of the schema that a value names as its `type`.
    pub(crate) fn of_type(name: &str) -> Option<&'static Definition> {
        Definition::of_schema(Schema::find(&normal(name))?)
    }

    pub(crate) fn members(&'static self) -> &'static Members {
        self.members.get_or_init(|| {
            let (fields, is_open) = fields(&self.kinds);
            let member = |(name, descriptions): (&'static str, Vec<Field>)| {
                let kinds = descriptions.iter().map(|field| field.kind()).collect();
                Member { name, shape: Shape::new(kinds, self.name.clone() + &camel(name)), descriptions }
            };
            Members { known: fields.into_iter().map(member).collect(), is_open }
        })
    }

    pub(crate) fn member(&'static self, name: &str) -> Option<&'static Member> {
        self.members().known.iter().find(|member| member.name == name)
    }

    /// Whether no key of an object comes twice, which is known of those with the keys of an earlier one.
    pub(crate) fn is_distinct(&self, object: Value<'_>) -> bool {
        for known in &self.layouts {
            if let Some(layout) = known.get() {
                if layout.fits(object) {
                    return true;
                }
                continue;
            }
            let Some(layout) = Layout::of(object) else { return false };
            // Who came first has the place, and the next object may have the next.
            drop(known.set(layout));
            return true;
        }
        false
    }

    /// Its class, which is made when it is first asked for.
    pub(crate) fn class(&'static self, py: Python<'_>) -> PyResult<&'static Py<PyType>> {
        self.class.get_or_try_init(py, || class::make(py, self))
    }
}

/// Notes a definition, and those of what its fields describe in place.
fn define(all: &mut Vec<Definition>, name: String, label: String, versions: Versions, kinds: Vec<Kind>) {
    let (fields, is_open) = fields(&kinds);
    if fields.is_empty() && !is_open {
        return;
    }
    for (field, descriptions) in fields {
        let mut here: Vec<_> = descriptions.iter().map(|field| field.kind()).collect();
        while !here.is_empty() {
            let found = candidates(&here);
            if found.named.is_empty() && !found.in_place.is_empty() {
                let (name, label) = (name.clone() + &camel(field), format!("{label}.{field}"));
                define(all, name, label, span(&descriptions), found.in_place);
            }
            here = items(&here);
        }
    }
    all.push(Definition {
        name,
        label,
        versions,
        kinds,
        members: OnceLock::new(),
        class: PyOnceLock::new(),
        layouts: Default::default(),
    });
}

/// The fields of an object that is one or all of these, by name, and whether others are to be expected.
fn fields(kinds: &[Kind]) -> (Vec<(&'static str, Vec<Field>)>, bool) {
    let (mut named, mut is_open) = (Vec::<(&'static str, Vec<Field>)>::new(), false);
    let mut left: Vec<_> = kinds.iter().rev().copied().collect();
    while let Some(kind) = left.pop() {
        match kind {
            Kind::Schema(schema) => left.push(schema.kind()),
            Kind::AnyOf(kinds) | Kind::AllOf(kinds) => left.extend(kinds.iter().rev()),
            Kind::Map(_) | Kind::Any => is_open = true,
            Kind::Object(fields) => {
                for field in fields.iter() {
                    match named.iter_mut().find(|(name, _)| *name == field.name()) {
                        Some((_, descriptions)) => descriptions.push(field),
                        None => named.push((field.name(), vec![field])),
                    }
                }
            }
            Kind::Array(_) | Kind::String | Kind::Integer | Kind::Number | Kind::Boolean => {}
        }
    }
    (named, is_open)
}

/// The versions from the first that has one of the fields to the last.
pub(crate) fn span(fields: &[Field]) -> Versions {
    let mut span = fields[0].versions();
    for field in fields {
        span.since = span.since.min(field.versions().since);
        span.until = span.until.max(field.versions().until);
    }
    span
}

/// `ticket_type_attribute` as `TicketTypeAttribute`.
fn camel(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    for word in name.split(|letter: char| !letter.is_ascii_alphanumeric()) {
        let mut letters = word.chars();
        camel.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        camel.extend(letters);
    }
    camel
}

/// A `type` of the wire, such as `news-item`, as the catalog writes names.
pub(crate) fn normal(wire_type: &str) -> String {
    wire_type.replace(['-', '.'], "_")
}

//! What schemas describe, as types: [`Kind::plain`] is the engine's `Kind`, and the faces' declarations show the rest as well.

mod plain;

use indexmap::IndexSet;

use super::fold::Model;
use super::model::{Members, Place, Saying};
use super::row::Span;
use super::tree::Tree;

/// The engine's `Kind`, and what is told of texts and numbers besides.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the engine's enum describes each of those it has")]
pub enum Kind {
    Any,
    String,
    /// A text that is one of these; others are to be expected.
    Enum(Vec<String>),
    /// A text that tells a moment, as ISO 8601 writes it.
    DateTime,
    /// A text that tells a day, as ISO 8601 writes it.
    Date,
    /// The bytes of a file.
    File,
    Integer,
    /// A moment in UNIX seconds.
    Timestamp,
    Number,
    Boolean,
    Array(Box<Kind>),
    Map(Box<Kind>),
    Object(Vec<Field>),
    Schema(String),
    AnyOf(Vec<Kind>),
    AllOf(Vec<Kind>),
}

/// The engine's `Field`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the engine's `Field` describes each of them")]
pub struct Field {
    pub name: String,
    pub versions: Span,
    pub kind: Kind,
    pub is_nullable: bool,
    /// Whether the newest version that has it says that it must be there. The engine has nothing of that: it leaves it to the server.
    pub is_required: bool,
    /// Of a text with known values, each with its versions. The engine takes any text.
    pub values: Vec<(String, Span)>,
}

impl Field {
    /// Puts it among others, as one with the field that differs in nothing but its versions.
    fn join(self, fields: &mut Vec<Field>) {
        match fields.iter_mut().find(|field| field.name == self.name && field.kind == self.kind) {
            Some(same) => {
                if self.versions.1 > same.versions.1 {
                    same.is_required = self.is_required;
                }
                same.versions = (same.versions.0.min(self.versions.0), same.versions.1.max(self.versions.1));
                same.is_nullable |= self.is_nullable;
                same.values.extend(self.values);
            }
            None => fields.push(self),
        }
    }
}

impl Model {
    /// What a named schema describes, over all versions.
    pub fn kind_of_schema(&self, name: &str) -> Kind {
        self.schemas.get(name).map_or(Kind::Any, |place| self.kind(place))
    }

    /// What an operation answers with when it succeeds, over all versions; anything when that is no JSON.
    pub fn kind_of_answer(&self, key: &str) -> Kind {
        let successes = self.facts(key, "answers").filter(|(status, _)| status.starts_with('2'));
        let answers = successes.flat_map(|(_, answer)| &answer.sayings);
        let bodies = answers.filter_map(|(_, saying)| saying.members()?.get("application/json"));
        let kinds: Vec<Kind> = bodies.map(|place| self.kind(place)).collect();
        any_of(kinds)
    }

    /// What an operation takes as its body, over all versions and media types; `None` when it takes none.
    pub fn kind_of_body(&self, key: &str) -> Option<Kind> {
        let said = self.operations.get(key).into_iter().flat_map(|operation| &operation.sayings);
        let bodies = said.filter_map(|(_, saying)| saying.members()?.get("body")).flat_map(|place| &place.sayings);
        let types = bodies.filter_map(|(_, saying)| saying.members()).flatten();
        let kinds: Vec<Kind> =
            types.filter(|(name, _)| name.contains('/')).map(|(_, place)| self.kind(place)).collect();
        (!kinds.is_empty()).then(|| any_of(kinds))
    }

    /// What an operation takes as that parameter of the query, over all versions.
    pub fn kind_of_parameter(&self, key: &str, name: &str) -> Kind {
        any_of(
            self.facts(key, "query").filter(|(known, _)| *known == name).map(|(_, place)| self.kind(place)).collect(),
        )
    }

    /// Whether the newest version that an operation takes a parameter of the query in wants it to be there.
    pub fn is_parameter_required(&self, key: &str, name: &str) -> bool {
        let place = self.facts(key, "query").find(|(known, _)| *known == name).map(|(_, place)| place);
        let newest = place.and_then(|place| place.sayings.iter().max_by_key(|(versions, _)| versions.ends()));
        newest.is_some_and(|(versions, saying)| {
            saying.members().zip(versions.ends()).is_some_and(|(record, ends)| is_required(record, ends.1))
        })
    }

    fn facts<'m>(&'m self, key: &str, name: &str) -> impl Iterator<Item = (&'m String, &'m Place)> + use<'m> {
        let name = name.to_owned();
        self.operations.get(key).into_iter().flat_map(move |operation| operation.members(&name))
    }

    fn kind(&self, place: &Place) -> Kind {
        let records = place.sayings.iter().filter_map(|(_, saying)| saying.members());
        any_of(records.map(|members| self.kind_of_record(members)).collect())
    }

    fn kind_of_record(&self, members: &Members) -> Kind {
        let mut parts = Vec::new();
        if let Some(name) = text(members, "ref") {
            parts.push(Kind::Schema(name.to_owned()));
        }
        parts.push(self.own_kind(members));
        parts.extend(self.branches(members, "all_of"));
        for union in ["one_of", "any_of"] {
            parts.push(any_of(self.branches(members, union)));
        }
        self.all_of(parts)
    }

    /// What a schema describes by itself, without the schemas it refers to.
    fn own_kind(&self, members: &Members) -> Kind {
        let fields = self.fields(members);
        let rest = || members.get("extra").map_or(Kind::Any, |place| self.kind(place));
        match text(members, "type") {
            Some("array") => Kind::Array(Box::new(members.get("items").map_or(Kind::Any, |place| self.kind(place)))),
            Some("string") => match text(members, "format") {
                Some("date-time") => Kind::DateTime,
                Some("date") => Kind::Date,
                Some("binary") => Kind::File,
                _ => values(members),
            },
            Some("integer") => match text(members, "format") {
                Some("date-time" | "timestamp") => Kind::Timestamp,
                _ => Kind::Integer,
            },
            Some("number") => Kind::Number,
            Some("boolean") => Kind::Boolean,
            _ if !fields.is_empty() => Kind::Object(fields),
            // An object that is described by its branches says nothing by itself.
            Some("object") if !is_union(members) => Kind::Map(Box::new(rest())),
            _ if members.contains_key("extra") => Kind::Map(Box::new(rest())),
            _ if members.contains_key("enum") => values(members),
            _ => Kind::Any,
        }
    }

    /// The members of an object. One whose type changes stands once for each type.
    fn fields(&self, members: &Members) -> Vec<Field> {
        let mut fields: Vec<Field> = Vec::new();
        let described = members.get("fields").into_iter().flat_map(|place| &place.sayings);
        for (name, place) in described.filter_map(|(_, saying)| saying.members()).flatten() {
            for (versions, saying) in &place.sayings {
                let (Some(record), Some(versions)) = (saying.members(), versions.ends()) else { continue };
                let (kind, is_nullable) = (self.kind_of_record(record), record.contains_key("nullable"));
                let is_required = is_required(record, versions.1);
                let values = values_of(record);
                Field { name: name.clone(), versions, kind, is_nullable, is_required, values }.join(&mut fields);
            }
        }
        fields
    }

    fn branches(&self, members: &Members, union: &str) -> Vec<Kind> {
        let sayings = members.get(union).into_iter().flat_map(|place| &place.sayings);
        let branches = sayings.filter_map(|(_, saying)| match saying {
            Saying::Branches(branches) => Some(branches.values().map(|place| self.kind(place))),
            _ => None,
        });
        branches.flatten().collect()
    }

    /// All of these at once. What says nothing adds nothing, and neither do members that a schema beside them has.
    fn all_of(&self, kinds: Vec<Kind>) -> Kind {
        let names = |kind: &Kind| match kind {
            Kind::Object(fields) => fields.iter().map(|field| field.name.clone()).collect(),
            _ => IndexSet::new(),
        };
        let schemas = kinds.iter().filter_map(|kind| match kind {
            Kind::Schema(name) => self.schemas.get(name),
            _ => None,
        });
        let known: IndexSet<String> =
            schemas.flat_map(|place| place.members("fields")).map(|(name, _)| name.clone()).collect();
        let is_needed = |kind: &Kind| match kind {
            Kind::Any => false,
            Kind::Object(_) => !names(kind).is_subset(&known),
            _ => true,
        };
        one_or(kinds.into_iter().filter(is_needed).collect(), Kind::AllOf)
    }
}

/// Any of these. Any of nothing is anything, and so is any of what includes anything.
fn any_of(kinds: Vec<Kind>) -> Kind {
    let kinds: IndexSet<Kind> = kinds.into_iter().collect();
    if kinds.contains(&Kind::Any) { Kind::Any } else { one_or(kinds, Kind::AnyOf) }
}

/// The values that are listed for a text.
fn values_of(members: &Members) -> Vec<(String, Span)> {
    let sayings = members.get("enum").into_iter().flat_map(|place| &place.sayings);
    let sets = sayings.filter_map(|(_, saying)| if let Saying::Set(values) = saying { Some(values) } else { None });
    sets.flatten().filter_map(|(value, versions)| Some((value.as_text()?.to_owned(), versions.ends()?))).collect()
}

/// A text, with the values that are listed.
fn values(members: &Members) -> Kind {
    let listed: IndexSet<String> = values_of(members).into_iter().map(|(value, _)| value).collect();
    if listed.is_empty() { Kind::String } else { Kind::Enum(listed.into_iter().collect()) }
}

fn is_required(members: &Members, version: usize) -> bool {
    members.get("required").is_some_and(|place| place.versions().contains(version))
}

fn is_union(members: &Members) -> bool {
    ["ref", "one_of", "any_of", "all_of"].into_iter().any(|union| members.contains_key(union))
}

fn text<'m>(members: &'m Members, name: &str) -> Option<&'m str> {
    match members.get(name)?.sayings.as_slice() {
        [(_, Saying::Single(Tree::Text(text)))] => Some(text),
        _ => None,
    }
}

fn one_or(kinds: IndexSet<Kind>, several: fn(Vec<Kind>) -> Kind) -> Kind {
    let mut kinds: Vec<Kind> = kinds.into_iter().collect();
    match kinds.len() {
        0 => Kind::Any,
        1 => kinds.remove(0),
        _ => several(kinds),
    }
}

//! The objects that requests or answers are made of: what has a name keeps it, and what has only a place is called after it.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use indexmap::{IndexMap, IndexSet};

use super::model::{Member, Record, Type};
use super::names::camel_case;
use super::versions::Versions;
use crate::catalog::fold::Model;
use crate::catalog::kinds::{Field, Kind};
use crate::catalog::row::Span;

/// The schemas that the query of a search is written in.
const FILTERS: [&str; 3] =
    ["single_filter_search_request", "multiple_filter_search_request", "multiple_or_single_filter_search_request"];

/// The members that answers can be taken to have. An object without `id` or `type` is of no use, and `custom_attributes` is empty
/// rather than missing; of anything else the API gives no promise.
const PRESENT: [&str; 3] = ["custom_attributes", "id", "type"];

/// The records found so far.
#[derive(Clone)]
pub(super) struct Records<'m> {
    model: &'m Model,
    found: BTreeMap<String, Record>,
    /// Whether what is read at the moment stands in a schema.
    is_in_schema: bool,
}

impl<'m> Records<'m> {
    pub(super) fn new(model: &'m Model) -> Records<'m> {
        Records { model, found: BTreeMap::new(), is_in_schema: false }
    }

    pub(super) fn into_list(self) -> Vec<Record> {
        self.found.into_values().collect()
    }

    /// What a value of these kinds is; `name` is what an object among them is called that has no name of its own.
    pub(super) fn type_of(&mut self, kinds: Vec<Kind>, name: &str) -> Result<Type> {
        let kinds = alternatives(kinds);
        if kinds.is_empty() || kinds.contains(&Kind::Any) {
            return Ok(Type::Any);
        }
        let mut types: IndexSet<Type> = IndexSet::new();
        let (mut words, mut items, mut values, mut objects) = (IndexSet::new(), Vec::new(), Vec::new(), Vec::new());
        let mut is_search = false;
        for kind in kinds {
            match kind {
                Kind::Any => return Ok(Type::Any),
                Kind::Enum(listed) => words.extend(listed),
                Kind::Array(one) => items.push(*one),
                Kind::Object(_) | Kind::AllOf(_) => objects.push(kind),
                Kind::Schema(schema) => {
                    is_search |= FILTERS.contains(&schema.as_str());
                    match self.schema(&schema)? {
                        Type::Any => return Ok(Type::Any),
                        Type::Union(several) => types.extend(several),
                        Type::Words(listed) => words.extend(listed),
                        one => types.extend([one]),
                    }
                }
                Kind::Map(one) => values.push(*one),
                scalar => types.extend([scalar_type(&scalar)]),
            }
        }
        // Together, since what one of them does without is not required.
        let Some(fields) = self.fields(&Kind::AnyOf(objects)) else { return Ok(Type::Any) };
        if !fields.is_empty() {
            let is_alone = !types.iter().any(|one| matches!(one, Type::Record(_)));
            types.insert(self.in_place(name, fields, is_alone)?);
        }
        if !items.is_empty() {
            types.insert(Type::List(Box::new(self.type_of(items, name)?)));
        }
        if !values.is_empty() {
            // What has a name of the workspace's choosing stands in no place that a class could be called after.
            let was_in_schema = std::mem::replace(&mut self.is_in_schema, false);
            types.insert(Type::Map(Box::new(self.type_of(values, &format!("{name}Value"))?)));
            self.is_in_schema = was_in_schema;
        }
        // A text that may be any text says nothing by the ones it lists.
        if !words.is_empty() && !types.contains(&Type::Text) {
            types.insert(Type::Words(words.into_iter().collect()));
        }
        let types: Vec<Type> = types.into_iter().collect();
        Ok(match <[Type; 1]>::try_from(types) {
            Ok([one]) if !is_search => one,
            Ok([one]) => Type::Search(vec![one]),
            Err(types) if is_search => Type::Search(types),
            Err(types) => Type::Union(types),
        })
    }

    /// What a value of the schema of that name is.
    pub(super) fn schema(&mut self, schema: &str) -> Result<Type> {
        let name = camel_case(schema);
        if let Some(known) = self.found.get(&name) {
            ensure!(known.is_schema, "the schema {schema} would be called {name}, as an object inside another one is");
            return Ok(Type::Record(name));
        }
        let kind = self.model.kind_of_schema(schema);
        let Some(fields) = self.fields(&kind).filter(|fields| !fields.is_empty()) else {
            return self.type_of(vec![kind], &name);
        };
        let versions = self.model.schemas[schema].versions().ends().unwrap_or_default();
        let versions = Versions::of(&self.model.timeline, versions);
        let record = Record { name: name.clone(), versions, members: Vec::new(), is_schema: true, has_class: true };
        // It is there before its members are, because some of those are made of it.
        self.found.insert(name.clone(), record);
        let was_in_schema = std::mem::replace(&mut self.is_in_schema, true);
        let members = self.members(&name, fields)?;
        self.is_in_schema = was_in_schema;
        self.found.entry(name.clone()).and_modify(|record| record.members = members);
        Ok(Type::Record(name))
    }

    /// The fields of an object. A union has those of all its branches. `None` when it is no object, or not always.
    pub(super) fn fields(&self, kind: &Kind) -> Option<Vec<Field>> {
        match kind {
            Kind::Object(fields) => Some(fields.clone()),
            Kind::Schema(schema) => self.fields(&self.model.kind_of_schema(schema)),
            Kind::AllOf(parts) => {
                let parts: Vec<Field> = parts.iter().filter_map(|part| self.fields(part)).flatten().collect();
                (!parts.is_empty()).then_some(parts)
            }
            Kind::AnyOf(branches) => {
                let branches: Option<Vec<Vec<Field>>> = branches.iter().map(|kind| self.fields(kind)).collect();
                let branches = branches?;
                // What one branch does without is not required of all.
                let is_required = |name: &str| {
                    branches.iter().all(|fields| fields.iter().any(|field| field.name == name && field.is_required))
                };
                let fields = branches.iter().flatten().cloned();
                Some(fields.map(|field| Field { is_required: is_required(&field.name), ..field }).collect())
            }
            _ => None,
        }
    }

    /// The members of the object of that name: each field once, with all that it may hold.
    pub(super) fn members(&mut self, name: &str, fields: Vec<Field>) -> Result<Vec<Member>> {
        let mut groups: IndexMap<String, Vec<Field>> = IndexMap::new();
        for field in fields {
            groups.entry(field.name.clone()).or_default().push(field);
        }
        let members = groups.into_iter().map(|(field, fields)| {
            let versions = Versions::of(&self.model.timeline, span(&fields));
            let is_nullable = fields.iter().any(|field| field.is_nullable);
            let is_required = fields.iter().max_by_key(|field| field.versions.1).is_some_and(|field| field.is_required);
            let turns = self.turns(&fields)?;
            let values = self.values(&fields, &versions);
            let kinds = fields.into_iter().map(|field| field.kind).collect();
            let holds = self.type_of(kinds, &format!("{name}{}", camel_case(&field)))?;
            let is_present = PRESENT.contains(&field.as_str()) && !is_nullable;
            Ok(Member { name: field, versions, holds, turns, values, is_required, is_nullable, is_present })
        });
        members.collect()
    }

    /// What a field held from range to range, where each version says one thing. Objects that have only a place are left out: they
    /// have one name, and so one shape over all versions.
    fn turns(&mut self, fields: &[Field]) -> Result<Vec<(Versions, Type)>> {
        let mut fields: Vec<&Field> = fields.iter().collect();
        fields.sort_by_key(|field| field.versions);
        // The shapes of a body say the same of what they share.
        fields.dedup_by(|one, other| one.versions == other.versions && one.kind == other.kind);
        let one_after_another = fields.windows(2).all(|pair| pair[0].versions.1 < pair[1].versions.0);
        if fields.len() < 2 || !one_after_another || fields.iter().any(|field| has_object(&field.kind)) {
            return Ok(Vec::new());
        }
        let turns = fields.into_iter().map(|field| {
            let holds = self.type_of(vec![field.kind.clone()], "")?;
            Ok((Versions::of(&self.model.timeline, field.versions), holds))
        });
        turns.collect()
    }

    /// The values of a field, where some have other versions than it has itself.
    fn values(&self, fields: &[Field], outer: &Versions) -> Vec<(String, Versions)> {
        let mut spans: IndexMap<&str, Span> = IndexMap::new();
        for (value, (since, until)) in fields.iter().flat_map(|field| &field.values) {
            let span = spans.entry(value).or_insert((*since, *until));
            *span = (span.0.min(*since), span.1.max(*until));
        }
        let timeline = &self.model.timeline;
        let values = spans.into_iter().map(|(value, span)| (value.to_owned(), Versions::of(timeline, span)));
        let values: Vec<_> = values.collect();
        if values.iter().all(|(_, versions)| versions.within(outer).is_none()) { Vec::new() } else { values }
    }

    /// The record of an object that has only a place.
    fn in_place(&mut self, name: &str, fields: Vec<Field>, is_alone: bool) -> Result<Type> {
        let has_class = is_alone && self.is_in_schema;
        let versions = Versions::of(&self.model.timeline, span(&fields));
        let members = self.members(name, fields)?;
        let record = Record { name: name.to_owned(), versions, members, is_schema: false, has_class };
        if let Some(known) = self.found.insert(name.to_owned(), record.clone()) {
            ensure!(known == record, "two different objects would be called {name}");
        }
        Ok(Type::Record(name.to_owned()))
    }
}

/// Whether an object without a name stands in it.
fn has_object(kind: &Kind) -> bool {
    match kind {
        Kind::Object(_) | Kind::AllOf(_) => true,
        Kind::Array(inner) | Kind::Map(inner) => has_object(inner),
        Kind::AnyOf(kinds) => kinds.iter().any(has_object),
        _ => false,
    }
}

fn span(fields: &[Field]) -> Span {
    let spans = fields.iter().map(|field| field.versions);
    spans.reduce(|all, one| (all.0.min(one.0), all.1.max(one.1))).unwrap_or_default()
}

/// What unions are made of, and everything else as it is.
pub(super) fn alternatives(kinds: Vec<Kind>) -> Vec<Kind> {
    let flat = kinds.into_iter().flat_map(|kind| match kind {
        Kind::AnyOf(branches) => alternatives(branches),
        one => vec![one],
    });
    flat.collect()
}

fn scalar_type(kind: &Kind) -> Type {
    match kind {
        Kind::String => Type::Text,
        Kind::DateTime => Type::DateTime,
        Kind::Date => Type::Date,
        Kind::File => Type::File,
        Kind::Integer => Type::Integer,
        Kind::Timestamp => Type::Timestamp,
        Kind::Number => Type::Number,
        Kind::Boolean => Type::Boolean,
        _ => Type::Any,
    }
}

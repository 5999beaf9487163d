//! A value for everything, for the programs that prove the declarations.

use std::collections::BTreeMap;

use super::model::{Member, Record, Type};

/// A value as it is written in a program.
#[derive(Clone, Debug)]
pub(super) enum Sample {
    Text(&'static str),
    Word(String),
    Bytes,
    Integer,
    Number,
    Boolean,
    List(Box<Sample>),
    Object(Vec<(String, Sample)>),
}

/// Deeper than this the objects are empty: some are made of themselves.
const DEPTH: usize = 4;

/// Makes values.
pub(super) struct Samples<'a> {
    records: BTreeMap<&'a str, &'a Record>,
}

impl<'a> Samples<'a> {
    pub(super) fn new(records: &'a [Record]) -> Samples<'a> {
        Samples { records: records.iter().map(|record| (record.name.as_str(), record)).collect() }
    }

    pub(super) fn of(&self, member: &Member) -> Sample {
        self.value(&member.holds, 0)
    }

    fn value(&self, holds: &Type, depth: usize) -> Sample {
        match holds {
            Type::Any | Type::Text => Sample::Text("x"),
            Type::Words(words) => Sample::Word(words[0].clone()),
            Type::DateTime => Sample::Text("2026-01-31T12:00:00Z"),
            Type::Date => Sample::Text("2026-01-31"),
            Type::File => Sample::Bytes,
            Type::Integer | Type::Timestamp => Sample::Integer,
            Type::Number => Sample::Number,
            Type::Boolean => Sample::Boolean,
            Type::List(items) => Sample::List(Box::new(self.value(items, depth))),
            Type::Map(_) => Sample::Object(vec![("x".to_owned(), Sample::Text("x"))]),
            Type::Record(_) if depth == DEPTH => Sample::Object(Vec::new()),
            Type::Record(name) => {
                let members = &self.records[name.as_str()].members;
                let members = members.iter().map(|member| (member.name.clone(), self.value(&member.holds, depth + 1)));
                Sample::Object(members.collect())
            }
            Type::Search(kinds) | Type::Union(kinds) => self.value(&kinds[0], depth),
        }
    }
}

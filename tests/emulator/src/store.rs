//! The two containers the workspace is built of: tables of records, and links between records.

use indexmap::IndexMap;
use serde_json::{Map, Value};
use std::collections::HashMap;

use crate::random::Random;

/// An object in the shape of the wire, without what is derived from other tables.
pub(crate) type Record = Map<String, Value>;

/// The record an object literal spells.
pub(crate) fn record(literal: Value) -> Record {
    match literal {
        Value::Object(record) => record,
        other => unreachable!("a record is an object, not {other}"),
    }
}

/// Records by id, in the order of their creation.
#[derive(Debug)]
pub(crate) struct Table {
    rows: IndexMap<String, Row>,
    ids: Ids,
    created: u64,
}

/// One record and its rank by age: a younger row has the greater `sequence`, also after deletions.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) sequence: u64,
    pub(crate) record: Record,
}

#[derive(Debug)]
enum Ids {
    /// 24 hexadecimal characters: a part of the table's own and a counter.
    Hexadecimal { table: u64 },
    /// Consecutive integers.
    Numeric { first: u64 },
}

impl Table {
    pub(crate) fn with_hexadecimal_ids(random: &mut Random) -> Self {
        Self::new(Ids::Hexadecimal { table: random.next() })
    }

    pub(crate) fn with_numeric_ids(first: u64) -> Self {
        Self::new(Ids::Numeric { first })
    }

    fn new(ids: Ids) -> Self {
        Self { rows: IndexMap::new(), ids, created: 0 }
    }

    /// Stores a record under a new id, which it gets as its field `id`, and returns the id.
    pub(crate) fn create(&mut self, mut record: Record) -> String {
        let sequence = self.created;
        self.created += 1;
        let id = match self.ids {
            Ids::Hexadecimal { table } => format!("{table:016x}{sequence:08x}"),
            Ids::Numeric { first } => (first + sequence).to_string(),
        };
        record.insert("id".into(), id.clone().into());
        self.rows.insert(id.clone(), Row { sequence, record });
        id
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Row> {
        self.rows.get(id)
    }

    pub(crate) fn find_mut(&mut self, id: &str) -> Option<&mut Record> {
        self.rows.get_mut(id).map(|row| &mut row.record)
    }

    pub(crate) fn remove(&mut self, id: &str) -> Option<Record> {
        self.rows.shift_remove(id).map(|row| row.record)
    }

    pub(crate) fn oldest_first(&self) -> impl Iterator<Item = &Row> {
        self.rows.values()
    }

    pub(crate) fn newest_first(&self) -> impl Iterator<Item = &Row> {
        self.rows.values().rev()
    }
}

impl Row {
    pub(crate) fn id(&self) -> &str {
        self.text("id").unwrap_or_default()
    }

    /// A field that holds a string.
    pub(crate) fn text(&self, field: &str) -> Option<&str> {
        self.record.get(field)?.as_str()
    }
}

/// A relation of many to many, such as that of contacts to their tags. Both directions are quick to follow.
#[derive(Debug, Default)]
pub(crate) struct Links {
    forward: LinksOfIds,
    backward: LinksOfIds,
}

impl Links {
    /// Links two ids at a time in UNIX seconds; a link that is there already keeps its time.
    pub(crate) fn link(&mut self, from: &str, to: &str, at: u64) {
        for (links, near, far) in [(&mut self.forward, from, to), (&mut self.backward, to, from)] {
            links.entry(near.into()).or_default().entry(far.into()).or_insert(at);
        }
    }

    /// Removes a link, and tells since when it was there.
    pub(crate) fn unlink(&mut self, from: &str, to: &str) -> Option<u64> {
        self.backward.get_mut(to)?.shift_remove(from);
        self.forward.get_mut(from)?.shift_remove(to)
    }

    /// Removes every link of an id, whichever side it stands on.
    pub(crate) fn forget(&mut self, id: &str) {
        forget(&mut self.forward, &mut self.backward, id);
        forget(&mut self.backward, &mut self.forward, id);
    }

    /// What an id links to, oldest link first, each with the time of its link.
    pub(crate) fn of(&self, from: &str) -> impl Iterator<Item = (&str, u64)> {
        follow(&self.forward, from)
    }

    /// What links to an id, oldest link first, each with the time of its link.
    pub(crate) fn to(&self, to: &str) -> impl Iterator<Item = (&str, u64)> {
        follow(&self.backward, to)
    }
}

/// The ids every id is linked to, each with the time of the link.
type LinksOfIds = HashMap<String, IndexMap<String, u64>>;

fn forget(near: &mut LinksOfIds, far: &mut LinksOfIds, id: &str) {
    for (linked, _) in near.remove(id).into_iter().flatten() {
        if let Some(links) = far.get_mut(&linked) {
            links.shift_remove(id);
        }
    }
}

fn follow<'a>(links: &'a LinksOfIds, id: &str) -> impl Iterator<Item = (&'a str, u64)> {
    links.get(id).into_iter().flatten().map(|(id, at)| (id.as_str(), *at))
}

//! Records by id, in the order of their creation.

use std::collections::BTreeMap;

use super::Record;
use super::index::Index;
use crate::random::Random;

/// Records by id, in the order of their creation. Finding, changing and removing one takes no longer in a large table.
#[derive(Debug)]
pub(crate) struct Table {
    rows: BTreeMap<u64, Row>,
    ids: Ids,
    created: u64,
    unlisted: usize,
    indexes: Vec<Index>,
    /// The row handed out for changes last. It is in no index until the table is changed again, when what became of it
    /// is known.
    touched: Option<u64>,
}

/// One record and its rank by age: a younger row has the greater `sequence`, also after deletions.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) sequence: u64,
    pub(crate) record: Record,
    listed: bool,
}

/// How a row's id is made of its sequence, and the sequence found in the id again.
#[derive(Debug)]
enum Ids {
    /// 24 hexadecimal characters: a part of the table's own and a counter.
    Hexadecimal { table: u64 },
    /// Consecutive integers.
    Numeric { first: u64 },
}

impl Ids {
    fn id(&self, sequence: u64) -> String {
        match self {
            Self::Hexadecimal { table } => format!("{table:016x}{sequence:08x}"),
            Self::Numeric { first } => (first + sequence).to_string(),
        }
    }

    fn sequence(&self, id: &str) -> Option<u64> {
        match self {
            Self::Hexadecimal { .. } => u64::from_str_radix(id.get(16..)?, 16).ok(),
            Self::Numeric { first } => id.parse::<u64>().ok()?.checked_sub(*first),
        }
    }
}

impl Table {
    pub(crate) fn with_hexadecimal_ids(random: &mut Random) -> Self {
        Self::new(Ids::Hexadecimal { table: random.next() })
    }

    pub(crate) fn with_numeric_ids(first: u64) -> Self {
        Self::new(Ids::Numeric { first })
    }

    fn new(ids: Ids) -> Self {
        Self { rows: BTreeMap::new(), ids, created: 0, unlisted: 0, indexes: Vec::new(), touched: None }
    }

    /// Lets `find_by` look for these fields.
    pub(crate) fn indexed_by(mut self, fields: &[&'static str]) -> Self {
        self.indexes = fields.iter().map(|field| Index::new(field)).collect();
        self
    }

    /// Stores a record under a new id, which it gets as its field `id`, and returns the id.
    pub(crate) fn create(&mut self, mut record: Record) -> String {
        let sequence = self.created;
        self.created += 1;
        let id = self.ids.id(sequence);
        record.insert("id".into(), id.clone().into());
        let row = Row { sequence, record, listed: true };
        for index in &mut self.indexes {
            index.insert(&row);
        }
        self.rows.insert(sequence, row);
        id
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Row> {
        self.rows.get(&self.ids.sequence(id)?).filter(|row| row.id() == id)
    }

    /// The rows whose field says `text`, letters' case aside, oldest first. The field must be indexed.
    pub(crate) fn find_by(&self, field: &'static str, text: &str) -> impl Iterator<Item = &Row> {
        let index = self.indexes.iter().find(|index| index.field == field).expect("the table is indexed by the field");
        let touched = self.touched.and_then(|sequence| self.rows.get(&sequence));
        let touched = touched.filter(|row| row.text(field).is_some_and(|found| found.eq_ignore_ascii_case(text)));
        index.find(text).filter_map(|sequence| self.rows.get(&sequence)).chain(touched)
    }

    pub(crate) fn find_mut(&mut self, id: &str) -> Option<&mut Record> {
        self.settle();
        let sequence = self.find(id)?.sequence;
        let row = self.rows.get_mut(&sequence)?;
        for index in &mut self.indexes {
            index.remove(row);
        }
        self.touched = Some(sequence);
        Some(&mut row.record)
    }

    pub(crate) fn remove(&mut self, id: &str) -> Option<Record> {
        self.settle();
        let sequence = self.find(id)?.sequence;
        let row = self.rows.remove(&sequence)?;
        for index in &mut self.indexes {
            index.remove(&row);
        }
        self.unlisted -= usize::from(!row.listed);
        Some(row.record)
    }

    /// Removes the rows that are `gone`.
    pub(crate) fn remove_where(&mut self, gone: impl Fn(&Row) -> bool) {
        let ids: Vec<_> = self.oldest_first().filter(|row| gone(row)).map(|row| row.id().to_owned()).collect();
        for id in ids {
            self.remove(&id);
        }
    }

    /// Takes a row out of the lists or puts it back, such as one that was archived.
    pub(crate) fn set_listed(&mut self, id: &str, listed: bool) {
        let Some(sequence) = self.find(id).map(|row| row.sequence) else {
            return;
        };
        if let Some(row) = self.rows.get_mut(&sequence)
            && row.listed != listed
        {
            row.listed = listed;
            if listed {
                self.unlisted -= 1;
            } else {
                self.unlisted += 1;
            }
        }
    }

    /// The rows from this sequence on, which need not be there itself, oldest first.
    pub(crate) fn oldest_from(&self, sequence: u64) -> impl Iterator<Item = &Row> {
        self.rows.range(sequence..).map(|(_, row)| row)
    }

    pub(crate) fn oldest_first(&self) -> impl Iterator<Item = &Row> {
        self.rows.values()
    }

    pub(crate) fn newest_first(&self) -> impl Iterator<Item = &Row> {
        self.rows.values().rev()
    }

    /// The rows that lists show.
    pub(crate) fn listed(&self) -> Listed<'_> {
        Listed { table: self }
    }

    fn settle(&mut self) {
        if let Some(row) = self.touched.take().and_then(|sequence| self.rows.get(&sequence)) {
            for index in &mut self.indexes {
                index.insert(row);
            }
        }
    }
}

/// The rows of a table that lists show.
#[derive(Clone, Copy)]
pub(crate) struct Listed<'a> {
    table: &'a Table,
}

impl<'a> Listed<'a> {
    pub(crate) fn count(self) -> usize {
        self.table.rows.len() - self.table.unlisted
    }

    pub(crate) fn newest_first(self) -> impl Iterator<Item = &'a Row> {
        self.newest_before(u64::MAX)
    }

    /// Those older than the row of this sequence, which need not be there any more.
    pub(crate) fn newest_before(self, sequence: u64) -> impl Iterator<Item = &'a Row> {
        self.table.rows.range(..sequence).rev().map(|(_, row)| row).filter(|row| row.listed)
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

    pub(crate) fn is_listed(&self) -> bool {
        self.listed
    }
}

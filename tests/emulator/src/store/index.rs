//! Finding rows by what one of their fields says.

use std::collections::BTreeSet;

use super::Row;

/// The rows of a table by the text of one field, letters' case aside.
#[derive(Debug)]
pub(super) struct Index {
    pub(super) field: &'static str,
    /// Each text with the sequence of a row that says it.
    entries: BTreeSet<(Box<str>, u64)>,
}

impl Index {
    pub(super) fn new(field: &'static str) -> Self {
        Self { field, entries: BTreeSet::new() }
    }

    pub(super) fn insert(&mut self, row: &Row) {
        if let Some(entry) = self.entry(row) {
            self.entries.insert(entry);
        }
    }

    pub(super) fn remove(&mut self, row: &Row) {
        if let Some(entry) = self.entry(row) {
            self.entries.remove(&entry);
        }
    }

    /// The sequences of the rows whose field says `text`, oldest first.
    pub(super) fn find(&self, text: &str) -> impl Iterator<Item = u64> {
        let key = key(text);
        self.entries.range((key.clone(), 0)..=(key, u64::MAX)).map(|(_, sequence)| *sequence)
    }

    fn entry(&self, row: &Row) -> Option<(Box<str>, u64)> {
        Some((key(row.text(self.field)?), row.sequence))
    }
}

fn key(text: &str) -> Box<str> {
    text.to_ascii_lowercase().into()
}

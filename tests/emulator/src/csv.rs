//! Rows of a table as a gzip-compressed CSV file, made a batch at a time while it is sent.

use flate2::Compression;
use flate2::write::GzEncoder;
use hyper::body::Bytes;
use serde_json::Value;
use std::borrow::Cow;
use std::io::Write;
use std::ops::RangeInclusive;

use crate::answer::Source;
use crate::store::{Record, Table};
use crate::workspace::Workspace;

/// How many rows are written in one go.
const BATCH: usize = 500;

/// One column of a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub(crate) id: &'static str,
    /// What people call it.
    pub(crate) name: &'static str,
    pub(crate) cell: Cell,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Cell {
    /// A field of the row; dots lead into objects.
    Field(&'static str),
    /// The same for all rows.
    Text(&'static str),
}

/// What a file has rows of, oldest first: each with its sequence, from the one asked for on.
pub(crate) type Rows = for<'a> fn(&'a Workspace, u64) -> Box<dyn Iterator<Item = (u64, Cow<'a, Record>)> + 'a>;

/// The rows that were created in a span of time and are wanted.
#[derive(Clone, Debug)]
pub(crate) struct Selection {
    pub(crate) rows: Rows,
    /// UNIX seconds, both ends included.
    pub(crate) created: RangeInclusive<u64>,
    pub(crate) wanted: fn(&Record) -> bool,
}

/// A file on its way out.
#[derive(Debug)]
pub(crate) struct CsvFile {
    columns: Vec<Column>,
    selection: Selection,
    /// The first row's sequence that was not yet looked at.
    next: u64,
    /// `None` when the end has been written.
    encoder: Option<GzEncoder<Vec<u8>>>,
    begun: bool,
}

/// The rows of a table.
pub(crate) fn rows_of(table: &Table, from: u64) -> Box<dyn Iterator<Item = (u64, Cow<'_, Record>)> + '_> {
    Box::new(table.oldest_from(from).map(|row| (row.sequence, Cow::Borrowed(&row.record))))
}

impl Selection {
    pub(crate) fn is_empty(&self, workspace: &Workspace) -> bool {
        !(self.rows)(workspace, 0).any(|(_, record)| self.holds(&record))
    }

    fn holds(&self, record: &Record) -> bool {
        field(record, "created_at").and_then(Value::as_u64).is_some_and(|at| self.created.contains(&at))
            && (self.wanted)(record)
    }
}

impl CsvFile {
    pub(crate) fn new(columns: Vec<Column>, selection: Selection) -> Self {
        let encoder = Some(GzEncoder::new(Vec::new(), Compression::fast()));
        Self { columns, selection, next: 0, encoder, begun: false }
    }
}

impl Source for CsvFile {
    fn next(&mut self, workspace: &Workspace) -> Option<Bytes> {
        let mut encoder = self.encoder.take()?;
        let mut lines = String::new();
        if !self.begun {
            self.begun = true;
            write_line(&mut lines, self.columns.iter().map(|column| column.id.into()));
        }
        let mut last = None;
        for (sequence, record) in (self.selection.rows)(workspace, self.next).take(BATCH) {
            last = Some(sequence);
            if self.selection.holds(&record) {
                write_line(&mut lines, self.columns.iter().map(|column| column.cell.text(&record)));
            }
        }
        encoder.write_all(lines.as_bytes()).expect("memory takes all that is written to it");
        let Some(last) = last else {
            return Some(encoder.finish().expect("memory takes all that is written to it").into());
        };
        self.next = last + 1;
        let ready = std::mem::take(encoder.get_mut());
        self.encoder = Some(encoder);
        Some(ready.into())
    }
}

impl Cell {
    fn text(self, record: &Record) -> String {
        match self {
            Self::Text(text) => text.into(),
            Self::Field(path) => match field(record, path) {
                None | Some(Value::Null) => String::new(),
                Some(Value::String(text)) => text.clone(),
                Some(other) => other.to_string(),
            },
        }
    }
}

fn field<'a>(record: &'a Record, path: &str) -> Option<&'a Value> {
    let mut names = path.split('.');
    let first = record.get(names.next()?)?;
    names.try_fold(first, |value, name| value.get(name))
}

/// One line as RFC 4180 has it.
fn write_line(lines: &mut String, cells: impl Iterator<Item = String>) {
    for (number, cell) in cells.enumerate() {
        if number > 0 {
            lines.push(',');
        }
        if cell.contains([',', '"', '\r', '\n']) {
            lines.push('"');
            lines.push_str(&cell.replace('"', "\"\""));
            lines.push('"');
        } else {
            lines.push_str(&cell);
        }
    }
    lines.push_str("\r\n");
}

//! CSV with a line of names.

use csv_core::{ReadRecordResult, Reader};

use super::batch::Builder;
use crate::download::grouped;
use crate::error::{Error, ErrorKind};

/// What spreadsheets allow; it bounds the memory that a line of nothing but commas takes.
const MAX_COLUMNS: usize = 16_384;

/// Room for the columns of nearly every file.
const USUAL_COLUMNS: usize = 64;

#[derive(Debug)]
pub(super) struct Csv {
    reader: Reader,
    max_row_bytes: usize,
    /// How many columns there are, once the names are known.
    columns: Option<usize>,
    /// Where the fields of the row end, counted from its start, and how many of them are known.
    ends: Vec<usize>,
    fields: usize,
}

impl Csv {
    pub(super) fn new(max_row_bytes: usize) -> Csv {
        let mut reader = Reader::new();
        // It would drop a second byte order mark, but only when that comes in one piece. A blank line before the start puts it past
        // the place where it looks for one.
        reader.read_record(b"\n", &mut [0], &mut [0]);
        reader.set_line(1);
        Csv { reader, max_row_bytes, columns: None, ends: vec![0; USUAL_COLUMNS], fields: 0 }
    }

    /// Reads rows until the bytes are used up or the batch is full, and says how many bytes that took.
    pub(super) fn take(&mut self, bytes: &[u8], builder: &mut Builder) -> Result<usize, Error> {
        let mut at = 0;
        while at < bytes.len() && !builder.is_full() {
            // Fields never are longer than what they are read from, so the output is never full.
            let (result, read) = self.read(&bytes[at..], builder);
            at += read;
            let ends_line = result == ReadRecordResult::Record && bytes[at - 1] == b'\n';
            if builder.row().len() + self.fields > self.max_row_bytes {
                let hint = "; is there a quote that is never closed?";
                let limit = grouped(self.max_row_bytes as u64);
                return Err(self.wrong(ends_line, builder, &format!("begins a row of more than {limit} bytes{hint}")));
            }
            match result {
                ReadRecordResult::Record => self.complete_row(ends_line, builder)?,
                ReadRecordResult::OutputEndsFull => self.widen(builder)?,
                ReadRecordResult::InputEmpty | ReadRecordResult::OutputFull | ReadRecordResult::End => {}
            }
        }
        Ok(at)
    }

    /// The end of the file ends a row as well, but not a quoted field.
    pub(super) fn finish(&mut self, builder: &mut Builder) -> Result<(), Error> {
        // The reader would end the field without a word. A line break does as well as the end, unless it becomes part of a field.
        loop {
            let length = builder.row().len();
            match self.read(b"\n", builder).0 {
                ReadRecordResult::Record => return self.complete_row(true, builder),
                ReadRecordResult::OutputEndsFull => self.widen(builder)?,
                _ if builder.row().len() > length => {
                    return Err(self.wrong(false, builder, "begins a quoted field that the file ends inside of"));
                }
                ReadRecordResult::InputEmpty | ReadRecordResult::OutputFull | ReadRecordResult::End => return Ok(()),
            }
        }
    }

    fn read(&mut self, bytes: &[u8], builder: &mut Builder) -> (ReadRecordResult, usize) {
        let room = builder.room(bytes.len() + 1);
        let (result, read, written, ended) = self.reader.read_record(bytes, room, &mut self.ends[self.fields..]);
        builder.wrote(written);
        self.fields += ended;
        (result, read)
    }

    fn complete_row(&mut self, ends_line: bool, builder: &mut Builder) -> Result<(), Error> {
        let ends = &self.ends[..self.fields];
        if let Err(problem) = check_text(builder.row(), ends) {
            return Err(self.wrong(ends_line, builder, problem));
        }
        match self.columns {
            None => {
                let text = str::from_utf8(builder.row()).expect("it was checked above");
                let starts = std::iter::once(&0).chain(ends);
                let columns = starts.zip(ends).map(|(start, end)| text[*start..*end].to_owned()).collect();
                builder.begin(columns);
                builder.shorten_row(0);
                self.columns = Some(self.fields);
                // One more than fits, to see when a row has too many.
                self.ends = vec![0; self.fields + 1];
            }
            Some(columns) if columns == self.fields => builder.complete_row(ends),
            Some(columns) if columns < self.fields => return Err(self.too_many(ends_line, columns, builder)),
            Some(columns) => {
                let problem = format!(
                    "has {}, and the first line names {}",
                    count(self.fields, "field"),
                    count(columns, "column")
                );
                return Err(self.wrong(ends_line, builder, &problem));
            }
        }
        self.fields = 0;
        Ok(())
    }

    /// Makes room for more columns while they are not known.
    fn widen(&mut self, builder: &Builder) -> Result<(), Error> {
        match self.columns {
            Some(columns) => Err(self.too_many(false, columns, builder)),
            None if self.ends.len() >= MAX_COLUMNS => {
                let problem = format!("names more than {} columns", grouped(MAX_COLUMNS as u64));
                Err(self.wrong(false, builder, &problem))
            }
            None => {
                self.ends.resize(2 * self.ends.len(), 0);
                Ok(())
            }
        }
    }

    fn too_many(&self, ends_line: bool, columns: usize, builder: &Builder) -> Error {
        let problem = format!("has more fields than the {} that the first line names", count(columns, "column"));
        self.wrong(ends_line, builder, &problem)
    }

    /// An error about the line where the row begins. `ends_line` says that the line break after the row was read.
    fn wrong(&self, ends_line: bool, builder: &Builder, problem: &str) -> Error {
        let breaks = builder.row().split(|byte| *byte == b'\n').skip(1).count() as u64 + u64::from(ends_line);
        let line = self.reader.line().saturating_sub(breaks);
        Error::new(ErrorKind::Api, format!("line {} {problem}", grouped(line)))
    }
}

/// A character that is cut in two by the end of a field is whole again in the text of the row, so each end is looked at.
fn check_text(row: &[u8], ends: &[usize]) -> Result<(), &'static str> {
    match str::from_utf8(row) {
        Ok(text) if ends.iter().all(|end| text.is_char_boundary(*end)) => Ok(()),
        _ => Err("is not UTF-8"),
    }
}

fn count(number: usize, thing: &str) -> String {
    format!("{} {thing}{}", grouped(number as u64), if number == 1 { "" } else { "s" })
}

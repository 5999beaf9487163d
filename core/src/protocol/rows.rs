//! Rows of a download, in texts.

use super::refused;
use crate::error::Error;
use crate::json::{Object, list, texts};
use crate::quoted::quoted;
use crate::rows::Batch;

/// Turns the bytes of a download into batches of rows, as in [`crate::Rows`].
#[derive(Debug)]
#[must_use = "rows come of the bytes that are pushed"]
pub struct Rows {
    inner: crate::Rows,
    is_json: bool,
}

impl Rows {
    /// Reads `csv` or `jsonl`; `sniff` looks which of them it is. No row may be longer than `max_row_bytes`, which has a default.
    ///
    /// # Errors
    /// When `syntax` is another word.
    pub fn new(syntax: &str, max_row_bytes: Option<usize>) -> Result<Rows, String> {
        let inner = match syntax {
            "csv" => crate::Rows::csv(),
            "jsonl" => crate::Rows::jsonl(),
            "sniff" => crate::Rows::sniff(),
            other => {
                let message =
                    format!("rows are read as \"csv\", \"jsonl\" or \"sniff\", not {other}", other = quoted(other));
                return Err(refused(Error::argument(message)));
            }
        };
        let inner = match max_row_bytes {
            Some(bytes) => inner.max_row_bytes(bytes),
            None => inner,
        };
        Ok(Rows { inner, is_json: false })
    }

    /// Takes the next bytes and gives the rows they complete: an object of `file`, `begins_file`, `more_follows`, `columns`, and `rows`, which
    /// are lists of the fields of CSV, or the values of JSON lines. As long as more follows, push nothing to have it.
    ///
    /// # Errors
    /// As [`crate::Rows::push`].
    pub fn push(&mut self, chunk: &[u8]) -> Result<String, String> {
        let batch = self.inner.push(chunk).map_err(refused)?;
        Ok(self.batch_to_json(&batch))
    }

    /// There are no more bytes: gives the rows that were still open. As long as more follows, finish again.
    ///
    /// # Errors
    /// As [`crate::Rows::finish`].
    pub fn finish(&mut self) -> Result<String, String> {
        let batch = self.inner.finish().map_err(refused)?;
        Ok(self.batch_to_json(&batch))
    }

    fn batch_to_json(&mut self, batch: &Batch) -> String {
        if batch.begins_file() {
            self.is_json = batch.columns().is_empty();
        }
        let mut object = Object::new();
        object.member("file", batch.file()).member("begins_file", batch.begins_file());
        object.member("more_follows", batch.more_follows()).raw("columns", &texts(batch.columns()));
        let rows: Vec<String> = if self.is_json {
            batch.rows().map(|mut fields| fields.next().unwrap_or("null").to_owned()).collect()
        } else {
            batch.rows().map(texts).collect()
        };
        let mut json = String::with_capacity(batch.text().len() * 2);
        list(&rows, &mut json, String::clone);
        object.raw("rows", &json).take()
    }
}

//! The rows that a chunk completed.

use std::fmt;
use std::mem;
use std::sync::Arc;

/// A batch is handed out when it has grown to about this size.
const BATCH_BYTES: usize = 1 << 20;

/// Rows of one file, as one text and the places where its fields end.
///
/// A face carries it over its border at once: [`Batch::text`], [`Batch::ends`] and the number of [`Batch::width`] are all there is, and
/// the names of the columns only when [`Batch::begins_file`].
#[derive(Clone)]
pub struct Batch {
    source: Arc<Source>,
    text: String,
    ends: Vec<u32>,
    begins_file: bool,
    more_follows: bool,
}

/// What all rows of a file have in common.
#[derive(Debug, Default)]
struct Source {
    file: Option<String>,
    columns: Vec<String>,
}

impl Batch {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.ends.len() / self.width()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Whether the next batch is at hand already: push an empty chunk to have it, or call `finish` again.
    pub fn more_follows(&self) -> bool {
        self.more_follows
    }

    /// The name of the file in the archive, made harmless as that of a download; `None` outside archives.
    pub fn file(&self) -> Option<&str> {
        self.source.file.as_deref()
    }

    /// The names of the columns, from the first line of a CSV file. Of JSON lines there are none.
    pub fn columns(&self) -> &[String] {
        &self.source.columns
    }

    /// Whether file and columns are other than those of the batch before.
    pub fn begins_file(&self) -> bool {
        self.begins_file
    }

    /// How many fields each row has: as many as there are columns, or the one JSON text.
    pub fn width(&self) -> usize {
        self.source.columns.len().max(1)
    }

    /// A field, without its quotes; of JSON lines, the text of the line as field 0.
    pub fn field(&self, row: usize, column: usize) -> Option<&str> {
        if column >= self.width() {
            return None;
        }
        let field = row.checked_mul(self.width())?.checked_add(column)?;
        let end = *self.ends.get(field)?;
        let start = field.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(&self.text[start as usize..end as usize])
    }

    /// The rows, each as its fields.
    pub fn rows(&self) -> impl Iterator<Item = impl Iterator<Item = &str>> {
        (0..self.len()).map(move |row| (0..self.width()).filter_map(move |column| self.field(row, column)))
    }

    /// All fields of all rows, with nothing between them.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where each field ends in the text, in bytes; it starts where the one before it ends.
    pub fn ends(&self) -> &[u32] {
        &self.ends
    }
}

/// Shows sizes only: rows are what must not reach a log.
impl fmt::Debug for Batch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Batch").field("rows", &self.len()).field("width", &self.width()).finish_non_exhaustive()
    }
}

/// Collects rows, and cuts them into batches.
#[derive(Debug, Default)]
pub(super) struct Builder {
    file: Option<String>,
    source: Arc<Source>,
    begins_file: bool,
    /// Whether the file is over, so that no row of another one comes into the batch.
    is_closed: bool,
    /// Complete rows, the row that is being read, and room for more of it.
    text: Vec<u8>,
    row_start: usize,
    used: usize,
    ends: Vec<u32>,
}

impl Builder {
    /// Begins a file, now that its columns are known.
    pub(super) fn begin(&mut self, columns: Vec<String>) {
        self.source = Arc::new(Source { file: self.file.take(), columns });
        self.begins_file = true;
    }

    /// The name of the file that begins next.
    pub(super) fn open(&mut self, file: Option<String>) {
        self.file = file;
    }

    /// Ends a file.
    pub(super) fn close(&mut self) {
        self.is_closed = !self.is_empty();
    }

    pub(super) fn is_full(&self) -> bool {
        self.is_closed || self.row_start + mem::size_of_val(self.ends.as_slice()) >= BATCH_BYTES
    }

    /// Whether there is nothing to hand out.
    pub(super) fn is_empty(&self) -> bool {
        self.ends.is_empty() && !self.begins_file
    }

    /// Room for so many bytes behind the row that is being read; [`Builder::wrote`] says how many were used.
    pub(super) fn room(&mut self, bytes: usize) -> &mut [u8] {
        if self.text.len() < self.used + bytes {
            self.text.resize(self.used + bytes, 0);
        }
        &mut self.text[self.used..]
    }

    pub(super) fn wrote(&mut self, bytes: usize) {
        self.used += bytes;
    }

    /// The row that is being read, as far as it came.
    pub(super) fn row(&self) -> &[u8] {
        &self.text[self.row_start..self.used]
    }

    /// The row is complete: its fields end there, counted from its start. The caller has seen that each is UTF-8.
    pub(super) fn complete_row(&mut self, ends: &[usize]) {
        let absolute = ends.iter().map(|end| u32::try_from(self.row_start + end));
        self.ends.extend(absolute.map(|end| end.expect("a batch and a row together are below 4 GiB")));
        self.row_start = self.used;
    }

    /// Keeps so many bytes of the row that is being read.
    pub(super) fn shorten_row(&mut self, bytes: usize) {
        self.used = self.row_start + bytes;
    }

    /// Hands out what is complete and keeps the row that is being read. A row is moved only when others go out before it, so that
    /// a long one in small chunks is not copied again and again.
    pub(super) fn cut(&mut self, more_follows: bool) -> Batch {
        let text = if self.row_start == 0 {
            Vec::new()
        } else {
            let rest = self.row().to_vec();
            let mut text = mem::replace(&mut self.text, rest);
            text.truncate(self.row_start);
            self.used -= mem::take(&mut self.row_start);
            text
        };
        self.is_closed = false;
        Batch {
            source: Arc::clone(&self.source),
            text: String::from_utf8(text).expect("each row was checked when it was complete"),
            ends: mem::take(&mut self.ends),
            begins_file: mem::take(&mut self.begins_file),
            more_follows,
        }
    }

    pub(super) fn buffered(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * size_of::<u32>()
    }
}

//! Rows out of a download, while it comes: inflated, unpacked and parsed in bounded memory.
//!
//! ```
//! use entryphone::Rows;
//!
//! # fn main() -> Result<(), entryphone::Error> {
//! let mut rows = Rows::sniff();
//! let mut emails = Vec::new();
//! for chunk in [b"id,email\n1,ada@exam".as_slice(), b"ple.com\n2,\"grace@example.com\"\n"] {
//!     let mut batch = rows.push(chunk)?;
//!     loop {
//!         emails.extend((0..batch.len()).filter_map(|row| batch.field(row, 1)).map(str::to_owned));
//!         if !batch.more_follows() {
//!             break;
//!         }
//!         batch = rows.push(&[])?;
//!     }
//! }
//! assert!(rows.finish()?.is_empty());
//! assert_eq!(emails, ["ada@example.com", "grace@example.com"]);
//! # Ok(())
//! # }
//! ```

mod archive;
mod batch;
mod container;
mod csv;
mod file;
mod gunzip;
mod input;
mod lines;

pub use batch::Batch;
pub(crate) use gunzip::{GZIP_MAGIC, Gunzip, Inflated};

use std::fmt;

use crate::document::MAX_BYTES;
use crate::error::{Error, ErrorKind};
use batch::Builder;
use container::Container;
use file::{Settings, Syntax};
use input::Input;

/// Turns the bytes of a download into batches of rows.
///
/// Push each chunk as it comes. As long as a batch says [`Batch::more_follows`], push an empty chunk to have the next one; so a chunk
/// that inflates to a thousand times its size takes no more memory than any other. At the end call [`Rows::finish`], in the same
/// way until no more is to come: only then is it known that nothing is missing. Memory is bounded by the largest chunk, a
/// batch of about a megabyte, and [`Rows::max_row_bytes`].
///
/// **What is understood**, told by the bytes themselves:
///
/// - Gzip data of any number of members. It must be whole, its checksums must fit, and nothing else may follow it.
/// - A tar archive, in gzip data or not: the rows of each regular file in it, one after the other. [`Batch::file`] names the file.
/// - CSV (RFC 4180) with a line of names. A byte order mark is dropped, lines may end with LF, CRLF or CR, blank lines are passed over,
///   quoted fields may hold line breaks. A row with more or fewer fields than the line of names is an error, since nobody knows
///   which of its fields is missing; names that are empty or stand twice are left as they are.
/// - JSON lines: a JSON value on each line that is not blank.
///
/// Text is UTF-8. An error names the line, counted from 1. The rows before it are handed out first, and after it every
/// call fails alike. No bytes at all are no rows, and no error.
pub struct Rows {
    input: Input,
    container: Container,
    builder: Builder,
    settings: Settings,
    failed: Option<Error>,
    owes_more: bool,
}

/// The longest row unless [`Rows::max_row_bytes`] says otherwise.
const DEFAULT_MAX_ROW_BYTES: usize = 4 << 20;

impl Rows {
    /// Reads CSV.
    pub fn csv() -> Rows {
        Rows::new(Syntax::Csv)
    }

    /// Reads JSON lines.
    pub fn jsonl() -> Rows {
        Rows::new(Syntax::JsonLines)
    }

    /// Reads JSON lines when a file begins with a brace or a bracket, and otherwise CSV.
    pub fn sniff() -> Rows {
        Rows::new(Syntax::Sniff)
    }

    fn new(syntax: Syntax) -> Rows {
        Rows {
            input: Input::default(),
            container: Container::default(),
            builder: Builder::default(),
            settings: Settings { syntax, max_row_bytes: DEFAULT_MAX_ROW_BYTES },
            failed: None,
            owes_more: false,
        }
    }

    /// Allows rows of so many bytes instead of 4 MiB, and 256 MiB at most. It is what keeps a quote that is never closed from
    /// collecting a whole download.
    #[must_use]
    pub fn max_row_bytes(mut self, bytes: usize) -> Rows {
        self.settings.max_row_bytes = bytes.min(MAX_BYTES);
        self
    }

    /// Takes the next bytes, of any number, and gives the rows they complete.
    ///
    /// # Errors
    /// [`ErrorKind::Transport`] when gzip data or an archive is damaged; [`ErrorKind::Api`] when a row cannot be read;
    /// [`ErrorKind::Misuse`] for a chunk that comes before the rows of the last one were all taken, or after the end.
    pub fn push(&mut self, chunk: &[u8]) -> Result<Batch, Error> {
        if !chunk.is_empty() {
            if self.owes_more {
                return Err(misuse("the last batch has more: push empty chunks until one has not"));
            }
            if self.input.is_ended() {
                return Err(misuse("the rows are finished, and another chunk was pushed"));
            }
            if self.failed.is_none() {
                self.input.push(chunk);
            }
        }
        self.next_batch()
    }

    /// There are no more bytes: gives the rows that were still open.
    ///
    /// # Errors
    /// As [`Rows::push`]; [`ErrorKind::Transport`] when gzip data or an archive is cut short, and [`ErrorKind::Api`] when
    /// a quoted field or a JSON value is.
    pub fn finish(&mut self) -> Result<Batch, Error> {
        self.input.end();
        self.next_batch()
    }

    /// How many bytes of memory are held at the moment, by everything that grows.
    pub fn buffered(&self) -> usize {
        self.input.buffered() + self.builder.buffered()
    }

    fn next_batch(&mut self) -> Result<Batch, Error> {
        if self.failed.is_none() {
            match self.advance() {
                Ok(more_follows) => self.owes_more = more_follows,
                Err(error) => self.failed = Some(error),
            }
        }
        match &self.failed {
            Some(error) if self.builder.is_empty() => {
                self.owes_more = false;
                Err(error.clone())
            }
            failed => {
                self.owes_more |= failed.is_some();
                Ok(self.builder.cut(self.owes_more))
            }
        }
    }

    /// Fills the batch, and says whether more rows are at hand than go into it.
    fn advance(&mut self) -> Result<bool, Error> {
        loop {
            let is_last = self.input.is_last();
            let taken = self.container.take(self.input.bytes(), is_last, self.settings, &mut self.builder)?;
            self.input.consume(taken);
            if self.builder.is_full() {
                return Ok(true);
            }
            if taken > 0 || self.input.refill() {
                continue;
            }
            if is_last {
                if let Some(error) = self.input.failure() {
                    return Err(error.clone());
                }
                self.container.finish(&mut self.builder)?;
                return Ok(false);
            }
            if !self.input.is_last() {
                return Ok(false);
            }
        }
    }
}

/// Shows sizes only: rows are what must not reach a log.
impl fmt::Debug for Rows {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Rows").field("buffered", &self.buffered()).finish_non_exhaustive()
    }
}

fn misuse(message: &str) -> Error {
    Error::new(ErrorKind::Misuse, message)
}

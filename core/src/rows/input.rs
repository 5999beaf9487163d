//! The bytes that were pushed, without their gzip.

use super::gunzip::{GZIP_MAGIC, Gunzip, Inflated};
use crate::error::Error;

/// How much is inflated at once.
const PIECE_BYTES: usize = 32 << 10;

#[derive(Debug, Default)]
pub(super) struct Input {
    coding: Coding,
    plain: Buffer,
    is_ended: bool,
    failed: Option<Error>,
}

#[derive(Debug, Default)]
enum Coding {
    /// Too few bytes came to tell. They wait among the plain ones.
    #[default]
    Unknown,
    Plain,
    Gzip {
        gunzip: Box<Gunzip>,
        is_over: bool,
    },
}

impl Input {
    pub(super) fn push(&mut self, chunk: &[u8]) {
        match &mut self.coding {
            Coding::Gzip { gunzip, .. } => gunzip.push(chunk),
            Coding::Unknown | Coding::Plain => {
                self.plain.room(chunk.len())[..chunk.len()].copy_from_slice(chunk);
                self.plain.end += chunk.len();
            }
        }
    }

    pub(super) fn end(&mut self) {
        self.is_ended = true;
        if let Coding::Gzip { gunzip, .. } = &mut self.coding {
            gunzip.end();
        }
    }

    pub(super) fn is_ended(&self) -> bool {
        self.is_ended
    }

    /// What can be read now.
    pub(super) fn bytes(&self) -> &[u8] {
        match self.coding {
            Coding::Unknown => &[],
            Coding::Plain | Coding::Gzip { .. } => self.plain.readable(),
        }
    }

    pub(super) fn consume(&mut self, count: usize) {
        self.plain.start += count;
    }

    /// Whether nothing will ever follow what can be read now.
    pub(super) fn is_last(&self) -> bool {
        match self.coding {
            Coding::Unknown => false,
            Coding::Plain => self.is_ended,
            Coding::Gzip { is_over, .. } => is_over,
        }
    }

    /// Why nothing follows what can be read now, when that is not the end of the data.
    pub(super) fn failure(&self) -> Option<&Error> {
        self.failed.as_ref()
    }

    /// Makes more bytes readable, behind those that are not consumed yet, and says whether there were any.
    pub(super) fn refill(&mut self) -> bool {
        match &mut self.coding {
            Coding::Unknown => self.tell_coding(),
            Coding::Gzip { gunzip, is_over: is_over @ false } => match gunzip.read(self.plain.room(PIECE_BYTES)) {
                Ok(Inflated::Bytes(count)) => {
                    self.plain.end += count;
                    true
                }
                Ok(Inflated::Hungry) => false,
                Ok(Inflated::Over) => {
                    *is_over = true;
                    false
                }
                Err(error) => {
                    // What came before it can still be read.
                    *is_over = true;
                    self.failed = Some(error);
                    false
                }
            },
            Coding::Plain | Coding::Gzip { .. } => false,
        }
    }

    pub(super) fn buffered(&self) -> usize {
        let inflating = if let Coding::Gzip { gunzip, .. } = &self.coding { gunzip.buffered() } else { 0 };
        self.plain.bytes.capacity() + inflating
    }

    /// Looks at the first bytes, if they are there, and says so.
    fn tell_coding(&mut self) -> bool {
        let start = self.plain.readable();
        let start = &start[..start.len().min(GZIP_MAGIC.len())];
        if start.len() < GZIP_MAGIC.len() && !self.is_ended {
            return false;
        }
        // A file that ends after the first byte of gzip data is gzip data as well, and cut short.
        self.coding = if !start.is_empty() && GZIP_MAGIC.starts_with(start) {
            let mut gunzip = Box::<Gunzip>::default();
            gunzip.push(self.plain.readable());
            self.plain = Buffer::default();
            if self.is_ended {
                gunzip.end();
            }
            Coding::Gzip { gunzip, is_over: false }
        } else {
            Coding::Plain
        };
        true
    }
}

/// Bytes that are appended at one end and read at the other.
#[derive(Debug, Default)]
struct Buffer {
    bytes: Vec<u8>,
    start: usize,
    end: usize,
}

impl Buffer {
    fn readable(&self) -> &[u8] {
        &self.bytes[self.start..self.end]
    }

    /// Room for so many bytes behind those that are not read yet.
    fn room(&mut self, count: usize) -> &mut [u8] {
        self.bytes.copy_within(self.start..self.end, 0);
        self.end -= std::mem::take(&mut self.start);
        if self.bytes.len() < self.end + count {
            self.bytes.resize(self.end + count, 0);
        }
        &mut self.bytes[self.end..]
    }
}

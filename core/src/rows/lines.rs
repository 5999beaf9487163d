//! JSON lines.

use super::batch::Builder;
use crate::document::Index;
use crate::download::grouped;
use crate::error::{Error, ErrorKind};

#[derive(Debug)]
pub(super) struct Lines {
    max_row_bytes: usize,
    line: u64,
}

impl Lines {
    pub(super) fn new(max_row_bytes: usize) -> Lines {
        Lines { max_row_bytes, line: 1 }
    }

    /// Reads rows until the bytes are used up or the batch is full, and says how many bytes that took.
    pub(super) fn take(&mut self, bytes: &[u8], builder: &mut Builder) -> Result<usize, Error> {
        let mut at = 0;
        while at < bytes.len() && !builder.is_full() {
            let rest = &bytes[at..];
            let end = rest.iter().position(|byte| *byte == b'\n');
            let part = &rest[..end.unwrap_or(rest.len())];
            builder.room(part.len())[..part.len()].copy_from_slice(part);
            builder.wrote(part.len());
            at += part.len();
            if builder.row().len() > self.max_row_bytes {
                let limit = grouped(self.max_row_bytes as u64);
                return Err(self.wrong(&format!("has more than {limit} bytes")));
            }
            if end.is_some() {
                at += 1;
                self.finish(builder)?;
                self.line += 1;
            }
        }
        Ok(at)
    }

    /// Ends a line, as the end of the file does.
    pub(super) fn finish(&self, builder: &mut Builder) -> Result<(), Error> {
        let row = builder.row().trim_ascii_end();
        let length = row.len();
        if length > 0 {
            Index::parse(row).map_err(|error| self.wrong(&format!("is not JSON: {error}")))?;
        }
        builder.shorten_row(length);
        if length > 0 {
            builder.complete_row(&[length]);
        }
        Ok(())
    }

    fn wrong(&self, problem: &str) -> Error {
        Error::new(ErrorKind::Api, format!("line {} {problem}", grouped(self.line)))
    }
}

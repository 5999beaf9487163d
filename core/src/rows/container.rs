//! What the plain bytes are: one file, or an archive of several.

use super::archive::Archive;
use super::batch::Builder;
use super::file::{File, Settings};
use crate::download::{Format, SNIFFED_BYTES};
use crate::error::{Error, ErrorKind};

#[derive(Debug, Default)]
pub(super) enum Container {
    #[default]
    Unknown,
    File(File),
    Archive(Archive),
}

impl Container {
    /// Reads from `bytes` what it can and says how much that was: less than all when the batch is full, and nothing when it
    /// has to see more at once. `is_last` says that no more will follow.
    pub(super) fn take(
        &mut self,
        bytes: &[u8],
        is_last: bool,
        settings: Settings,
        builder: &mut Builder,
    ) -> Result<usize, Error> {
        if matches!(self, Container::Unknown)
            && let Some(start) = telling(bytes, is_last)
        {
            *self = match Format::of(start) {
                Some(Format::Tar) => Container::Archive(Archive::new(settings)),
                Some(Format::Zip) => return Err(refused("it is a zip archive")),
                Some(Format::Gzip) => return Err(refused("it is gzip data inside gzip data")),
                None => return Ok(0),
                Some(Format::Text | Format::Binary) => Container::File(File::new(None, settings)),
            };
        }
        match self {
            Container::Unknown => Ok(0),
            Container::File(file) => file.take(bytes, is_last, builder),
            Container::Archive(archive) => archive.take(bytes, builder),
        }
    }

    /// All bytes were taken, and there are no more.
    pub(super) fn finish(&mut self, builder: &mut Builder) -> Result<(), Error> {
        match self {
            Container::Unknown => Ok(()),
            Container::File(file) => file.finish(builder),
            Container::Archive(archive) => archive.finish(),
        }
    }
}

/// The bytes that tell what it is, once they are there: a line of text, so that rows need not wait for a header of tar, which has
/// zeros instead.
fn telling(bytes: &[u8], is_last: bool) -> Option<&[u8]> {
    let start = &bytes[..bytes.len().min(SNIFFED_BYTES)];
    match start.iter().position(|byte| matches!(byte, b'\n' | 0)) {
        Some(end) if start[end] == b'\n' => Some(&start[..=end]),
        _ => (is_last || start.len() == SNIFFED_BYTES).then_some(start),
    }
}

fn refused(what: &str) -> Error {
    let message =
        format!("there are no rows to be read from the download: {what}, not CSV, JSON lines or a tar archive");
    Error::new(ErrorKind::Api, message)
}

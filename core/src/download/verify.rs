//! Whether gzip data is whole and undamaged: it is inflated, and what comes out is dropped.

use crate::error::Error;
use crate::rows::{GZIP_MAGIC, Gunzip, Inflated};

/// How much is inflated at once.
const SCRATCH_BYTES: usize = 16 << 10;

#[derive(Debug, Default)]
pub(super) enum Verify {
    /// Too few bytes came to tell what they are.
    #[default]
    Undecided,
    /// One byte came, the first of gzip data.
    Begun,
    Gzip(Box<Gunzip>),
    SomethingElse,
}

impl Verify {
    pub(super) fn on_chunk(&mut self, bytes: &[u8]) -> Result<(), Error> {
        match (&mut *self, bytes) {
            (_, []) | (Verify::SomethingElse, _) => return Ok(()),
            (Verify::Gzip(gunzip), _) => gunzip.push(bytes),
            (Verify::Undecided, [first]) if *first == GZIP_MAGIC[0] => *self = Verify::Begun,
            (Verify::Undecided, _) if bytes.starts_with(&GZIP_MAGIC) => *self = Verify::of(&[bytes]),
            (Verify::Begun, _) if bytes[0] == GZIP_MAGIC[1] => *self = Verify::of(&[&GZIP_MAGIC[..1], bytes]),
            (Verify::Undecided | Verify::Begun, _) => *self = Verify::SomethingElse,
        }
        self.inflate()
    }

    /// Whether it was gzip data.
    pub(super) fn on_end(&mut self) -> Result<bool, Error> {
        if matches!(self, Verify::Begun) {
            *self = Verify::of(&[&GZIP_MAGIC[..1]]);
        }
        let Verify::Gzip(gunzip) = self else { return Ok(false) };
        gunzip.end();
        self.inflate()?;
        Ok(true)
    }

    fn of(chunks: &[&[u8]]) -> Verify {
        let mut gunzip = Box::<Gunzip>::default();
        for chunk in chunks {
            gunzip.push(chunk);
        }
        Verify::Gzip(gunzip)
    }

    fn inflate(&mut self) -> Result<(), Error> {
        let Verify::Gzip(gunzip) = self else { return Ok(()) };
        let mut scratch = [0; SCRATCH_BYTES];
        while let Inflated::Bytes(_) = gunzip.read(&mut scratch)? {}
        Ok(())
    }
}

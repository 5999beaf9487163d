//! Gzip data, inflated as it comes.

use std::io::{self, BufRead, ErrorKind as IoKind, Read};

use flate2::bufread::MultiGzDecoder;

use crate::download::grouped;
use crate::error::{Error, ErrorKind};

/// How gzip data begins (RFC 1952).
pub(crate) const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Inflates any number of members and compares the checksum of each. After the last one nothing else may come.
#[derive(Debug)]
pub(crate) struct Gunzip {
    decoder: MultiGzDecoder<Feed>,
    has_inflated: bool,
}

/// What one reading gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inflated {
    /// So many bytes.
    Bytes(usize),
    /// Nothing until more is pushed.
    Hungry,
    /// Nothing any more: all members are complete, and nothing else came.
    Over,
}

impl Default for Gunzip {
    fn default() -> Gunzip {
        Gunzip { decoder: MultiGzDecoder::new(Feed::default()), has_inflated: false }
    }
}

impl Gunzip {
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.decoder.get_mut().push(bytes);
    }

    /// Nothing more will be pushed.
    pub(crate) fn end(&mut self) {
        self.decoder.get_mut().is_ended = true;
    }

    /// How much memory is held for what was pushed.
    pub(crate) fn buffered(&self) -> usize {
        self.decoder.get_ref().bytes.capacity()
    }

    pub(crate) fn read(&mut self, into: &mut [u8]) -> Result<Inflated, Error> {
        match self.decoder.read(into) {
            Ok(0) => Ok(Inflated::Over),
            Ok(count) => {
                self.has_inflated = true;
                Ok(Inflated::Bytes(count))
            }
            Err(error) if error.kind() == IoKind::WouldBlock => Ok(Inflated::Hungry),
            Err(error) => Err(self.describe(&error)),
        }
    }

    fn describe(&self, error: &io::Error) -> Error {
        let bytes = grouped(self.decoder.get_ref().consumed);
        let message = if self.has_inflated && self.decoder.header().is_none() {
            format!("after {bytes} bytes, the gzip data is followed by something that is none")
        } else if error.kind() == IoKind::UnexpectedEof {
            format!("the gzip data is cut short after {bytes} bytes")
        } else {
            format!("the gzip data is damaged in its first {bytes} bytes: {error}")
        };
        Error::new(ErrorKind::Transport, message)
    }
}

/// The bytes that were pushed and are not inflated yet. The decoder keeps its place when there are none, and goes on later.
#[derive(Debug, Default)]
struct Feed {
    bytes: Vec<u8>,
    at: usize,
    consumed: u64,
    is_ended: bool,
}

impl Feed {
    fn push(&mut self, bytes: &[u8]) {
        self.bytes.drain(..self.at);
        self.at = 0;
        self.bytes.extend_from_slice(bytes);
    }
}

impl BufRead for Feed {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match &self.bytes[self.at..] {
            [] if !self.is_ended => Err(IoKind::WouldBlock.into()),
            rest => Ok(rest),
        }
    }

    fn consume(&mut self, count: usize) {
        self.at += count;
        self.consumed += count as u64;
    }
}

impl Read for Feed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

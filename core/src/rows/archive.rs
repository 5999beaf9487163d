//! Tar archives (POSIX ustar, with the long names of pax and GNU): which bytes belong to which file.

use std::str;

use super::batch::Builder;
use super::file::{File, Settings};
use crate::download::{SNIFFED_BYTES, is_tar_header, sanitize};
use crate::error::{Error, ErrorKind};

/// A header takes a block, and each file fills up its last one.
const BLOCK_BYTES: usize = SNIFFED_BYTES;

/// No name needs more; a longer entry of names is passed over.
const MAX_NAME_BYTES: u64 = 64 << 10;

#[derive(Debug)]
pub(super) struct Archive {
    settings: Settings,
    state: State,
    /// A name that is too long for the header that follows it.
    long_name: Option<String>,
}

#[derive(Debug)]
enum State {
    Header,
    File { file: Box<File>, left: u64, padding: u64 },
    Name { length: usize, padding: u64, is_pax: bool },
    Skip { left: u64 },
    Over,
}

impl Archive {
    pub(super) fn new(settings: Settings) -> Archive {
        Archive { settings, state: State::Header, long_name: None }
    }

    /// As [`Container::take`](super::container::Container::take).
    pub(super) fn take(&mut self, bytes: &[u8], builder: &mut Builder) -> Result<usize, Error> {
        let mut at = 0;
        while !builder.is_full() {
            let rest = &bytes[at..];
            match &mut self.state {
                State::Header => {
                    let Some(block) = rest.first_chunk() else { break };
                    self.state = self.read_header(block)?;
                    at += BLOCK_BYTES;
                }
                State::File { file, left, padding } => {
                    let here = &rest[..clamp(*left, rest)];
                    let taken = file.take(here, here.len() as u64 == *left, builder)?;
                    at += taken;
                    *left -= taken as u64;
                    if *left == 0 {
                        file.finish(builder)?;
                        builder.close();
                        self.state = State::Skip { left: *padding };
                    } else if taken == 0 {
                        break;
                    }
                }
                State::Name { length, padding, is_pax } => {
                    let Some(entry) = rest.get(..*length) else { break };
                    self.long_name =
                        if *is_pax { pax_path(entry) } else { Some(text(entry)) }.or(self.long_name.take());
                    at += *length;
                    self.state = State::Skip { left: *padding };
                }
                State::Skip { left: 0 } => self.state = State::Header,
                State::Skip { .. } if rest.is_empty() => break,
                State::Skip { left } => {
                    let skipped = clamp(*left, rest);
                    at += skipped;
                    *left -= skipped as u64;
                }
                State::Over if rest.iter().any(|byte| *byte != 0) => return Err(damaged("goes on after its end")),
                State::Over => return Ok(bytes.len()),
            }
        }
        Ok(at)
    }

    /// The end of the archive is a block of zeros; without it, something is missing.
    pub(super) fn finish(&self) -> Result<(), Error> {
        if matches!(self.state, State::Over) { Ok(()) } else { Err(damaged("is cut short")) }
    }

    fn read_header(&mut self, block: &[u8; BLOCK_BYTES]) -> Result<State, Error> {
        if block.iter().all(|byte| *byte == 0) {
            return Ok(State::Over);
        }
        if !is_tar_header(block) {
            return Err(damaged("has an entry whose header does not fit its checksum"));
        }
        let digits = text(&block[124..136]);
        let Ok(length) = u64::from_str_radix(digits.trim(), 8) else {
            return Err(damaged("has an entry without a readable size"));
        };
        let padding = length.next_multiple_of(BLOCK_BYTES as u64) - length;
        Ok(match block[156] {
            b'0' | b'7' | 0 => {
                let name = self.long_name.take().unwrap_or_else(|| text(&block[..100]));
                State::File { file: Box::new(File::new(sanitize(&name), self.settings)), left: length, padding }
            }
            kind @ (b'x' | b'L') if length <= MAX_NAME_BYTES => {
                let length = usize::try_from(length).expect("it is at most 64 KiB");
                State::Name { length, padding, is_pax: kind == b'x' }
            }
            // Links, devices and folders have no content, whatever their size says.
            b'1'..=b'6' => {
                self.long_name = None;
                State::Skip { left: 0 }
            }
            _ => State::Skip { left: length + padding },
        })
    }
}

fn clamp(left: u64, rest: &[u8]) -> usize {
    usize::try_from(left).map_or(rest.len(), |left| left.min(rest.len()))
}

/// A field up to its first zero.
fn text(field: &[u8]) -> String {
    String::from_utf8_lossy(field.split(|byte| *byte == 0).next().unwrap_or_default()).into_owned()
}

/// The value of `path` among the records of a pax header, each `length key=value\n`.
fn pax_path(mut records: &[u8]) -> Option<String> {
    while let Some(space) = records.iter().position(|byte| *byte == b' ') {
        let length: usize = str::from_utf8(&records[..space]).ok()?.parse().ok()?;
        let record = records.get(space + 1..length)?;
        if let Some(path) = record.strip_prefix(b"path=") {
            return Some(text(path.strip_suffix(b"\n").unwrap_or(path)));
        }
        records = &records[length..];
    }
    None
}

fn damaged(what: &str) -> Error {
    Error::new(ErrorKind::Transport, format!("the tar archive {what}"))
}

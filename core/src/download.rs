//! A download on its way: what its head says about it, and whether it arrives whole.
//!
//! The bytes of a download go from the host's socket to the user without passing the core. The host tells a [`Download`] what comes
//! and when, and it says when something is wrong:
//!
//! ```
//! use entryphone::{Download, Head};
//!
//! # fn main() -> Result<(), entryphone::Error> {
//! let headers = [("Content-Length", "9"), ("Content-Disposition", "attachment; filename=\"receipts.csv\"")];
//! let mut download = Download::new(0, &Head { status: 200, headers: &headers }, false);
//! assert_eq!(download.file_name(), Some("receipts.csv"));
//!
//! download.on_chunk(40, b"id,na")?;
//! let error = download.on_end().expect_err("four bytes are missing");
//! assert_eq!(error.message, "the download ended after 5 of 9 bytes");
//! # Ok(())
//! # }
//! ```

mod file_name;
mod format;
mod stall;
#[cfg(feature = "rows")]
mod verify;

#[cfg(feature = "rows")]
pub(crate) use file_name::sanitize;
#[cfg(feature = "rows")]
pub(crate) use format::is_tar_header;
pub use format::{Format, SNIFFED_BYTES};

use crate::error::{Error, ErrorKind};
use crate::failure::seconds;
use crate::response::Head;
use stall::Stall;
#[cfg(feature = "rows")]
use verify::Verify;

/// Watches one download.
///
/// The host calls [`Download::resume`] before it waits for bytes, [`Download::on_chunk`] for those that came,
/// [`Download::check`] when none came until [`Download::stalls_at_ms`], and [`Download::on_end`] after the last. Once one of them
/// has failed, all of them fail alike.
///
/// What can be known about a whole download depends on what there is to compare it with; [`Summary::proof`] says what it was:
///
/// - A content length is compared, unless the host undoes a content coding: then it counts other bytes than those that are seen.
/// - Gzip data ends with a checksum over all of it, which nothing but inflating can compare. That is what `verify` does (with the
///   feature `rows`); without it, only gzip data too short to be any is noticed.
/// - Otherwise there is only the transport's own framing, which the host's HTTP client checks: a chunked body and a stream of HTTP/2
///   have an end of their own; a body that ends with its connection has none, and may be short without anybody noticing.
#[derive(Debug)]
#[must_use = "a download that nobody asks for its end may be short"]
pub struct Download {
    content_length: Option<u64>,
    file_name: Option<String>,
    content_type: Option<String>,
    content_coding: Option<String>,
    received: u64,
    start: Vec<u8>,
    stall: Stall,
    #[cfg(feature = "rows")]
    verify: Option<Verify>,
    failed: Option<Error>,
}

/// A download that came to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// How many bytes came.
    pub bytes: u64,
    /// What they look like; `None` when there were none, or none were shown.
    pub format: Option<Format>,
    /// What speaks for their being all there are.
    pub proof: Proof,
}

/// What speaks for a download's being whole, the strongest that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Proof {
    /// It is gzip data, it was inflated, and its checksums fit.
    Checksum,
    /// As many bytes came as the head had announced.
    Length,
    /// The host's HTTP client reported an end, and nothing contradicts it.
    Framing,
}

impl Proof {
    /// The proof in one word, as it stands in vectors and crosses into the faces.
    pub const fn as_str(self) -> &'static str {
        match self {
            Proof::Checksum => "checksum",
            Proof::Length => "length",
            Proof::Framing => "framing",
        }
    }
}

/// Ten bytes of header, an empty deflate block, eight bytes of trailer: no gzip data is shorter (RFC 1952).
const SHORTEST_GZIP: u64 = 20;

impl Download {
    /// Reads the head with which a streaming call was done. `decoded` says whether the host hands out the bytes without their
    /// content coding, as `fetch` does.
    pub fn new(now_ms: u64, head: &Head<'_>, decoded: bool) -> Download {
        let coding = head.header("content-encoding").map(str::trim);
        let coding = coding.filter(|name| !name.is_empty() && !name.eq_ignore_ascii_case("identity"));
        let counts_other_bytes = decoded && coding.is_some() || head.header("transfer-encoding").is_some();
        Download {
            content_length: head.header("content-length").filter(|_| !counts_other_bytes).and_then(whole_number),
            file_name: head.header("content-disposition").and_then(file_name::from_disposition),
            content_type: head.header("content-type").map(str::to_owned),
            content_coding: coding.filter(|_| !decoded).map(str::to_owned),
            received: 0,
            start: Vec::new(),
            stall: Stall::new(now_ms),
            #[cfg(feature = "rows")]
            verify: None,
            failed: None,
        }
    }

    /// Inflates what comes and compares the checksums, when it is gzip data, so that a short or damaged file is an error whatever the
    /// transport says. It costs the time of inflating, about a second for 200 MB of output, and 60 KB of memory;
    /// who reads [`Rows`](crate::Rows) from the same bytes has the same proof already.
    #[cfg(feature = "rows")]
    pub fn verify(mut self) -> Download {
        self.verify = Some(Verify::default());
        self
    }

    /// How many bytes the host will see, when the head says so.
    pub fn content_length(&self) -> Option<u64> {
        self.content_length
    }

    /// The name the server gives the file, made harmless: one name without folders, control characters, or what Windows refuses.
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// The media type, as the head has it.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The content coding that is still on the bytes the host sees.
    pub fn content_coding(&self) -> Option<&str> {
        self.content_coding.as_deref()
    }

    /// How many bytes came so far.
    pub fn received(&self) -> u64 {
        self.received
    }

    /// What the bytes so far look like. Final after [`SNIFFED_BYTES`].
    pub fn format(&self) -> Option<Format> {
        Format::of(&self.start)
    }

    /// When the download counts as stalled if nothing comes until then.
    pub fn stalls_at_ms(&self) -> u64 {
        self.stall.at_ms()
    }

    /// The host goes on waiting for bytes. The time since the last ones came was the reader's own, and does not count as silence.
    pub fn resume(&mut self, now_ms: u64) {
        self.stall.resume(now_ms);
    }

    /// These bytes came.
    ///
    /// # Errors
    /// [`ErrorKind::Timeout`] as for [`Download::check`]; [`ErrorKind::Transport`] when more came than the content length allows, or
    /// when what is verified turns out to be damaged.
    pub fn on_chunk(&mut self, now_ms: u64, bytes: &[u8]) -> Result<(), Error> {
        let outcome = self.take(now_ms, bytes);
        self.keep(outcome)
    }

    /// So many bytes came, and they are not shown: for hosts where showing them costs a copy. The format is told from what was shown
    /// before.
    ///
    /// # Errors
    /// As [`Download::on_chunk`]; [`ErrorKind::Misuse`] when bytes must be shown to be verified.
    pub fn on_length(&mut self, now_ms: u64, length: u64) -> Result<(), Error> {
        let outcome = self.count(now_ms, length).and_then(|()| self.allow_unseen());
        self.keep(outcome)
    }

    /// Nothing came until now.
    ///
    /// # Errors
    /// [`ErrorKind::Timeout`] when the download has stalled: over 20 seconds of waiting, less than one byte per second came.
    pub fn check(&mut self, now_ms: u64) -> Result<(), Error> {
        let outcome = self.count(now_ms, 0);
        self.keep(outcome)
    }

    /// No more will come, says the host's HTTP client.
    ///
    /// # Errors
    /// [`ErrorKind::Transport`] when the download is not whole.
    pub fn on_end(&mut self) -> Result<Summary, Error> {
        let outcome = self.end();
        self.keep(outcome)
    }

    fn take(&mut self, now_ms: u64, bytes: &[u8]) -> Result<(), Error> {
        let is_contiguous = self.received == self.start.len() as u64;
        self.count(now_ms, bytes.len() as u64)?;
        if is_contiguous {
            let room = SNIFFED_BYTES - self.start.len();
            self.start.extend_from_slice(&bytes[..bytes.len().min(room)]);
        }
        #[cfg(feature = "rows")]
        if let Some(verify) = &mut self.verify {
            verify.on_chunk(bytes)?;
        }
        Ok(())
    }

    fn count(&mut self, now_ms: u64, length: u64) -> Result<(), Error> {
        if self.stall.passes(now_ms) {
            let message = format!(
                "the download stalled after {}: in {} less than one byte per second came",
                self.progress(),
                seconds(stall::GRACE_MS)
            );
            return Err(Error::new(ErrorKind::Timeout, message));
        }
        self.stall.relieve(length);
        self.received = self.received.saturating_add(length);
        match self.content_length {
            Some(expected) if self.received > expected => {
                let (received, expected) = (grouped(self.received), grouped(expected));
                let message = format!("the download brought {received} bytes, and {expected} were announced");
                Err(Error::new(ErrorKind::Transport, message))
            }
            _ => Ok(()),
        }
    }

    #[cfg(feature = "rows")]
    fn allow_unseen(&self) -> Result<(), Error> {
        match self.verify {
            Some(_) => Err(Error::new(ErrorKind::Misuse, "a download that is verified must be shown its bytes")),
            None => Ok(()),
        }
    }

    #[cfg(not(feature = "rows"))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "the counterpart of the one with verification")]
    fn allow_unseen(&self) -> Result<(), Error> {
        Ok(())
    }

    fn end(&mut self) -> Result<Summary, Error> {
        let cut = |message: String| Err(Error::new(ErrorKind::Transport, message));
        if self.content_length.is_some_and(|expected| self.received < expected) {
            return cut(format!("the download ended after {}", self.progress()));
        }
        let is_verified = self.end_verification()?;
        let format = self.format();
        if format == Some(Format::Gzip) && self.received < SHORTEST_GZIP {
            return cut(format!("the download ended after {}, which is less than any gzip data has", self.progress()));
        }
        let proof = match self.content_length {
            _ if is_verified => Proof::Checksum,
            Some(_) => Proof::Length,
            None => Proof::Framing,
        };
        Ok(Summary { bytes: self.received, format, proof })
    }

    /// Whether there was something to verify.
    #[cfg(feature = "rows")]
    fn end_verification(&mut self) -> Result<bool, Error> {
        self.verify.as_mut().map_or(Ok(false), Verify::on_end)
    }

    #[cfg(not(feature = "rows"))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "the counterpart of the one with verification")]
    fn end_verification(&mut self) -> Result<bool, Error> {
        Ok(false)
    }

    /// Holds on to the first failure: what came after it cannot be trusted.
    fn keep<T>(&mut self, outcome: Result<T, Error>) -> Result<T, Error> {
        match (&self.failed, outcome) {
            (Some(error), _) => Err(error.clone()),
            (None, Err(error)) => Err(self.failed.insert(error).clone()),
            (None, Ok(value)) => Ok(value),
        }
    }

    /// `1,024 of 4,096 bytes`, or `1,024 bytes` when nobody knows of how many.
    fn progress(&self) -> String {
        let received = grouped(self.received);
        match self.content_length {
            Some(expected) => format!("{received} of {} bytes", grouped(expected)),
            None => format!("{received} bytes"),
        }
    }
}

/// Anything but digits is no content length, a sign included.
fn whole_number(text: &str) -> Option<u64> {
    let digits = text.trim();
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// A number for a person: `1,048,576`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

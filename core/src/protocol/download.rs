//! A download, watched in texts.

use super::call::read_pairs;
use super::refused;
use crate::download::Format;
use crate::json::Object;
use crate::response::Head;

/// Watches one download, as [`crate::Download`].
#[derive(Debug)]
#[must_use = "a download that nobody asks for its end may be short"]
pub struct Download {
    inner: crate::Download,
}

impl Download {
    /// Reads the head with which a streaming call was done. `decoded` says whether the host undoes content codings; `verify` whether
    /// gzip data is inflated to compare its checksums, where this build can.
    pub fn new(now_ms: u64, status: u16, headers: &str, decoded: bool, verify: bool) -> Download {
        let pairs = read_pairs(headers);
        let inner = crate::Download::new(now_ms, &Head { status, headers: &pairs }, decoded);
        #[cfg(feature = "rows")]
        let inner = if verify { inner.verify() } else { inner };
        #[cfg(not(feature = "rows"))]
        let _ = verify;
        Download { inner }
    }

    /// What the head says of the file: `content_length`, `file_name`, `content_type` and `content_coding`.
    pub fn head(&self) -> String {
        let mut object = Object::new();
        object.member("content_length", self.inner.content_length()).member("file_name", self.inner.file_name());
        object.member("content_type", self.inner.content_type());
        object.member("content_coding", self.inner.content_coding()).take()
    }

    /// How many bytes have come.
    pub fn received(&self) -> u64 {
        self.inner.received()
    }

    /// What the bytes look like; nothing before enough of them came.
    pub fn format(&self) -> Option<&'static str> {
        self.inner.format().map(Format::as_str)
    }

    /// Until when silence is no failure.
    pub fn stalls_at_ms(&self) -> u64 {
        self.inner.stalls_at_ms()
    }

    /// The host waits for bytes again.
    pub fn resume(&mut self, now_ms: u64) {
        self.inner.resume(now_ms);
    }

    /// These bytes came.
    ///
    /// # Errors
    /// As [`crate::Download::on_chunk`].
    pub fn on_chunk(&mut self, now_ms: u64, bytes: &[u8]) -> Result<(), String> {
        self.inner.on_chunk(now_ms, bytes).map_err(refused)
    }

    /// So many bytes came, and they are not shown.
    ///
    /// # Errors
    /// As [`crate::Download::on_length`].
    pub fn on_length(&mut self, now_ms: u64, length: u64) -> Result<(), String> {
        self.inner.on_length(now_ms, length).map_err(refused)
    }

    /// Nothing came until now.
    ///
    /// # Errors
    /// As [`crate::Download::check`].
    pub fn check(&mut self, now_ms: u64) -> Result<(), String> {
        self.inner.check(now_ms).map_err(refused)
    }

    /// No more will come: `bytes`, `format` and `proof`.
    ///
    /// # Errors
    /// As [`crate::Download::on_end`].
    pub fn on_end(&mut self) -> Result<String, String> {
        let summary = self.inner.on_end().map_err(refused)?;
        let mut object = Object::new();
        object.member("bytes", summary.bytes).member("format", summary.format.map(Format::as_str));
        Ok(object.member("proof", summary.proof.as_str()).take())
    }
}

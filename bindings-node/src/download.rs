//! A download on its way.

use entryphone::protocol;
use napi::Result;
use napi_derive::napi;

use crate::{number, refused, whole};

/// Watches one download.
#[napi]
pub struct Download {
    inner: protocol::Download,
}

#[napi]
impl Download {
    /// Reads the head with which a streaming call was done.
    #[napi(constructor)]
    pub fn new(now_ms: f64, status: u16, headers: String, decoded: bool, verify: bool) -> Download {
        Download { inner: protocol::Download::new(whole(now_ms), status, &headers, decoded, verify) }
    }

    /// What the head says of the file, as JSON.
    #[napi]
    pub fn head(&self) -> String {
        self.inner.head()
    }

    /// How many bytes have come.
    #[napi(getter)]
    pub fn received(&self) -> f64 {
        number(self.inner.received())
    }

    /// What the bytes look like.
    #[napi(getter)]
    pub fn format(&self) -> Option<&'static str> {
        self.inner.format()
    }

    /// Until when silence is no failure.
    #[napi(getter)]
    pub fn stalls_at_ms(&self) -> f64 {
        number(self.inner.stalls_at_ms())
    }

    /// The host waits for bytes again.
    #[napi]
    pub fn resume(&mut self, now_ms: f64) {
        self.inner.resume(whole(now_ms));
    }

    /// These bytes came.
    #[napi]
    pub fn on_chunk(&mut self, now_ms: f64, chunk: &[u8]) -> Result<()> {
        self.inner.on_chunk(whole(now_ms), chunk).map_err(refused)
    }

    /// So many bytes came, and they are not shown.
    #[napi]
    pub fn on_length(&mut self, now_ms: f64, length: f64) -> Result<()> {
        self.inner.on_length(whole(now_ms), whole(length)).map_err(refused)
    }

    /// Nothing came until now.
    #[napi]
    pub fn check(&mut self, now_ms: f64) -> Result<()> {
        self.inner.check(whole(now_ms)).map_err(refused)
    }

    /// No more will come; how it ended, as JSON.
    #[napi]
    pub fn on_end(&mut self) -> Result<String> {
        self.inner.on_end().map_err(refused)
    }
}

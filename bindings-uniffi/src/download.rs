//! A download on its way.

use std::sync::{Arc, Mutex};

use entryphone::protocol;

use crate::{Result, locked, refused};

/// Watches one download.
#[derive(uniffi::Object)]
pub struct Download {
    inner: Mutex<protocol::Download>,
}

#[uniffi::export]
impl Download {
    /// Reads the head with which a streaming call was done.
    #[uniffi::constructor]
    pub fn new(now_ms: u64, status: u16, headers: &str, decoded: bool, verify: bool) -> Arc<Download> {
        Arc::new(Download { inner: Mutex::new(protocol::Download::new(now_ms, status, headers, decoded, verify)) })
    }

    /// What the head says of the file, as JSON.
    pub fn head(&self) -> String {
        locked(&self.inner).head()
    }

    /// How many bytes have come.
    pub fn received(&self) -> u64 {
        locked(&self.inner).received()
    }

    /// What the bytes look like.
    pub fn format(&self) -> Option<String> {
        locked(&self.inner).format().map(str::to_owned)
    }

    /// Until when silence is no failure.
    pub fn stalls_at_ms(&self) -> u64 {
        locked(&self.inner).stalls_at_ms()
    }

    /// The host waits for bytes again.
    pub fn resume(&self, now_ms: u64) {
        locked(&self.inner).resume(now_ms);
    }

    /// These bytes came.
    pub fn on_chunk(&self, now_ms: u64, chunk: Vec<u8>) -> Result<()> {
        locked(&self.inner).on_chunk(now_ms, &chunk).map_err(refused)
    }

    /// So many bytes came, and they are not shown.
    pub fn on_length(&self, now_ms: u64, length: u64) -> Result<()> {
        locked(&self.inner).on_length(now_ms, length).map_err(refused)
    }

    /// Nothing came until now.
    pub fn check(&self, now_ms: u64) -> Result<()> {
        locked(&self.inner).check(now_ms).map_err(refused)
    }

    /// No more will come; how it ended, as JSON.
    pub fn on_end(&self) -> Result<String> {
        locked(&self.inner).on_end().map_err(refused)
    }
}

//! Rows out of a download.

use std::sync::{Arc, Mutex};

use entryphone::protocol;

use crate::{Result, length, locked, refused};

/// Turns the bytes of a download into batches of rows.
#[derive(uniffi::Object)]
pub struct Rows {
    inner: Mutex<protocol::Rows>,
}

#[uniffi::export]
impl Rows {
    /// Reads `csv`, `jsonl`, or whatever it looks like.
    #[uniffi::constructor]
    pub fn new(syntax: &str, max_row_bytes: Option<u64>) -> Result<Arc<Rows>> {
        let inner = protocol::Rows::new(syntax, max_row_bytes.map(length)).map_err(refused)?;
        Ok(Arc::new(Rows { inner: Mutex::new(inner) }))
    }

    /// Takes the next bytes, and gives the rows they complete as JSON.
    pub fn push(&self, chunk: Vec<u8>) -> Result<String> {
        locked(&self.inner).push(&chunk).map_err(refused)
    }

    /// There are no more bytes.
    pub fn finish(&self) -> Result<String> {
        locked(&self.inner).finish().map_err(refused)
    }
}

//! Rows out of a download.

use entryphone::protocol;
use napi::Result;
use napi_derive::napi;

use crate::refused;

/// Turns the bytes of a download into batches of rows.
#[napi]
pub struct Rows {
    inner: protocol::Rows,
}

#[napi]
impl Rows {
    /// Reads `csv`, `jsonl`, or whatever it looks like.
    #[napi(constructor)]
    pub fn new(syntax: String, max_row_bytes: Option<u32>) -> Result<Rows> {
        let inner = protocol::Rows::new(&syntax, max_row_bytes.map(|bytes| bytes as usize)).map_err(refused)?;
        Ok(Rows { inner })
    }

    /// Takes the next bytes, and gives the rows they complete as JSON.
    #[napi]
    pub fn push(&mut self, chunk: &[u8]) -> Result<String> {
        self.inner.push(chunk).map_err(refused)
    }

    /// There are no more bytes.
    #[napi]
    pub fn finish(&mut self) -> Result<String> {
        self.inner.finish().map_err(refused)
    }
}

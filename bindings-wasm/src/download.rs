//! A download on its way.

use entryphone::protocol;
use wasm_bindgen::prelude::*;

use crate::{number, refused, whole};

/// Watches one download.
#[wasm_bindgen]
pub struct Download {
    inner: protocol::Download,
}

#[wasm_bindgen]
impl Download {
    /// Reads the head with which a streaming call was done.
    #[wasm_bindgen(constructor)]
    pub fn new(now_ms: f64, status: u16, headers: &str, decoded: bool, verify: bool) -> Download {
        Download { inner: protocol::Download::new(whole(now_ms), status, headers, decoded, verify) }
    }

    /// What the head says of the file, as JSON.
    #[wasm_bindgen]
    pub fn head(&self) -> String {
        self.inner.head()
    }

    /// How many bytes have come.
    #[wasm_bindgen(getter, js_name = received)]
    pub fn received(&self) -> f64 {
        number(self.inner.received())
    }

    /// What the bytes look like.
    #[wasm_bindgen(getter, js_name = format)]
    pub fn format(&self) -> Option<String> {
        self.inner.format().map(str::to_owned)
    }

    /// Until when silence is no failure.
    #[wasm_bindgen(getter, js_name = stallsAtMs)]
    pub fn stalls_at_ms(&self) -> f64 {
        number(self.inner.stalls_at_ms())
    }

    /// The host waits for bytes again.
    #[wasm_bindgen]
    pub fn resume(&mut self, now_ms: f64) {
        self.inner.resume(whole(now_ms));
    }

    /// These bytes came.
    #[wasm_bindgen(js_name = onChunk)]
    pub fn on_chunk(&mut self, now_ms: f64, chunk: &[u8]) -> Result<(), JsValue> {
        self.inner.on_chunk(whole(now_ms), chunk).map_err(refused)
    }

    /// So many bytes came, and they are not shown.
    #[wasm_bindgen(js_name = onLength)]
    pub fn on_length(&mut self, now_ms: f64, length: f64) -> Result<(), JsValue> {
        self.inner.on_length(whole(now_ms), whole(length)).map_err(refused)
    }

    /// Nothing came until now.
    #[wasm_bindgen]
    pub fn check(&mut self, now_ms: f64) -> Result<(), JsValue> {
        self.inner.check(whole(now_ms)).map_err(refused)
    }

    /// No more will come; how it ended, as JSON.
    #[wasm_bindgen(js_name = onEnd)]
    pub fn on_end(&mut self) -> Result<String, JsValue> {
        self.inner.on_end().map_err(refused)
    }
}

//! One call as a machine that JavaScript pulls.

use entryphone::protocol;
use wasm_bindgen::prelude::*;

use crate::{refused, signed, whole};

/// One call. Each method says what happened at `now_ms` on the host's clock, and answers with what to do next, as JSON.
#[wasm_bindgen]
pub struct Call {
    pub(crate) inner: protocol::Call,
}

impl Call {
    pub(crate) fn new(inner: protocol::Call) -> Call {
        Call { inner }
    }
}

#[wasm_bindgen]
impl Call {
    /// Begins.
    #[wasm_bindgen]
    pub fn start(&mut self, now_ms: f64) -> String {
        self.inner.start(whole(now_ms))
    }

    /// The body to send.
    #[wasm_bindgen]
    pub fn body(&self) -> Vec<u8> {
        self.inner.body().to_vec()
    }

    /// The head of an answer came.
    #[wasm_bindgen]
    pub fn head(&mut self, now_ms: f64, attempt: u32, status: u16, headers: &str) -> String {
        self.inner.head(whole(now_ms), attempt, status, headers)
    }

    /// The body is as it should be, and had so many bytes.
    #[wasm_bindgen]
    pub fn read(&mut self, now_ms: f64, attempt: u32, bytes: u32) -> String {
        self.inner.read(whole(now_ms), attempt, bytes as usize)
    }

    /// The body, whose head was reported.
    #[wasm_bindgen]
    pub fn collected(&mut self, now_ms: f64, attempt: u32, body: &[u8]) -> String {
        self.inner.collected(whole(now_ms), attempt, body)
    }

    /// A whole answer came.
    #[wasm_bindgen]
    pub fn answered(&mut self, now_ms: f64, attempt: u32, status: u16, headers: &str, body: &[u8]) -> String {
        self.inner.answered(whole(now_ms), attempt, status, headers, body)
    }

    /// No whole answer came.
    #[wasm_bindgen]
    pub fn lost(
        &mut self,
        now_ms: f64,
        attempt: u32,
        kind: &str,
        sent: &str,
        message: &str,
    ) -> Result<String, JsValue> {
        self.inner.lost(whole(now_ms), attempt, kind, sent, message).map_err(refused)
    }

    /// The wait is over.
    #[wasm_bindgen]
    pub fn woke(&mut self, now_ms: f64) -> String {
        self.inner.woke(whole(now_ms))
    }

    /// The provider gave a token.
    #[wasm_bindgen]
    pub fn token(&mut self, now_ms: f64, token: &str) -> String {
        self.inner.token(whole(now_ms), token)
    }

    /// The provider gave none.
    #[wasm_bindgen(js_name = noToken)]
    pub fn no_token(&mut self, now_ms: f64, message: &str) -> String {
        self.inner.no_token(whole(now_ms), message)
    }

    /// The store ran the script.
    #[wasm_bindgen]
    pub fn reserved(&mut self, now_ms: f64, reply: Vec<f64>) -> String {
        let reply: Vec<i64> = reply.into_iter().map(signed).collect();
        self.inner.reserved(whole(now_ms), &reply)
    }

    /// The store could not be asked.
    #[wasm_bindgen]
    pub fn unavailable(&mut self, now_ms: f64, message: &str) -> String {
        self.inner.unavailable(whole(now_ms), message)
    }

    /// The caller wants no more of it.
    #[wasm_bindgen]
    pub fn cancel(&mut self, now_ms: f64) -> String {
        self.inner.cancel(whole(now_ms))
    }

    /// What the call did since it was last asked.
    #[wasm_bindgen(js_name = drainEvents)]
    pub fn drain_events(&mut self) -> String {
        self.inner.drain_events()
    }
}

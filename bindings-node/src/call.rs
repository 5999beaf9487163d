//! One call as a machine that JavaScript pulls.

use entryphone::protocol;
use napi::Result;
use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;

use crate::{refused, whole};

/// One call. Each method says what happened at `now_ms` on the host's clock, and answers with what to do next, as JSON.
#[napi]
pub struct Call {
    pub(crate) inner: protocol::Call,
}

impl Call {
    pub(crate) fn new(inner: protocol::Call) -> Call {
        Call { inner }
    }
}

#[napi]
impl Call {
    /// Begins.
    #[napi]
    pub fn start(&mut self, now_ms: f64) -> String {
        self.inner.start(whole(now_ms))
    }

    /// The body to send.
    #[napi]
    pub fn body(&self) -> Uint8Array {
        self.inner.body().to_vec().into()
    }

    /// The head of an answer came.
    #[napi]
    pub fn head(&mut self, now_ms: f64, attempt: u32, status: u16, headers: String) -> String {
        self.inner.head(whole(now_ms), attempt, status, &headers)
    }

    /// The body is as it should be, and had so many bytes.
    #[napi]
    pub fn read(&mut self, now_ms: f64, attempt: u32, bytes: u32) -> String {
        self.inner.read(whole(now_ms), attempt, bytes as usize)
    }

    /// The body, whose head was reported.
    #[napi]
    pub fn collected(&mut self, now_ms: f64, attempt: u32, body: &[u8]) -> String {
        self.inner.collected(whole(now_ms), attempt, body)
    }

    /// A whole answer came.
    #[napi]
    pub fn answered(&mut self, now_ms: f64, attempt: u32, status: u16, headers: String, body: &[u8]) -> String {
        self.inner.answered(whole(now_ms), attempt, status, &headers, body)
    }

    /// No whole answer came.
    #[napi]
    pub fn lost(&mut self, now_ms: f64, attempt: u32, kind: String, sent: String, message: String) -> Result<String> {
        self.inner.lost(whole(now_ms), attempt, &kind, &sent, &message).map_err(refused)
    }

    /// The wait is over.
    #[napi]
    pub fn woke(&mut self, now_ms: f64) -> String {
        self.inner.woke(whole(now_ms))
    }

    /// The provider gave a token.
    #[napi]
    pub fn token(&mut self, now_ms: f64, token: String) -> String {
        self.inner.token(whole(now_ms), &token)
    }

    /// The provider gave none.
    #[napi]
    pub fn no_token(&mut self, now_ms: f64, message: String) -> String {
        self.inner.no_token(whole(now_ms), &message)
    }

    /// The store ran the script.
    #[napi]
    pub fn reserved(&mut self, now_ms: f64, reply: Vec<i64>) -> String {
        self.inner.reserved(whole(now_ms), &reply)
    }

    /// The store could not be asked.
    #[napi]
    pub fn unavailable(&mut self, now_ms: f64, message: String) -> String {
        self.inner.unavailable(whole(now_ms), &message)
    }

    /// The caller wants no more of it.
    #[napi]
    pub fn cancel(&mut self, now_ms: f64) -> String {
        self.inner.cancel(whole(now_ms))
    }

    /// After it failed: the answer of a proxy that has none of the API's to pass on, as JSON.
    #[napi]
    pub fn refusal(&self) -> Option<String> {
        self.inner.refusal()
    }

    /// What the call did since it was last asked.
    #[napi]
    pub fn drain_events(&mut self) -> String {
        self.inner.drain_events()
    }
}

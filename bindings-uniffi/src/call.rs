//! One call as a machine that the host pulls.

use std::sync::{Arc, Mutex};

use entryphone::protocol;

use crate::{Result, length, locked, refused};

/// One call. Each method says what happened at `now_ms` on the host's clock, and answers with what to do next, as JSON.
#[derive(uniffi::Object)]
pub struct Call {
    pub(crate) inner: Mutex<protocol::Call>,
}

impl Call {
    pub(crate) fn shared(inner: protocol::Call) -> Arc<Call> {
        Arc::new(Call { inner: Mutex::new(inner) })
    }
}

#[uniffi::export]
impl Call {
    /// Begins.
    pub fn start(&self, now_ms: u64) -> String {
        locked(&self.inner).start(now_ms)
    }

    /// The body to send.
    pub fn body(&self) -> Vec<u8> {
        locked(&self.inner).body().to_vec()
    }

    /// The head of an answer came.
    pub fn head(&self, now_ms: u64, attempt: u32, status: u16, headers: &str) -> String {
        locked(&self.inner).head(now_ms, attempt, status, headers)
    }

    /// The body is as it should be, and had so many bytes.
    pub fn read(&self, now_ms: u64, attempt: u32, bytes: u64) -> String {
        locked(&self.inner).read(now_ms, attempt, length(bytes))
    }

    /// The body, whose head was reported.
    pub fn collected(&self, now_ms: u64, attempt: u32, body: Vec<u8>) -> String {
        locked(&self.inner).collected(now_ms, attempt, &body)
    }

    /// A whole answer came.
    pub fn answered(&self, now_ms: u64, attempt: u32, status: u16, headers: &str, body: Vec<u8>) -> String {
        locked(&self.inner).answered(now_ms, attempt, status, headers, &body)
    }

    /// No whole answer came.
    pub fn lost(&self, now_ms: u64, attempt: u32, kind: &str, sent: &str, message: &str) -> Result<String> {
        locked(&self.inner).lost(now_ms, attempt, kind, sent, message).map_err(refused)
    }

    /// The wait is over.
    pub fn woke(&self, now_ms: u64) -> String {
        locked(&self.inner).woke(now_ms)
    }

    /// The provider gave a token.
    pub fn token(&self, now_ms: u64, token: &str) -> String {
        locked(&self.inner).token(now_ms, token)
    }

    /// The provider gave none.
    pub fn no_token(&self, now_ms: u64, message: &str) -> String {
        locked(&self.inner).no_token(now_ms, message)
    }

    /// The store ran the script.
    pub fn reserved(&self, now_ms: u64, reply: &[i64]) -> String {
        locked(&self.inner).reserved(now_ms, reply)
    }

    /// The store could not be asked.
    pub fn unavailable(&self, now_ms: u64, message: &str) -> String {
        locked(&self.inner).unavailable(now_ms, message)
    }

    /// The caller wants no more of it.
    pub fn cancel(&self, now_ms: u64) -> String {
        locked(&self.inner).cancel(now_ms)
    }

    /// What the call did since it was last asked.
    pub fn drain_events(&self) -> String {
        locked(&self.inner).drain_events()
    }
}

//! What was recorded, to be played again.

use entryphone::protocol;
use napi::Result;
use napi::bindgen_prelude::Buffer;
use napi_derive::napi;

use crate::refused;

/// Recorded exchanges.
#[napi]
pub struct Cassette {
    inner: protocol::Cassette,
}

#[napi]
impl Cassette {
    /// An empty one, to record with; or what a text holds.
    #[napi(constructor)]
    pub fn new(hide: String, text: Option<String>) -> Result<Cassette> {
        let inner = match text {
            Some(text) => protocol::Cassette::read(&text),
            None => protocol::Cassette::new(&hide),
        };
        inner.map(|inner| Cassette { inner }).map_err(refused)
    }

    /// The first line of its text.
    #[napi]
    pub fn head(&self) -> String {
        self.inner.head()
    }

    /// The line of an exchange.
    #[napi]
    pub fn line(&self, request: String, body: Option<&[u8]>, heard: String, answer_body: &[u8]) -> Result<String> {
        self.inner.line(&request, body, &heard, answer_body).map_err(refused)
    }

    /// What was recorded for a request, as JSON.
    #[napi]
    pub fn play(&mut self, request: String, body: Option<&[u8]>) -> Result<String> {
        self.inner.play(&request, body).map_err(refused)
    }

    /// The body of what was played last.
    #[napi]
    pub fn body(&self) -> Buffer {
        self.inner.body().into()
    }

    /// How many exchanges have not been played.
    #[napi(getter)]
    pub fn left(&self) -> u32 {
        u32::try_from(self.inner.left()).unwrap_or(u32::MAX)
    }
}

//! What went over the wire, recorded and played again.

use std::sync::{Arc, Mutex};

use entryphone::protocol;

use crate::{Result, locked, refused};

/// Recorded exchanges.
#[derive(uniffi::Object)]
pub struct Cassette {
    inner: Mutex<protocol::Cassette>,
}

#[uniffi::export]
impl Cassette {
    /// An empty one, to record with; or what a text holds.
    #[uniffi::constructor]
    pub fn new(hide: &str, text: Option<String>) -> Result<Arc<Cassette>> {
        let inner = match text {
            Some(text) => protocol::Cassette::read(&text),
            None => protocol::Cassette::new(hide),
        };
        Ok(Arc::new(Cassette { inner: Mutex::new(inner.map_err(refused)?) }))
    }

    /// The first line of its text.
    pub fn head(&self) -> String {
        locked(&self.inner).head()
    }

    /// The line of an exchange.
    pub fn line(&self, request: &str, body: Option<Vec<u8>>, heard: &str, answer_body: Vec<u8>) -> Result<String> {
        locked(&self.inner).line(request, body.as_deref(), heard, &answer_body).map_err(refused)
    }

    /// What was recorded for a request, as JSON.
    pub fn play(&self, request: &str, body: Option<Vec<u8>>) -> Result<String> {
        locked(&self.inner).play(request, body.as_deref()).map_err(refused)
    }

    /// The body of what was played last.
    pub fn body(&self) -> Vec<u8> {
        locked(&self.inner).body().to_vec()
    }

    /// How many exchanges have not been played.
    pub fn left(&self) -> u64 {
        locked(&self.inner).left() as u64
    }
}

//! What was recorded, to be played again.

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
    /// Reads the text of a cassette.
    #[uniffi::constructor]
    pub fn new(text: &str) -> Result<Arc<Cassette>> {
        let inner = protocol::Cassette::read(text).map_err(refused)?;
        Ok(Arc::new(Cassette { inner: Mutex::new(inner) }))
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

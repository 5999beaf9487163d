//! A request that is looked at and not sent.

use std::sync::Arc;

use entryphone::protocol;

/// A request that is not sent. Its token is masked.
#[derive(uniffi::Object)]
pub struct Prepared {
    inner: protocol::Prepared,
}

impl Prepared {
    pub(crate) fn shared(inner: protocol::Prepared) -> Arc<Prepared> {
        Arc::new(Prepared { inner })
    }
}

#[uniffi::export]
impl Prepared {
    /// All but the body, as JSON.
    pub fn to_json(&self) -> String {
        self.inner.to_json()
    }

    /// The body.
    pub fn body(&self) -> Vec<u8> {
        self.inner.body().to_vec()
    }
}

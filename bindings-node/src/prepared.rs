//! A request that is looked at and not sent.

use entryphone::protocol;
use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;

/// A request that is not sent. Its token is masked.
#[napi]
pub struct Prepared {
    inner: protocol::Prepared,
}

impl Prepared {
    pub(crate) fn new(inner: protocol::Prepared) -> Prepared {
        Prepared { inner }
    }
}

#[napi]
impl Prepared {
    /// All but the body, as JSON.
    #[napi(js_name = "toJson")]
    pub fn to_json(&self) -> String {
        self.inner.to_json()
    }

    /// The body.
    #[napi]
    pub fn body(&self) -> Uint8Array {
        self.inner.body().to_vec().into()
    }
}

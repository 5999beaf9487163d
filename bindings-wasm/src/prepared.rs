//! A request that is looked at and not sent.

use entryphone::protocol;
use wasm_bindgen::prelude::*;

/// A request that is not sent. Its token is masked.
#[wasm_bindgen]
pub struct Prepared {
    inner: protocol::Prepared,
}

impl Prepared {
    pub(crate) fn new(inner: protocol::Prepared) -> Prepared {
        Prepared { inner }
    }
}

#[wasm_bindgen]
impl Prepared {
    /// All but the body, as JSON.
    #[wasm_bindgen(js_name = toJson)]
    pub fn to_json(&self) -> String {
        self.inner.to_json()
    }

    /// The body.
    #[wasm_bindgen]
    pub fn body(&self) -> Vec<u8> {
        self.inner.body().to_vec()
    }
}

//! A listing: where its next page is.

use entryphone::protocol;
use wasm_bindgen::prelude::*;

use crate::call::Call;
use crate::client::Client;
use crate::{refused, whole};

/// A place in a listing.
#[wasm_bindgen]
pub struct Pager {
    inner: protocol::Pager,
}

impl Pager {
    pub(crate) fn new(inner: protocol::Pager) -> Pager {
        Pager { inner }
    }
}

#[wasm_bindgen]
impl Pager {
    /// The members of an answer that `turn` is told, separated by commas.
    #[wasm_bindgen]
    pub fn members() -> String {
        protocol::Pager::MEMBERS.join(",")
    }

    /// The same place once more.
    #[must_use]
    #[wasm_bindgen]
    pub fn bookmark(&self) -> Pager {
        Pager { inner: self.inner.clone() }
    }

    /// Ends the listing after so many items.
    #[wasm_bindgen]
    pub fn limit(&mut self, items: f64) {
        self.inner.limit(whole(items));
    }

    /// Where the items stand in an answer.
    #[wasm_bindgen(getter, js_name = itemsPath)]
    pub fn items_path(&self) -> String {
        self.inner.items_path().to_owned()
    }

    /// Whether there is no page at this place.
    #[wasm_bindgen(getter, js_name = isOver)]
    pub fn is_over(&self) -> bool {
        self.inner.is_over()
    }

    /// The call for the page at this place.
    #[wasm_bindgen]
    pub fn call(&self, client: &Client, now_ms: f64, seed: f64) -> Result<Option<Call>, JsValue> {
        let call = self.inner.call(&client.inner, whole(now_ms), whole(seed)).map_err(refused)?;
        Ok(call.map(Call::new))
    }

    /// Goes to the place after the page that came, and tells how many of its items belong to the listing.
    #[wasm_bindgen]
    pub fn turn(&mut self, members: &str, items: Option<u32>, now_ms: f64) -> Result<u32, JsValue> {
        let items = self.inner.turn(members, items.map(|items| items as usize), whole(now_ms)).map_err(refused)?;
        // A page gives no more items than it was said to have.
        Ok(u32::try_from(items).unwrap_or(u32::MAX))
    }

    /// Takes in that the page's call failed, and tells whether the listing starts again; null when the failure is the caller's to see.
    #[wasm_bindgen]
    pub fn fail(&mut self, status: Option<u16>) -> Option<bool> {
        self.inner.fail(status)
    }

    /// The text that resumes the listing at this place.
    #[wasm_bindgen]
    pub fn checkpoint(&self) -> Result<String, JsValue> {
        self.inner.checkpoint().map_err(refused)
    }

    /// What the listing itself did since it was last asked.
    #[wasm_bindgen(js_name = drainEvents)]
    pub fn drain_events(&mut self) -> String {
        self.inner.drain_events()
    }
}

//! A listing: where its next page is.

use entryphone::protocol;
use napi::Result;
use napi_derive::napi;

use crate::call::Call;
use crate::client::Client;
use crate::{refused, whole};

/// A place in a listing.
#[napi]
pub struct Pager {
    inner: protocol::Pager,
}

impl Pager {
    pub(crate) fn new(inner: protocol::Pager) -> Pager {
        Pager { inner }
    }
}

#[napi]
impl Pager {
    /// The members of an answer that `turn` is told, separated by commas.
    #[napi]
    pub fn members() -> String {
        protocol::Pager::MEMBERS.join(",")
    }

    /// The same place once more.
    #[must_use]
    #[napi]
    pub fn bookmark(&self) -> Pager {
        Pager { inner: self.inner.clone() }
    }

    /// Ends the listing after so many items.
    #[napi]
    pub fn limit(&mut self, items: f64) {
        self.inner.limit(whole(items));
    }

    /// Where the items stand in an answer.
    #[napi(getter)]
    pub fn items_path(&self) -> &'static str {
        self.inner.items_path()
    }

    /// Whether there is no page at this place.
    #[napi(getter)]
    pub fn is_over(&self) -> bool {
        self.inner.is_over()
    }

    /// The call for the page at this place.
    #[napi]
    pub fn call(&self, client: &Client, now_ms: f64, seed: f64) -> Result<Option<Call>> {
        let call = self.inner.call(&client.inner, whole(now_ms), whole(seed)).map_err(refused)?;
        Ok(call.map(Call::new))
    }

    /// Goes to the place after the page that came, and tells how many of its items belong to the listing.
    #[napi]
    pub fn turn(&mut self, members: String, items: Option<u32>, now_ms: f64) -> Result<u32> {
        let items = self.inner.turn(&members, items.map(|items| items as usize), whole(now_ms)).map_err(refused)?;
        // A page gives no more items than it was said to have.
        Ok(u32::try_from(items).unwrap_or(u32::MAX))
    }

    /// Takes in that the page's call failed, and tells whether the listing starts again; null when the failure is the caller's to see.
    #[napi]
    pub fn fail(&mut self, status: Option<u16>) -> Option<bool> {
        self.inner.fail(status)
    }

    /// The text that resumes the listing at this place.
    #[napi]
    pub fn checkpoint(&self) -> Result<String> {
        self.inner.checkpoint().map_err(refused)
    }

    /// What the listing itself did since it was last asked.
    #[napi]
    pub fn drain_events(&mut self) -> String {
        self.inner.drain_events()
    }
}

//! A listing: where its next page is.

use std::sync::{Arc, Mutex};

use entryphone::protocol;

use crate::call::Call;
use crate::client::Client;
use crate::{Result, length, locked, refused};

/// A place in a listing.
#[derive(uniffi::Object)]
pub struct Pager {
    inner: Mutex<protocol::Pager>,
}

impl Pager {
    pub(crate) fn shared(inner: protocol::Pager) -> Arc<Pager> {
        Arc::new(Pager { inner: Mutex::new(inner) })
    }
}

#[uniffi::export]
impl Pager {
    /// The same place once more.
    pub fn bookmark(&self) -> Arc<Pager> {
        Pager::shared(locked(&self.inner).clone())
    }

    /// Ends the listing after so many items.
    pub fn limit(&self, items: u64) {
        locked(&self.inner).limit(items);
    }

    /// Where the items stand in an answer.
    pub fn items_path(&self) -> String {
        locked(&self.inner).items_path().to_owned()
    }

    /// Whether there is no page at this place.
    pub fn is_over(&self) -> bool {
        locked(&self.inner).is_over()
    }

    /// The call for the page at this place.
    pub fn call(&self, client: &Client, now_ms: u64, seed: u64) -> Result<Option<Arc<Call>>> {
        let call = locked(&self.inner).call(&client.inner, now_ms, seed).map_err(refused)?;
        Ok(call.map(Call::shared))
    }

    /// Goes to the place after the page that came, and tells how many of its items belong to the listing.
    pub fn turn(&self, members: &str, items: Option<u64>, now_ms: u64) -> Result<u64> {
        let items = locked(&self.inner).turn(members, items.map(length), now_ms).map_err(refused)?;
        Ok(items as u64)
    }

    /// Takes in that the page's call failed, and tells whether the listing starts again; nothing when the failure is the caller's to see.
    pub fn fail(&self, status: Option<u16>) -> Option<bool> {
        locked(&self.inner).fail(status)
    }

    /// The text that resumes the listing at this place.
    pub fn checkpoint(&self) -> Result<String> {
        locked(&self.inner).checkpoint().map_err(refused)
    }

    /// What the listing itself did since it was last asked.
    pub fn drain_events(&self) -> String {
        locked(&self.inner).drain_events()
    }
}

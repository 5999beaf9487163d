//! A listing, turned by texts.

use super::{Call, Client, events, refused};
use crate::page::PageFacts;

/// A place in a listing. A clone is a bookmark, as in [`crate::Pager`].
#[derive(Clone, Debug)]
#[must_use = "a pager does nothing until it is asked for a call"]
pub struct Pager {
    inner: crate::Pager,
}

impl Pager {
    /// The members of an answer that [`Pager::turn`] is told.
    pub const MEMBERS: [&'static str; 6] = PageFacts::MEMBERS;

    pub(super) fn new(inner: crate::Pager) -> Pager {
        Pager { inner }
    }

    /// Ends the listing after so many items, counted from its first page.
    pub fn limit(&mut self, items: u64) {
        self.inner.end_after(items);
    }

    /// Where the items stand in an answer, dotted; empty when the answer is the list itself.
    pub fn items_path(&self) -> &'static str {
        self.inner.items_path()
    }

    /// Whether there is no page at this place, since the listing is over.
    pub fn is_over(&self) -> bool {
        self.inner.is_over()
    }

    /// The call for the page at this place; nothing when the listing is over.
    ///
    /// # Errors
    /// As [`crate::Pager::call`].
    pub fn call(&self, client: &Client, now_ms: u64, seed: u64) -> Result<Option<Call>, String> {
        Ok(self.inner.call(&client.inner, now_ms, seed).map_err(refused)?.map(Call::new))
    }

    /// Goes to the place after the page that came, and tells how many of its items belong to the listing. `members` is an object of
    /// those of the answer's [`MEMBERS`](Pager::MEMBERS) that are there; `items` is how many items it has, and nothing when no list
    /// stands where they should.
    ///
    /// # Errors
    /// When `members` is no JSON.
    pub fn turn(&mut self, members: &str, items: Option<usize>, now_ms: u64) -> Result<usize, String> {
        let facts = PageFacts::read(members.as_bytes(), items).map_err(refused)?;
        Ok(self.inner.turn_by(&facts, now_ms).items)
    }

    /// Takes in that the call for the page failed with this status, and tells whether the listing starts again; nothing when the
    /// failure is the caller's to see.
    pub fn fail(&mut self, status: Option<u16>) -> Option<bool> {
        self.inner.fail(status).map(|turn| turn.restarted)
    }

    /// The text that resumes the listing at this place.
    ///
    /// # Errors
    /// As [`crate::Pager::checkpoint`].
    pub fn checkpoint(&self) -> Result<String, String> {
        self.inner.checkpoint().map_err(refused)
    }

    /// What the listing itself did since it was last asked: a list of events.
    pub fn drain_events(&mut self) -> String {
        events(&self.inner.drain_events())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::Registry;

    #[test]
    fn a_limit_that_is_set_on_the_way_keeps_what_was_recorded() {
        let client =
            Client::new(r#"{"version": "2.16", "events": true}"#, &mut Registry::new()).expect("sound settings");
        let mut pager = client.pages("contacts.list", "{}", None, 7).expect("it is a list");
        assert_eq!(pager.turn(r#"{"pages": {"next": {"starting_after": "a"}}}"#, Some(2), 9), Ok(2));
        pager.limit(2);
        assert!(pager.is_over());
        assert!(pager.drain_events().contains(r#""event":"page""#));
    }
}

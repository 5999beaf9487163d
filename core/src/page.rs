//! A listing as a machine: one call for each page, and one rule for what comes next.

mod facts;
mod place;
mod rule;
mod scroll;
mod trail;

use crate::call::Call;
use crate::checkpoint::{self, Listing, Progress};
use crate::client::Client;
use crate::config::Config;
use crate::document::Value;
use crate::draft::Draft;
use crate::error::{Error, ErrorKind};
use crate::event::{Event, EventKind, Recorder};
use crate::fingerprint;
use crate::operation::{Operation, PageStyle, Paging};
use crate::version::Version;

pub use facts::{PageFacts, items};
pub(crate) use place::{MAX_PLACE_BYTES, Place};
use scroll::Scroll;
pub(crate) use scroll::Scrolls;
use trail::Trail;

/// A listing, before one of its pages. Ask it for a [`Pager::call`], drive that to its end, and show it the answer with
/// [`Pager::turn`], or the failure with [`Pager::fail`].
///
/// A clone is a bookmark: its page can be asked for again. Only a scroll gives each page once, whichever clone asks.
#[derive(Clone, Debug)]
#[must_use = "a pager does nothing until it is asked for a call"]
pub struct Pager {
    paging: Paging,
    version: Version,
    /// The request as the caller's arguments make it.
    draft: Draft,
    place: Place,
    trail: Trail,
    /// How many items were handed out.
    items: u64,
    limit: Option<u64>,
    /// Why the listing cannot go on.
    failure: Option<Error>,
    scroll: Option<Scroll>,
    /// Whether the next page comes after a new start.
    is_restarted: bool,
    events: Recorder,
}

/// What a page brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Turn {
    /// How many of the page's items belong to the listing, from the first; fewer than it has where the limit falls.
    pub items: usize,
    /// Whether the listing starts again from its first page, since the server lost its place. Items handed out before come again,
    /// in no certain order: whoever keeps them must drop the doubles. The limit counts from the new start.
    pub restarted: bool,
}

impl Pager {
    pub(crate) fn new(mut draft: Draft, paging: Paging, config: &Config, scrolls: &Scrolls) -> Pager {
        let scroll = (paging.style == PageStyle::Scroll).then(|| scrolls.begin());
        // A repeated page of a scroll is the page after it.
        draft.repeatable &= scroll.is_none();
        let (place, trail) = (Place::Start, Trail::from(&Place::Start));
        let row = if config.events { Operation::find(&draft.label) } else { None };
        Pager {
            paging,
            version: config.version,
            draft,
            place,
            trail,
            items: 0,
            limit: None,
            failure: None,
            scroll,
            is_restarted: false,
            events: Recorder::new(config.events, row.map(|row| row.id)),
        }
    }

    /// Goes on where another pager of the same listing was.
    ///
    /// # Errors
    /// When the text is no checkpoint, or one of another listing.
    pub(crate) fn resumed(mut self, text: &str) -> Result<Pager, Error> {
        let Progress { place, items, limit } =
            checkpoint::read(text, &self.listing()).map_err(|error| self.named(error))?;
        self.trail.enters(&place);
        self.place = place;
        self.items = items;
        if let Some(limit) = limit {
            self.end_after(limit);
        }
        Ok(self)
    }

    /// Ends the listing after so many items, counted from its first page, also when it was resumed.
    pub fn limit(mut self, items: u64) -> Pager {
        self.end_after(items);
        self
    }

    pub(crate) fn end_after(&mut self, items: u64) {
        self.limit = Some(items);
        if self.items >= items {
            self.end();
        }
    }

    /// The row of the catalog whose list it reads.
    pub fn operation(&self) -> Option<&'static Operation> {
        Operation::find(&self.draft.label)
    }

    /// Where the items stand in an answer, dotted; empty when the answer is the list itself.
    pub fn items_path(&self) -> &'static str {
        self.paging.items
    }

    /// Whether there is no further page.
    pub fn is_over(&self) -> bool {
        self.place == Place::End
    }

    /// Why the listing cannot go on although it is not over, which [`Pager::call`] would say.
    pub fn failure(&self) -> Option<&Error> {
        self.failure.as_ref()
    }

    /// The call for the next page; `None` after the last one. Time is the clock of [`Call::step`].
    ///
    /// # Errors
    /// When the last answer left no way on: it led back to where the listing has been, or to nowhere. And for a scroll, before
    /// anything is sent: when another scroll of the client is open ([`ErrorKind::Conflict`]), when a minute has passed since the last
    /// page, and when this page was asked for before ([`ErrorKind::Gone`]).
    pub fn call(&self, client: &Client, now_ms: u64, seed: u64) -> Result<Option<Call>, Error> {
        if self.is_over() {
            return Ok(None);
        }
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        if let Some(scroll) = &self.scroll {
            scroll.ask(now_ms, client.config().deadline_ms).map_err(|error| self.named(error))?;
        }
        let mut draft = self.draft.clone();
        self.place.apply(self.paging.style, &mut draft);
        Ok(Some(client.call(&draft, seed)))
    }

    /// Goes to the place after the page that came. An answer that holds no list, such as a single object, is the last one.
    pub fn turn(&mut self, answer: Value<'_>, now_ms: u64) -> Turn {
        self.turn_by(&PageFacts::of(answer, self.paging.items), now_ms)
    }

    /// [`Pager::turn`] for a host that parses answers itself, and for answers without a body, which have no facts.
    pub fn turn_by(&mut self, facts: &PageFacts, now_ms: u64) -> Turn {
        if self.is_over() || self.failure.is_some() {
            return Turn::default();
        }
        if let Some(scroll) = &mut self.scroll {
            scroll.was_answered(now_ms);
        }
        let found = facts.items.unwrap_or(0);
        let left = self.limit.map_or(u64::MAX, |limit| limit.saturating_sub(self.items));
        let items = usize::try_from(left).map_or(found, |left| found.min(left));
        self.items = self.items.saturating_add(items as u64);
        if self.limit == Some(self.items) {
            self.end();
        } else {
            match rule::next(self.paging.style, &self.place, self.number(facts), facts).and_then(|next| self.go(next)) {
                Ok(()) => {}
                Err(message) => self.failure = Some(self.named(Error::new(ErrorKind::Api, message))),
            }
        }
        let (restarted, is_last) = (std::mem::take(&mut self.is_restarted), self.is_over());
        self.events.record(now_ms, || EventKind::Page { items, restarted, is_last });
        Turn { items, restarted: false }
    }

    /// Takes in that the call for a page failed with this status; `None` when no answer came. Where that belongs to the nature of a
    /// scroll, the listing goes on: after its first page a 404 is its end, and a 500 asks to start it again, which a listing does at
    /// most three times. Any other failure is the caller's to see, and nothing comes back.
    pub fn fail(&mut self, status: Option<u16>) -> Option<Turn> {
        let scroll = self.scroll.as_mut()?;
        match status {
            Some(404) if self.place != Place::Start => {
                self.end();
                Some(Turn::default())
            }
            Some(500) if self.place != Place::Start && scroll.restart() => {
                self.place = Place::Start;
                self.items = 0;
                self.is_restarted = true;
                Some(Turn { items: 0, restarted: true })
            }
            Some(400..=407 | 409..=499) => {
                scroll.was_refused();
                None
            }
            // Whether the server has moved on is not known.
            _ => None,
        }
    }

    /// What the listing has to say since the last time, as [`Call::drain_events`]; its calls have events of their own. A clone of a
    /// pager begins with none.
    pub fn drain_events(&mut self) -> Vec<Event> {
        self.events.drain()
    }

    /// A text with which [`Client::resume_pages`] goes on from here, in another process or another language. It holds a cursor, counts
    /// and a hash of the arguments, and nothing else of them; no token and no address.
    ///
    /// # Errors
    /// When there is no way on, as in [`Pager::call`], and amid a scroll, which Intercom forgets after a minute: a late attempt to
    /// go on would look like its end.
    pub fn checkpoint(&self) -> Result<String, Error> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        let progress = Progress { place: self.place.clone(), items: self.items, limit: self.limit };
        checkpoint::write(&self.listing(), &progress).map_err(|error| self.named(error))
    }

    fn listing(&self) -> Listing<'_> {
        Listing {
            operation: &self.draft.label,
            style: self.paging.style,
            version: self.version,
            arguments: fingerprint::of(&self.draft),
        }
    }

    fn go(&mut self, next: Place) -> Result<(), String> {
        if next == Place::End {
            self.end();
            return Ok(());
        }
        let bytes = next.bytes();
        if bytes > MAX_PLACE_BYTES {
            return Err(format!(
                "the cursor of the next page has {bytes} bytes, and {MAX_PLACE_BYTES} are the most that is sent"
            ));
        }
        let next = next.without_known(&self.draft);
        let is_first = matches!(&next, Place::Address(pairs) if pairs.is_empty());
        // A scroll keeps one token for all its pages.
        if is_first || !self.trail.enters(&next) && self.scroll.is_none() {
            let place = if is_first { Place::Start } else { next };
            let what = place.describe();
            return Err(format!("the answer names {what} again as the next page, so the listing would never end"));
        }
        self.place = next;
        Ok(())
    }

    fn end(&mut self) {
        self.place = Place::End;
        if let Some(scroll) = &self.scroll {
            scroll.close();
        }
    }

    /// The number of the page at this place. Of the first page the caller says it, or else the server.
    fn number(&self, facts: &PageFacts) -> Option<u64> {
        match self.place {
            Place::Number(number) => Some(number),
            Place::Start => Some(self.asked_number().or(facts.page).unwrap_or(1)),
            Place::Cursor(_) | Place::Address(_) | Place::End => None,
        }
    }

    /// The page the caller starts at.
    fn asked_number(&self) -> Option<u64> {
        let number: u64 = if self.paging.style == PageStyle::PageBody {
            let document = crate::document::Document::parse(self.draft.payload.json()?.as_bytes()).ok()?;
            document.root().get("page").and_then(Value::as_u64)?
        } else {
            self.draft.query.value("page")?.parse().ok()?
        };
        (number > 0).then_some(number)
    }

    fn named(&self, error: Error) -> Error {
        error.of_operation(&self.draft.label)
    }
}

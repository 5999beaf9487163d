//! The scroll: one for a workspace at a time, forward only, and forgotten by the server after a minute of idleness.
//!
//! Its place is kept by the server and moves with every page it answers, while the token stays the same. So a page whose answer was
//! lost is lost, and asking twice would skip one: each page is asked for once, and never ahead.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::{Error, ErrorKind};
use crate::failure;

/// How long the server keeps a scroll that nobody asks for its next page, in milliseconds.
const KEPT_MS: u64 = 60_000;

/// How often one listing starts again when the server has lost its scroll.
const MAX_RESTARTS: u32 = 3;

/// The scrolls of a client, of which one may be open.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scrolls(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    /// Counts the scrolls, so that each knows itself again.
    numbered: u64,
    open: Option<Open>,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    number: u64,
    until_ms: u64,
}

/// One scroll, at one of its pages.
#[derive(Clone, Debug)]
pub(super) struct Scroll {
    seat: Arc<Seat>,
    /// How many pages have been answered.
    answered: u64,
    /// When the last of them was.
    answered_ms: u64,
    restarts: u32,
}

/// What the pages of one scroll share. The last of them closes it.
#[derive(Debug)]
struct Seat {
    scrolls: Scrolls,
    number: u64,
    /// How many of its pages have been asked for. It changes only while the scrolls are locked.
    asked: AtomicU64,
}

impl Scrolls {
    pub(super) fn begin(&self) -> Scroll {
        let mut known = self.known();
        known.numbered += 1;
        let seat = Arc::new(Seat { scrolls: self.clone(), number: known.numbered, asked: AtomicU64::new(0) });
        Scroll { seat, answered: 0, answered_ms: 0, restarts: 0 }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        // Nothing is left half-changed by a panic: every change is one assignment.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Scroll {
    /// Claims the next page. A call may take as long as `patience_ms`.
    pub(super) fn ask(&self, now_ms: u64, patience_ms: u64) -> Result<(), Error> {
        let mut known = self.seat.scrolls.known();
        if let Some((kind, message)) = self.obstacle(known.open, now_ms) {
            return Err(Error::new(kind, message));
        }
        self.seat.asked.store(self.answered + 1, Ordering::Relaxed);
        let until_ms = now_ms.saturating_add(patience_ms).saturating_add(KEPT_MS);
        known.open = Some(Open { number: self.seat.number, until_ms });
        Ok(())
    }

    fn obstacle(&self, open: Option<Open>, now_ms: u64) -> Option<(ErrorKind, String)> {
        let idle_ms = now_ms.saturating_sub(self.answered_ms);
        if self.answered > 0 && idle_ms >= KEPT_MS {
            let (idle, kept) = (failure::seconds(idle_ms), failure::seconds(KEPT_MS));
            let message = format!(
                "the scroll has expired: its last page came {idle} ago, and Intercom keeps one for {kept}; start again"
            );
            return Some((ErrorKind::Gone, message));
        }
        if self.seat.asked.load(Ordering::Relaxed) != self.answered {
            let message =
                "this page of the scroll was asked for before, and a scroll gives each page once; start again";
            return Some((ErrorKind::Gone, message.to_owned()));
        }
        match open {
            Some(open) if open.number != self.seat.number && now_ms < open.until_ms => {
                let message = "another scroll of this client is open, and Intercom allows one at a time; \
                               let it end, or wait for a minute after its last page";
                Some((ErrorKind::Conflict, message.to_owned()))
            }
            _ => None,
        }
    }

    /// The page came.
    pub(super) fn was_answered(&mut self, now_ms: u64) {
        self.answered += 1;
        self.answered_ms = now_ms;
        let mut known = self.seat.scrolls.known();
        if let Some(open) = known.open.as_mut().filter(|open| open.number == self.seat.number) {
            open.until_ms = now_ms.saturating_add(KEPT_MS);
        }
    }

    /// The server refused to give the page, and so has not moved on: it may be asked for again.
    pub(super) fn was_refused(&self) {
        self.go_back();
        if self.answered == 0 {
            self.close();
        }
    }

    /// Goes back before the first page, if this listing may do so once more.
    pub(super) fn restart(&mut self) -> bool {
        if self.restarts == MAX_RESTARTS {
            return false;
        }
        self.restarts += 1;
        self.answered = 0;
        self.go_back();
        true
    }

    /// Makes room for another scroll.
    pub(super) fn close(&self) {
        self.seat.close();
    }

    fn go_back(&self) {
        let _locked = self.seat.scrolls.known();
        self.seat.asked.store(self.answered, Ordering::Relaxed);
    }
}

impl Seat {
    fn close(&self) {
        let mut known = self.scrolls.known();
        known.open = known.open.filter(|open| open.number != self.number);
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.close();
    }
}

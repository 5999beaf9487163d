//! The rate limit of one token, kept by several processes or machines through a store they share.
//!
//! **Who does what.** Before each sending, after its turn in its own process, a call asks its host for
//! [`Step::Reserve`](crate::Step::Reserve): run the script in Redis (5 or later) and hand its reply back unread. The script decides;
//! `EVALSHA` is atomic, so no two processes ever get the same slot, and a reservation costs one round trip.
//!
//! **Time** is the store's own, and no process's clock is part of anything: replies and reports are spans, not instants.
//!
//! **Slots.** Intercom counts in fixed windows of ten seconds that a fleet cannot agree upon to the millisecond, so the script needs
//! no window: it spaces calls such that any ten seconds, wherever they begin, hold no more than the limit. That leaves four to five
//! percent of a window of a hundred calls or more unused, which pays for short bursts and for calls held up on their way.
//!
//! **Learning.** Each reservation reports what its process last read in the headers: the limit, which replaces what the store had, and
//! what is left of the window. When that is less than the pace would use, because of a client outside the fleet or a late start, the
//! pace slows to it; at nothing left it stops until the reset. Before any limit is known, nothing is held back.
//!
//! **Order.** Slots are given out a little ahead of time, so a late caller costs nothing. Beyond that, callers are told when to come
//! back, each at a place of its own in a line, and newcomers queue behind it. Interactive calls may run ahead of the pace by more than
//! bulk calls are ever given out ahead of it, so they go first.
//!
//! **Key.** `entryphone:` and the fleet's name: one hash with the limit, the next free slot, and the end of each lane's line; it expires
//! after an hour of silence. A store that comes back empty knows no slots: the pace begins anew with one short burst, within what is
//! left unused, and the limit comes with the next report. Slots already given out stay good.

use std::str::FromStr;

use crate::error::Error;
use crate::limiter::Lane;
use crate::quoted::quoted;
use crate::rate_limit::{RateLimit, WINDOW_MS};

const SCRIPT: &str = include_str!("fleet/reserve.lua");

/// Of [`SCRIPT`], by which `EVALSHA` names it.
const SCRIPT_SHA1: &str = "9876e9084121f92c022c7e1924ae8456778c201d";

/// How long a store may take to answer: it stands between a caller and its call.
const STORE_TIMEOUT_MS: u64 = 1_000;

/// The longest name of a fleet, in bytes.
const LONGEST_NAME: usize = 128;

/// Several processes that share a token, and the rate limit with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fleet {
    /// What all processes with the token call it, and no others. It becomes part of a key of the store, so it must not be the token or
    /// anything a token can be guessed from; the workspace's id will do.
    pub name: String,
    /// Calls allowed in a window of ten seconds, to keep to until an answer says how many there are. Without it nothing is held back
    /// until then.
    pub limit_hint: Option<u64>,
    /// What becomes of calls when the store cannot be asked.
    pub without_store: WithoutStore,
}

/// What becomes of calls when the store of a [`Fleet`] cannot be asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum WithoutStore {
    /// They are sent when their own process allows. Together the processes may exceed the limit; calls that meet a 429 are repeated.
    #[default]
    Open,
    /// They fail, and nothing is sent.
    Closed,
}

/// Reads the word.
impl FromStr for WithoutStore {
    type Err = Error;

    fn from_str(text: &str) -> Result<WithoutStore, Error> {
        match text {
            "open" => Ok(WithoutStore::Open),
            "closed" => Ok(WithoutStore::Closed),
            _ => Err(Error::argument(format!(
                "a fleet without its store is \"open\", when calls are sent all the same, or \"closed\", when they fail; not {text}",
                text = quoted(text)
            ))),
        }
    }
}

impl Fleet {
    /// Checks that the name can be part of a key, and the limit can be kept.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.name.is_empty()
            || self.name.len() > LONGEST_NAME
            || !self.name.bytes().all(|byte| byte.is_ascii_graphic())
        {
            // The name is not shown: it may be a token, put there by mistake.
            return Err(Error::argument(format!(
                "the name of a fleet must be 1 to {LONGEST_NAME} printable ASCII characters without spaces; this one has {} bytes",
                self.name.len()
            )));
        }
        if self.limit_hint == Some(0) {
            return Err(Error::argument("the limit hint of the fleet is 0; leave it out when the limit is not known"));
        }
        Ok(())
    }

    /// What to ask the store.
    pub(crate) fn reservation(&self, lane: Lane, seat: Seat, learned: RateLimit, left_ms: u64) -> Reserve {
        let known = |number: Option<u64>| number.map_or_else(String::new, |number| number.to_string());
        let place = if seat == Seat::InLine { "back" } else { "new" };
        Reserve {
            key: format!("entryphone:{}", self.name),
            script: SCRIPT,
            script_sha1: SCRIPT_SHA1,
            arguments: vec![
                lane.as_str().to_owned(),
                place.to_owned(),
                known(self.limit_hint),
                known(learned.limit),
                known(learned.remaining),
                known(learned.resets_in_ms),
            ],
            timeout_ms: STORE_TIMEOUT_MS.min(left_ms),
        }
    }
}

/// A slot to be asked for in the store that a [`Fleet`] shares: `EVALSHA script_sha1 1 key arguments…`, and when the store answers
/// `NOSCRIPT`, `EVAL script 1 key arguments…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reserve {
    /// The one key that the script touches.
    pub key: String,
    /// The script, in Lua.
    pub script: &'static str,
    /// The SHA-1 of the script, in hexadecimal digits.
    pub script_sha1: &'static str,
    /// What follows the key.
    pub arguments: Vec<String>,
    /// The time to allow the store, connecting included.
    pub timeout_ms: u64,
}

/// Where a call stands in the order of its fleet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Seat {
    /// It has not asked yet.
    #[default]
    Outside,
    /// It was told to come back.
    InLine,
    /// It may be sent from then on.
    Slot { opens_ms: u64 },
}

impl Seat {
    /// Reads the script's reply; `None` when it is none.
    pub(crate) fn of_reply(reply: &[i64], now_ms: u64) -> Option<(Seat, u64)> {
        let [is_given @ (0 | 1), in_ms] = *reply else { return None };
        // The script never looks further than two windows ahead.
        let in_ms = u64::try_from(in_ms).ok().filter(|in_ms| *in_ms <= 2 * WINDOW_MS)?;
        if is_given == 1 {
            let opens_ms = now_ms.saturating_add(in_ms);
            return Some((Seat::Slot { opens_ms }, opens_ms));
        }
        // Never at once, so that time passes between two questions whatever the store says.
        Some((Seat::InLine, now_ms.saturating_add(in_ms.max(1))))
    }
}

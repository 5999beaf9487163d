//! Where a listing has been, in memory that does not grow with it.
//!
//! The hashes of the last places show a short circle at its first return. A longer one is found as Brent does: one place is
//! remembered for twice as long as the one before it, so it is sooner or later within the circle, and met again.

use super::place::Place;
use crate::fingerprint::Fnv;

const RECENT: usize = 32;

#[derive(Clone, Debug, Default)]
pub(super) struct Trail {
    steps: usize,
    recent: [u64; RECENT],
    anchor: u64,
}

impl Trail {
    /// A trail that begins here.
    pub(super) fn from(place: &Place) -> Trail {
        let mut trail = Trail::default();
        trail.enters(place);
        trail
    }

    /// Goes to a place, and says whether it is a new one, as far as is remembered.
    pub(super) fn enters(&mut self, place: &Place) -> bool {
        let hash = hash(place);
        let is_known = self.recent[..self.steps.min(RECENT)].contains(&hash) || self.steps > 0 && self.anchor == hash;
        self.recent[self.steps % RECENT] = hash;
        self.steps = self.steps.wrapping_add(1);
        if self.steps.is_power_of_two() {
            self.anchor = hash;
        }
        !is_known
    }
}

fn hash(place: &Place) -> u64 {
    let mut hash = Fnv::default();
    match place {
        Place::Start => hash.add(b"start"),
        Place::End => hash.add(b"end"),
        Place::Cursor(cursor) => {
            hash.add(b"cursor ");
            hash.add(cursor.as_bytes());
        }
        Place::Number(number) => {
            hash.add(b"page ");
            hash.add(&number.to_be_bytes());
        }
        Place::Address(pairs) => {
            hash.add(b"address");
            for part in pairs.iter().flat_map(|(name, value)| [name, value]) {
                hash.add(b"\0");
                hash.add(part.as_bytes());
            }
        }
    }
    hash.finish()
}

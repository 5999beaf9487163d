//! The same chance in every run.

use entryphone_tests::roll;

/// `SplitMix64`.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn roll(&mut self) -> u64 {
        roll(&mut self.0)
    }

    /// A number from `from` to `to`, both included.
    pub(crate) fn between(&mut self, from: u64, to: u64) -> u64 {
        from + self.roll() % (to - from + 1)
    }

    pub(crate) fn one_in(&mut self, number: u64) -> bool {
        self.roll().is_multiple_of(number)
    }
}

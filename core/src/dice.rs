//! Chance as an argument: a seed in, the same numbers out, everywhere.

/// `SplitMix64`: small, well spread, and the same in every language.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `highest`, both included.
    pub(crate) fn up_to(&mut self, highest: u64) -> u64 {
        // The product's upper half is an even spread over the range, without the bias of a remainder.
        let spread = u128::from(self.roll()) * (u128::from(highest) + 1);
        u64::try_from(spread >> 64).expect("the upper half of a product of two 64-bit numbers has 64 bits")
    }
}

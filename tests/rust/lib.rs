//! What the tests of entryphone share; they stand beside this file.

use std::path::Path;
use std::process::Command;

/// The folder of the checkout.
#[must_use]
pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// What git tracks.
///
/// # Panics
/// Outside of a checkout, as in a source archive, where there is nothing to look at.
#[must_use]
pub fn tracked_files() -> Vec<String> {
    let listed = Command::new("git").args(["ls-files"]).current_dir(root()).output();
    let listed = listed.expect("git lists the files of a checkout");
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let files: Vec<String> = String::from_utf8_lossy(&listed.stdout).lines().map(str::to_owned).collect();
    assert!(files.len() > 50, "only {} files are tracked, so a test would see nothing", files.len());
    files
}

/// `SplitMix64`: chance that comes again with its seed, so that a failing case can be played again.
pub struct Chance(pub u64);

impl Chance {
    /// Any number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.roll() % end
    }

    /// A number from `from` to `to`, both included.
    pub fn between(&mut self, from: u64, to: u64) -> u64 {
        from + self.below(to - from + 1)
    }

    /// A place in something of that length.
    #[expect(clippy::cast_possible_truncation, reason = "it is smaller than a usize")]
    pub fn place(&mut self, length: usize) -> usize {
        self.below(length as u64) as usize
    }

    /// One of these.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.place(from.len())]
    }

    /// Whether something happens that happens once in so many times.
    pub fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
}

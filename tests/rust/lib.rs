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

/// Rolls `SplitMix64` on: chance that comes again with its seed, so that a failing case can be played again.
#[must_use]
pub fn roll(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

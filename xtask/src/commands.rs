//! The commands, one module each.

pub mod demo;
pub mod emulator;
pub mod generate;
pub mod import;
pub mod test;

use std::path::PathBuf;

/// The root of the checkout.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

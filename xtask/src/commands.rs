//! The commands, one module each.

pub mod bench;
pub mod demo;
pub mod docs;
pub mod emulator;
pub mod generate;
pub mod import;
pub mod package;
pub mod test;

use std::path::{Path, PathBuf};

/// The root of the checkout.
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}

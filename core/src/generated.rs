//! The tables that `cargo xtask gen` writes from `core/catalog`. Nothing in them is edited by hand.

pub(crate) mod docs;
#[cfg(any(test, not(feature = "packed")))]
pub(crate) mod operations;
pub(crate) mod schemas;
pub(crate) mod versions;

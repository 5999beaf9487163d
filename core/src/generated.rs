//! The tables that `cargo xtask gen` writes from `core/catalog`. Nothing in them is edited by hand.

pub(crate) mod docs;
pub(crate) mod operations;
pub(crate) mod schemas;
pub(crate) mod versions;

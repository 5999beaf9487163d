//! The tables that `cargo xtask gen` writes from `core/catalog`. Nothing in them is edited by hand.

#[cfg(feature = "models")]
pub(crate) mod models;
#[cfg(any(test, not(feature = "packed")))]
pub(crate) mod operations;
pub mod ops;
pub(crate) mod schemas;
pub(crate) mod search_fields;
#[cfg(feature = "signatures")]
pub(crate) mod topics;
pub(crate) mod versions;

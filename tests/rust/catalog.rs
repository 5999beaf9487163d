//! The catalog: every version's description folded into one model, and the table that is made of it.

#![forbid(unsafe_code)]

use std::path::Path;
use std::sync::LazyLock;

use xtask::catalog::Catalog;
use xtask::catalog::fold::Model;
use xtask::catalog::row::Row;

#[path = "catalog/archive.rs"]
mod archive;
#[path = "catalog/fixups.rs"]
mod fixups;
#[path = "catalog/kinds.rs"]
mod kinds;
#[path = "catalog/laws.rs"]
mod laws;
#[path = "catalog/names.rs"]
mod names;
#[path = "catalog/next_version.rs"]
mod next_version;
#[path = "catalog/ranges.rs"]
mod ranges;
#[path = "catalog/table.rs"]
mod table;
#[path = "catalog/times.rs"]
mod times;

/// The catalog that is checked in.
static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    Catalog::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))).expect("the catalog can be read")
});

/// The rows that are made of it, and the model with its fixups.
static TABLE: LazyLock<(Vec<Row>, Model)> = LazyLock::new(|| CATALOG.table().expect("the catalog is sound"));

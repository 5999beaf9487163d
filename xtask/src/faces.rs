//! What the faces show of the catalog, in the declarations of each language.
//!
//! ```text
//! catalog ── read ──► model ──► python ──► bindings-py/python/entryphone/*.pyi
//!                        ├────► typescript ──► bindings-node/index.d.ts
//!                        ├────► ruby ──► bindings-uniffi/ruby/sig/*.rbs
//!                        ├────► rust ──► core/src/generated/ops.rs, core/src/generated/models/*.rs
//!                        └────► migration ──► docs/migrating-from-*.md
//! ```

pub mod migration;
pub mod model;
pub mod names;
pub mod python;
pub mod read;
mod records;
pub mod ruby;
pub mod rust;
mod samples;
pub mod typescript;
pub mod versions;

use std::collections::BTreeMap;

use self::model::Api;

/// The generated files by their paths in the checkout.
pub fn files(api: &Api) -> BTreeMap<String, String> {
    let mut files = python::files(api);
    files.extend(typescript::files(api));
    files.extend(ruby::files(api));
    files.extend(migration::files(api));
    files
}

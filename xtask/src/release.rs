//! What a release is made of, apart from the code: one version, a changelog, and what is said of others' work in it.

mod materials;
mod version;

pub use self::materials::Materials;
pub use self::version::{State, check_changelog, ensure_one_version};

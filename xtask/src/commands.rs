//! The commands, one module each.

pub mod bench;
pub mod demo;
pub mod docs;
pub mod emulator;
pub mod generate;
pub mod import;
pub mod package;
pub mod test;

use anyhow::{Result, bail};

/// Whether what is generated is only compared with what is there: `--check`.
///
/// # Errors
/// When there are other arguments.
pub fn only_checks(arguments: &[String]) -> Result<bool> {
    match arguments {
        [] => Ok(false),
        [flag] if flag == "--check" => Ok(true),
        _ => bail!("{} is not known here; `--check` alone is", arguments.join(" ")),
    }
}

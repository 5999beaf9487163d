//! `cargo xtask docs`: builds the book.

use crate::book;

/// Runs the command, and says where the first page is.
///
/// # Errors
/// When the book cannot be built.
#[expect(clippy::print_stdout, reason = "the command talks to the person who runs it")]
pub fn run() -> anyhow::Result<()> {
    println!("{}", book::build()?.display());
    Ok(())
}

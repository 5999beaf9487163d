//! The engine for the languages of `UniFFI`: `entryphone::protocol` behind objects that their runtimes can hold. It knows no rule of its
//! own.
//!
//! A failure is [`EngineError::Refused`], whose text is the JSON of the core's error; the face of each language makes an exception of
//! it. Objects may be shared between threads, and each does one thing at a time.
#![expect(
    clippy::needless_pass_by_value,
    reason = "bytes are copied when they cross; UniFFI writes no Ruby for slices of them"
)]
#![expect(unreachable_pub, reason = "what UniFFI exports is called from outside Rust")]

mod call;
mod cassette;
mod client;
mod download;
mod functions;
mod job;
mod pager;
mod prepared;
mod rows;

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

uniffi::setup_scaffolding!("entryphone_engine");

/// The only way in which anything fails here.
#[derive(Debug, uniffi::Error)]
pub enum EngineError {
    /// The core refused.
    Refused {
        /// Its error, as JSON.
        json: String,
    },
}

impl fmt::Display for EngineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let EngineError::Refused { json } = self;
        f.write_str(json)
    }
}

impl std::error::Error for EngineError {}

type Result<T> = std::result::Result<T, EngineError>;

fn refused(json: String) -> EngineError {
    EngineError::Refused { json }
}

/// What the languages hold is shared by their threads.
fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A length as the core counts it.
fn length(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

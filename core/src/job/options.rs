//! How patiently a job is followed.

use crate::error::Error;

/// How patiently a job is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobOptions {
    /// The time for all of it, from its start or from resuming it, in milliseconds. No call and no wait goes past it.
    pub deadline_ms: u64,
    /// The wait before the first look, in milliseconds. Each later one is half as long again, and all are longer by chance, by a
    /// tenth at most.
    pub poll_from_ms: u64,
    /// How far the waits grow, in milliseconds.
    pub poll_to_ms: u64,
}

impl Default for JobOptions {
    fn default() -> JobOptions {
        JobOptions { deadline_ms: 3_600_000, poll_from_ms: 1_000, poll_to_ms: 30_000 }
    }
}

impl JobOptions {
    pub(super) fn check(self) -> Result<(), Error> {
        let refuse = |message: String| Err(Error::argument(message));
        match self {
            JobOptions { deadline_ms: 0, .. } => {
                refuse("the deadline of a job is 0; it must be at least 1 ms".to_owned())
            }
            JobOptions { poll_from_ms: 0, .. } => {
                refuse("the wait before the first look at a job is 0; it must be at least 1 ms".to_owned())
            }
            JobOptions { poll_from_ms: from, poll_to_ms: to, .. } if from > to => refuse(format!(
                "the waits between two looks at a job start at {from} ms and grow to {to} ms; they cannot shrink"
            )),
            JobOptions { .. } => Ok(()),
        }
    }
}

//! What a job asks of its host.

use super::JobEnd;
use crate::call::Call;
use crate::error::Error;
use crate::retry::WaitReason;

/// What the host must do now.
#[derive(Debug)]
#[must_use]
#[non_exhaustive]
pub enum JobStep {
    /// Drive the call to its end, then report [`Job::answered`](crate::Job::answered) or [`Job::failed`](crate::Job::failed).
    Call(Box<Call>),
    /// Sleep until the host's clock shows `until_ms`, then ask again. Asking early does no harm.
    Wait {
        /// When to go on, on the host's clock.
        until_ms: u64,
        /// Why there is a wait: `Backoff` between two looks, or `RetryAfter` when the server said when to come back.
        reason: WaitReason,
    },
    /// The job came to a good end. The last answer is its result; an export has a [`Job::download`](crate::Job::download) besides.
    Finished(JobEnd),
    /// The job, or following it, failed. [`Job::handle`](crate::Job::handle) is still there.
    Failed(Error),
}

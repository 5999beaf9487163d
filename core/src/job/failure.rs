//! What is said when a job, or following it, fails.

use super::Job;
use crate::document::Value;
use crate::error::{Error, ErrorKind};
use crate::failure::{self, seconds};
use crate::quoted::quoted;
use crate::retry::Rule;

impl Job {
    /// What would be right after a start that failed.
    pub(super) fn advice(&self, error: &Error) -> Option<String> {
        if error.maybe_applied {
            return Some("the job may have been started all the same, and starting it again may make two".to_owned());
        }
        let rule = Rule { repeatable: false, has_quota: self.target.operation.has_quota };
        (error.kind == ErrorKind::RateLimit && rule.is_quota(error.rate_limit)).then(|| {
            let cancel =
                self.target.polling.cancel.map_or_else(String::new, |cancel| format!(" or cancel it with {cancel}"));
            format!("as many jobs are pending as may be, so wait until one ends{cancel}, and start this one then")
        })
    }

    /// The job ended without a result.
    pub(super) fn no_result(&self, code: &str, answer: Option<Value<'_>>) -> Error {
        let words = answer.map(|answer| failure::from_json(answer).message.clone()).unwrap_or_default();
        let separator = if words.is_empty() { "" } else { ": " };
        let status = self.status.as_deref().unwrap_or_default();
        let message =
            format!("{} ended without a result, as {status}{separator}{words}", self.name(), status = quoted(status));
        let mut error = Error::new(ErrorKind::Job, message);
        error.code = Some(code.to_owned());
        self.error(error)
    }

    /// The deadline has come, or comes before the next look, which would be after `wait_ms`.
    pub(super) fn out_of_time(&self, wait_ms: Option<u64>) -> Error {
        let status = self.status.as_deref().map_or_else(|| "not finished".to_owned(), quoted);
        let message = format!(
            "{} is still {status}, and the deadline of {} leaves no time to look again; its handle resumes it",
            self.name(),
            seconds(self.options.deadline_ms)
        );
        let mut error = Error::new(ErrorKind::Timeout, message);
        error.retry_after_ms = wait_ms;
        self.error(error)
    }

    /// The host broke the contract.
    pub(super) fn misuse(&self, maybe_applied: bool, message: &str) -> Error {
        let message = format!("the host broke the contract of a job: {message}");
        let mut error = Error::new(ErrorKind::Misuse, message);
        error.maybe_applied = maybe_applied;
        self.error(error)
    }

    /// An error of the operation that started the job.
    pub(super) fn error(&self, error: Error) -> Error {
        error.of_operation(self.target.operation.id)
    }

    /// The job for a message.
    pub(super) fn name(&self) -> String {
        format!("job {}", quoted(self.target.id.as_deref().unwrap_or_default()))
    }
}

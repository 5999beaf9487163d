//! What all jobs have in common: how long they take, and how many may be under way.

use crate::options::Options;

/// The rules jobs keep to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct JobRules {
    pub(crate) seconds: u64,
    pub(crate) content_exports: usize,
    pub(crate) reporting_exports: usize,
}

/// How far a job has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    Pending,
    Running,
    Done,
}

impl JobRules {
    pub(crate) fn new(options: &Options) -> Self {
        Self {
            seconds: options.job_seconds,
            content_exports: options.content_exports,
            reporting_exports: options.reporting_exports,
        }
    }

    /// When a job that was asked for at that time begins to run.
    pub(crate) fn starts_at(self, asked_at: u64) -> u64 {
        asked_at.saturating_add(self.seconds / 2)
    }

    /// When a job that was asked for at that time is done.
    pub(crate) fn done_at(self, asked_at: u64) -> u64 {
        asked_at.saturating_add(self.seconds)
    }

    pub(crate) fn stage(self, asked_at: u64, now: u64) -> Stage {
        if now >= self.done_at(asked_at) {
            Stage::Done
        } else if now >= self.starts_at(asked_at) {
            Stage::Running
        } else {
            Stage::Pending
        }
    }
}

//! What the words mean with which the API says how far a job is.

/// How a job came to a good end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum JobEnd {
    /// All of it was done.
    Complete,
    /// It was done but for some items; the API does not say which.
    Partial,
    /// There was nothing to export, so there is nothing to download.
    Empty,
}

impl JobEnd {
    /// The end in one word, as it stands in vectors and crosses into the faces.
    pub const fn as_str(self) -> &'static str {
        match self {
            JobEnd::Complete => "complete",
            JobEnd::Partial => "partial",
            JobEnd::Empty => "empty",
        }
    }
}

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    Pending,
    Finished(JobEnd),
    Failed,
    Canceled,
}

impl Progress {
    /// The progress in one word.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Progress::Pending => "pending",
            Progress::Finished(end) => end.as_str(),
            Progress::Failed => "failed",
            Progress::Canceled => "canceled",
        }
    }
}

/// Reads the word. Each kind of job has words of its own and versions add to them, so one that is not known, or none, ends nothing.
pub(super) fn read(word: &str) -> Progress {
    match word.to_ascii_lowercase().as_str() {
        "complete" | "completed" | "success" => Progress::Finished(JobEnd::Complete),
        "completed_with_errors" => Progress::Finished(JobEnd::Partial),
        "no_data" => Progress::Finished(JobEnd::Empty),
        "failed" => Progress::Failed,
        "canceled" | "cancelled" => Progress::Canceled,
        _ => Progress::Pending,
    }
}

//! The API's request limit: a number of requests per fixed window of ten seconds.

const WINDOW_SECONDS: u64 = 10;

/// Counts the requests of the current window.
#[derive(Debug)]
pub(crate) struct RateLimit {
    limit: u64,
    window: u64,
    used: u64,
}

/// Where one request stands in its window; the values of its `X-RateLimit-*` headers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    pub(crate) limit: u64,
    pub(crate) remaining: u64,
    /// UNIX seconds at which the next window opens.
    pub(crate) reset: u64,
    pub(crate) granted: bool,
}

impl RateLimit {
    pub(crate) fn new(limit: u64) -> Self {
        Self { limit, window: 0, used: 0 }
    }

    /// Takes a slot of the window `now_seconds` lies in, if one is left.
    pub(crate) fn take(&mut self, now_seconds: u64) -> Slot {
        let window = now_seconds / WINDOW_SECONDS;
        if window != self.window {
            self.window = window;
            self.used = 0;
        }
        let granted = self.used < self.limit;
        self.used += u64::from(granted);
        Slot {
            limit: self.limit,
            remaining: self.limit - self.used,
            reset: window.saturating_add(1).saturating_mul(WINDOW_SECONDS),
            granted,
        }
    }
}

impl Slot {
    pub(crate) fn refusal_message(self) -> String {
        format!("Exceeded rate limit of {} in {WINDOW_SECONDS}_seconds", self.limit)
    }
}

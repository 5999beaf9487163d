//! The one source of time: the machine's own clock, or a virtual one that moves only when told to.

use jiff::Timestamp;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Time in milliseconds since the UNIX epoch.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Clock {
    #[default]
    Real,
    Virtual(u64),
}

/// A time in UNIX seconds in the spelling of ISO 8601.
pub(crate) fn iso8601(seconds: u64) -> String {
    let last = Timestamp::MAX.as_second();
    let seconds = i64::try_from(seconds).map_or(last, |seconds| seconds.min(last));
    Timestamp::from_second(seconds).unwrap_or_default().to_string()
}

/// The last second whose year has four digits.
const LAST_SECOND: u64 = 253_402_300_799;

impl Clock {
    pub(crate) fn now_ms(self) -> u64 {
        match self {
            Self::Virtual(now_ms) => now_ms,
            Self::Real => {
                let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                u64::try_from(since_epoch.as_millis()).unwrap_or(u64::MAX)
            }
        }
    }

    /// Whole seconds, as the API's timestamps count them.
    pub(crate) fn now_seconds(self) -> u64 {
        self.now_ms() / 1000
    }

    /// The `Date` header of an answer given so many seconds from now.
    pub(crate) fn http_date(self, offset_seconds: i64) -> String {
        let seconds = self.now_seconds().saturating_add_signed(offset_seconds).min(LAST_SECOND);
        httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds))
    }

    pub(crate) fn is_virtual(self) -> bool {
        matches!(self, Self::Virtual(_))
    }

    /// Moves a virtual clock forward; the real one cannot be moved.
    pub(crate) fn advance(&mut self, by_ms: u64) -> Result<(), String> {
        match self {
            Self::Virtual(now_ms) => {
                *now_ms = now_ms.saturating_add(by_ms);
                Ok(())
            }
            Self::Real => Err("the clock is the real one and cannot be advanced: make it virtual first".into()),
        }
    }
}

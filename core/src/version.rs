//! The published versions of the API, in order, and ranges of them.

use std::fmt;
use std::str::FromStr;

use crate::error::Error;
use crate::generated::versions::VERSIONS;
use crate::quoted::quoted;

/// A published version of the API, such as `2.16` or `Preview`.
///
/// Versions are data, not an enum: a new one arrives by importing its description. They compare in the order of publication;
/// `Preview` comes after every numbered one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(u8);

impl Version {
    /// The newest numbered version: what a client speaks unless it is told otherwise.
    pub const LATEST: Version = Version(LATEST_NUMBERED);

    /// What `Intercom-Version` carries.
    pub fn as_str(self) -> &'static str {
        VERSIONS[usize::from(self.0)]
    }

    /// Every version of the catalog, oldest first.
    pub fn all() -> impl DoubleEndedIterator<Item = Version> + ExactSizeIterator {
        (0..VERSION_COUNT).map(Version)
    }

    /// The version at a place of the catalog's list. Only the generated tables call it; the place is checked at compile time.
    pub(crate) const fn at(position: u8) -> Version {
        assert!(position < VERSION_COUNT, "the catalog has no version at this place");
        Version(position)
    }
}

/// Reads a version as Intercom writes it. `Unstable`, the former name of `Preview`, is accepted; case is not significant.
impl FromStr for Version {
    type Err = Error;

    fn from_str(text: &str) -> Result<Version, Error> {
        let wanted = if text.eq_ignore_ascii_case("unstable") { "Preview" } else { text };
        Version::all().find(|version| version.as_str().eq_ignore_ascii_case(wanted)).ok_or_else(|| {
            let known = Version::all().map(Version::as_str).collect::<Vec<_>>().join(", ");
            Error::argument(format!("unknown version {text}; the catalog has {known}", text = quoted(text)))
        })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// An unbroken run of versions, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Versions {
    /// The first version that has the thing.
    pub since: Version,
    /// The last version that has the thing.
    pub until: Version,
}

impl Versions {
    /// Whether `version` lies in the range.
    pub fn contains(self, version: Version) -> bool {
        self.since <= version && version <= self.until
    }

    pub(crate) const fn between(since: u8, until: u8) -> Versions {
        assert!(since <= until, "a range of versions must not run backwards");
        Versions { since: Version::at(since), until: Version::at(until) }
    }
}

impl fmt::Display for Versions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.since == self.until {
            write!(formatter, "{} only", self.since)
        } else {
            write!(formatter, "{} to {}", self.since, self.until)
        }
    }
}

/// How many versions the catalog knows.
const VERSION_COUNT: u8 = {
    assert!(VERSIONS.len() < 256, "a version is one byte");
    #[expect(clippy::cast_possible_truncation, reason = "checked in the line above")]
    {
        VERSIONS.len() as u8
    }
};

/// `Preview` is the only version without a number, so the newest numbered one is found by its first character.
const LATEST_NUMBERED: u8 = {
    let mut latest = 0;
    let mut position = 0;
    while position < VERSION_COUNT {
        if VERSIONS[position as usize].as_bytes()[0].is_ascii_digit() {
            latest = position;
        }
        position += 1;
    }
    latest
};

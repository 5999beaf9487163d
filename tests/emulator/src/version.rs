//! The versions of the API, in their order.

/// One published version. They compare in the order in which they were published; Preview comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Version {
    V2_7,
    V2_8,
    V2_9,
    V2_10,
    V2_11,
    V2_12,
    V2_13,
    V2_14,
    V2_15,
    V2_16,
    Preview,
}

const NAMES: [(&str, Version); 11] = [
    ("2.7", Version::V2_7),
    ("2.8", Version::V2_8),
    ("2.9", Version::V2_9),
    ("2.10", Version::V2_10),
    ("2.11", Version::V2_11),
    ("2.12", Version::V2_12),
    ("2.13", Version::V2_13),
    ("2.14", Version::V2_14),
    ("2.15", Version::V2_15),
    ("2.16", Version::V2_16),
    ("Preview", Version::Preview),
];

impl Version {
    /// What a request without an `Intercom-Version` header gets: the version an app is configured for.
    pub(crate) const APP_DEFAULT: Self = Self::V2_14;

    /// The version a header value names, spelled as the API spells it.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, version)| *version)
    }
}

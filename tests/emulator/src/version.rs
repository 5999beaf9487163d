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

/// The catalog's versions by the names that rooms compare with.
const ALL: [Version; 11] = [
    Version::V2_7,
    Version::V2_8,
    Version::V2_9,
    Version::V2_10,
    Version::V2_11,
    Version::V2_12,
    Version::V2_13,
    Version::V2_14,
    Version::V2_15,
    Version::V2_16,
    Version::Preview,
];

impl Version {
    /// What a request without an `Intercom-Version` header gets: the version an app is configured for.
    pub(crate) const APP_DEFAULT: Self = Self::V2_14;

    /// The version a header value names, spelled as the API spells it.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        let place = entryphone::Version::all().position(|version| version.as_str() == name)?;
        ALL.get(place).copied()
    }

    /// The version as the catalog has it.
    pub(crate) fn in_catalog(self) -> entryphone::Version {
        entryphone::Version::all().nth(self as usize).expect("the catalog has every version that rooms know")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rooms_and_catalog_know_the_same_versions() {
        assert_eq!(entryphone::Version::all().len(), ALL.len(), "a new version of the catalog is named in ALL");
        for (version, known) in entryphone::Version::all().zip(ALL) {
            assert_eq!(Version::parse(version.as_str()), Some(known));
            assert_eq!(known.in_catalog(), version);
            assert_eq!(format!("{known:?}").trim_start_matches('V').replace('_', "."), version.as_str());
        }
    }
}

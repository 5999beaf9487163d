//! The versions of the API, in their order.

use std::fmt;

/// One published version. They compare in the order in which they were published; Preview comes last.
///
/// Which ones there are is the catalog's to say. Those that rooms compare with, because something changed its meaning with
/// them, have a constant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version {
    major: u16,
    minor: u16,
}

impl Version {
    /// Before all that are published.
    pub(crate) const OLDEST: Self = Self::numbered(0, 0);
    pub(crate) const V2_9: Self = Self::numbered(2, 9);
    pub(crate) const V2_11: Self = Self::numbered(2, 11);
    pub(crate) const V2_12: Self = Self::numbered(2, 12);
    pub(crate) const V2_14: Self = Self::numbered(2, 14);
    pub(crate) const V2_16: Self = Self::numbered(2, 16);
    /// The version without a number.
    pub(crate) const PREVIEW: Self = Self::numbered(u16::MAX, 0);

    /// What a request without an `Intercom-Version` header gets: the version an app is configured for.
    pub(crate) const APP_DEFAULT: Self = Self::V2_14;

    const fn numbered(major: u16, minor: u16) -> Self {
        Self { major, minor }
    }

    /// The version a header value names, spelled as the API spells it.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        entryphone::Version::all().find(|version| version.as_str() == name).map(Self::from)
    }

    /// The version as the catalog has it.
    pub(crate) fn in_catalog(self) -> entryphone::Version {
        entryphone::Version::all().nth(self.place()).expect("it is the place of one of them")
    }

    /// Its place among the catalog's versions.
    pub(crate) fn place(self) -> usize {
        entryphone::Version::all()
            .position(|version| Self::from(version) == self)
            .expect("a version is read from the catalog, or compared with one that is")
    }
}

impl From<entryphone::Version> for Version {
    fn from(version: entryphone::Version) -> Self {
        let numbers = version
            .as_str()
            .split_once('.')
            .and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)));
        numbers.map_or(Self::PREVIEW, |(major, minor)| Self::numbered(major, minor))
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.in_catalog().as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_stand_in_the_order_of_the_catalog() {
        let versions: Vec<Version> = entryphone::Version::all().map(Version::from).collect();
        assert!(versions.is_sorted_by(|earlier, later| earlier < later), "{versions:?}");
        for (version, catalogs) in versions.into_iter().zip(entryphone::Version::all()) {
            assert_eq!(Version::parse(catalogs.as_str()), Some(version));
            assert_eq!(version.in_catalog(), catalogs);
        }
    }
}

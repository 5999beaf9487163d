//! Versions in their order, sets of them, and how a set is written.
//!
//! A range is read inside what holds it: a member of an object that lives from 2.9 to 2.15 and is marked `2.12..` lives from
//! 2.12 to 2.15. So a new version that changes nothing touches no line.
//!
//! | written | means |
//! |---|---|
//! | `2.9..` | from 2.9 through the newest, Preview included |
//! | `2.9..2.13` | from 2.9 through 2.13 |
//! | `2.9..<Preview` | from 2.9 through the newest numbered version, but not in Preview |
//! | `2.11` | 2.11 alone |
//! | `2.7..2.13, Preview` | several runs |

use anyhow::{Context as _, Result, bail, ensure};

/// The version that has no number and is newer than every numbered one.
pub const PREVIEW: &str = "Preview";

/// A set of versions, by their places in a [`Timeline`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct VersionSet(u64);

impl VersionSet {
    /// No version.
    pub const EMPTY: VersionSet = VersionSet(0);

    /// The version at that place alone.
    pub fn only(place: usize) -> VersionSet {
        VersionSet(1 << place)
    }

    /// Whether the version at that place is in the set.
    pub fn contains(self, place: usize) -> bool {
        self.0 & (1 << place) != 0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What is in either set.
    #[must_use]
    pub fn union(self, other: VersionSet) -> VersionSet {
        VersionSet(self.0 | other.0)
    }

    /// What is in both sets.
    #[must_use]
    pub fn intersection(self, other: VersionSet) -> VersionSet {
        VersionSet(self.0 & other.0)
    }

    /// The places, oldest first.
    pub fn places(self) -> impl DoubleEndedIterator<Item = usize> {
        (0..64).filter(move |place| self.contains(*place))
    }

    /// The first and the last place.
    pub fn ends(self) -> Option<(usize, usize)> {
        Some((self.places().next()?, self.places().next_back()?))
    }

    /// Whether no version is missing between the first and the last.
    pub fn is_unbroken(self) -> bool {
        self.ends().is_none_or(|(first, last)| (first..=last).all(|place| self.contains(place)))
    }
}

/// The versions that are known, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    names: Vec<String>,
}

impl Timeline {
    /// Puts versions into their order: numbered ones by number, Preview last.
    ///
    /// # Errors
    /// A version is neither `MAJOR.MINOR` nor `Preview`, occurs twice, or there are more than 64.
    pub fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Result<Timeline> {
        let mut keyed = Vec::new();
        for name in names {
            keyed.push((order(name)?, name.to_owned()));
        }
        keyed.sort();
        for pair in keyed.windows(2) {
            ensure!(pair[0] != pair[1], "version {} occurs twice", pair[0].1);
        }
        ensure!(keyed.len() <= 64, "a set of versions holds 64 of them, and there are {}", keyed.len());
        Ok(Timeline { names: keyed.into_iter().map(|(_, name)| name).collect() })
    }

    /// The versions, oldest first.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The place of a version.
    ///
    /// # Errors
    /// The version is not known.
    pub fn place(&self, name: &str) -> Result<usize> {
        let place = self.names.iter().position(|known| known == name);
        place.with_context(|| format!("version `{name}` is not one of {}", self.names.join(", ")))
    }

    /// Every version.
    pub fn all(&self) -> VersionSet {
        (0..self.names.len()).map(VersionSet::only).fold(VersionSet::EMPTY, VersionSet::union)
    }

    /// Writes the part of `within` that `set` covers.
    pub fn write(&self, set: VersionSet, within: VersionSet) -> String {
        let places: Vec<usize> = within.places().collect();
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for (rank, place) in places.iter().enumerate() {
            if set.contains(*place) {
                match runs.last_mut() {
                    Some((_, last)) if *last + 1 == rank => *last = rank,
                    _ => runs.push((rank, rank)),
                }
            }
        }
        let name = |rank: usize| self.names[places[rank]].as_str();
        let write_run = |&(first, last): &(usize, usize)| {
            let next = (last + 1 < places.len()).then(|| name(last + 1));
            match next {
                None if name(first) == PREVIEW => PREVIEW.to_owned(),
                None => format!("{}..", name(first)),
                Some(PREVIEW) => format!("{}..<{PREVIEW}", name(first)),
                Some(_) if first == last => name(first).to_owned(),
                Some(_) => format!("{}..{}", name(first), name(last)),
            }
        };
        runs.iter().map(write_run).collect::<Vec<_>>().join(", ")
    }

    /// Reads what [`Timeline::write`] writes.
    ///
    /// # Errors
    /// The text is no range, names an unknown version, or covers nothing of `within`.
    pub fn read(&self, text: &str, within: VersionSet) -> Result<VersionSet> {
        let mut set = VersionSet::EMPTY;
        for run in text.split(", ") {
            let (first, end) = match run.split_once("..") {
                None => (self.place(run)?, self.place(run)? + 1),
                Some((first, "")) => (self.place(first)?, self.names.len()),
                Some((first, last)) => match last.strip_prefix('<') {
                    Some(end) => (self.place(first)?, self.place(end)?),
                    None => (self.place(first)?, self.place(last)? + 1),
                },
            };
            ensure!(first < end, "the range `{run}` runs backwards");
            set = (first..end).map(VersionSet::only).fold(set, VersionSet::union);
        }
        let set = set.intersection(within);
        ensure!(!set.is_empty(), "the range `{text}` covers no version of what holds it");
        Ok(set)
    }

    /// Whether the text is written as a range of known versions.
    pub fn is_range(&self, text: &str) -> bool {
        self.read(text, self.all()).is_ok()
    }
}

/// The sort key of a version.
fn order(name: &str) -> Result<(u32, u32)> {
    if name == PREVIEW {
        return Ok((u32::MAX, 0));
    }
    let numbers = name.split_once('.').and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)));
    let Some(numbers) = numbers else {
        bail!("`{name}` is not a version; it should be like 2.16, or {PREVIEW}");
    };
    Ok(numbers)
}

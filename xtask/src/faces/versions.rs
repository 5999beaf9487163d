//! Ranges of versions, as people read them.

use crate::catalog::ranges::Timeline;
use crate::catalog::row::Span;

/// From one version to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    span: Span,
    first: String,
    last: String,
    is_newest: bool,
    is_oldest: bool,
}

impl Versions {
    pub(super) fn of(timeline: &Timeline, span: Span) -> Versions {
        Versions::between(timeline.names(), span)
    }

    /// All of these.
    pub(super) fn all(names: &[String]) -> Versions {
        Versions::between(names, (0, names.len() - 1))
    }

    fn between(names: &[String], span: Span) -> Versions {
        let name = |place: usize| names[place].clone();
        let is_newest = span.1 + 1 == names.len();
        Versions { span, first: name(span.0), last: name(span.1), is_newest, is_oldest: span.0 == 0 }
    }

    /// The places of the first and the last among all versions.
    pub fn span(&self) -> Span {
        self.span
    }

    /// `2.9 to Preview`, or `Preview`.
    pub fn whole(&self) -> String {
        if self.first == self.last { self.first.clone() } else { format!("{} to {}", self.first, self.last) }
    }

    /// What is to be said of something inside another thing that has these `outer` versions: `from 2.9`, `until 2.15`, `2.9 to
    /// 2.15`, `Preview only`; nothing when it is there as long.
    pub fn within(&self, outer: &Versions) -> Option<String> {
        let starts_later = self.span.0 > outer.span.0;
        let ends_earlier = self.span.1 < outer.span.1 && !self.is_newest;
        match (starts_later, ends_earlier) {
            (false, false) => None,
            _ if self.first == self.last => Some(format!("{} only", self.first)),
            (true, false) => Some(format!("from {}", self.first)),
            (false, true) => Some(format!("until {}", self.last)),
            (true, true) => Some(format!("{} to {}", self.first, self.last)),
        }
    }

    /// The same, when it is not all versions there are.
    pub fn apart_from_all(&self) -> Option<String> {
        (!self.is_oldest || !self.is_newest).then(|| self.whole())
    }
}

/// A range that [`Versions::within`] gave, as a sentence: `From 2.9.`
pub(super) fn sentence(range: &str) -> String {
    let (first, rest) = range.split_at(1);
    format!("{}{rest}.", first.to_uppercase())
}

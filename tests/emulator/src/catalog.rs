//! What the descriptions say of requests and of successes, one version at a time.
//!
//! The rows of the catalog say which operations there are; this says what goes into them and what comes out.

use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use crate::version::Version;

pub(crate) mod shape;
mod unfold;

use shape::Shape;

static FACTS: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("generated/facts.json")).expect("the generator writes JSON"));

/// One version of the API.
#[derive(Debug, Deserialize)]
pub(crate) struct Description {
    operations: BTreeMap<String, Facts>,
    schemas: BTreeMap<String, Shape>,
}

/// What one operation takes and gives.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Facts {
    /// By the position in the path, from 1.
    pub(crate) arguments: BTreeMap<String, Shape>,
    pub(crate) query: BTreeMap<String, Shape>,
    pub(crate) body: Content,
    /// By status; successes and redirects only.
    pub(crate) answers: BTreeMap<String, Content>,
}

/// A body by its media type.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Content {
    #[serde(rename = "application/json")]
    pub(crate) json: Option<Shape>,
    #[serde(rename = "multipart/form-data")]
    pub(crate) form: Option<Shape>,
}

impl Description {
    /// The description of a version, read when it is first asked for.
    pub(crate) fn of(version: Version) -> &'static Self {
        static READ: LazyLock<Vec<OnceLock<Description>>> =
            LazyLock::new(|| entryphone::Version::all().map(|_| OnceLock::new()).collect());
        READ[version.place()].get_or_init(|| {
            let facts = unfold::at(&FACTS, version.in_catalog());
            serde_json::from_value(facts).expect("the facts have the notation the generator gives them")
        })
    }

    /// What a method and a path without names stand for: `GET /contacts/{}`.
    pub(crate) fn operation(&self, key: &str) -> Option<&Facts> {
        self.operations.get(key)
    }

    pub(crate) fn schema(&self, name: &str) -> Option<&Shape> {
        self.schemas.get(name)
    }
}

impl Facts {
    /// The status and the body of a success.
    pub(crate) fn success(&self) -> Option<(u16, &Content)> {
        self.answers.iter().find_map(|(status, content)| Some((status.parse().ok()?, content)))
    }
}

/// The path with the names of its arguments erased: `/contacts/{contact_id}` becomes `/contacts/{}`.
pub(crate) fn erase_names(path: &str) -> String {
    path.split('/').map(|segment| if segment.starts_with('{') { "{}" } else { segment }).collect::<Vec<_>>().join("/")
}

/// The names of the arguments of a path, in its order.
pub(crate) fn argument_names(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "in a test, a panic is the report")]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_described_in_its_versions_and_no_other() {
        let mut pairs = 0;
        for version in entryphone::Version::all() {
            let description = Description::of(Version::parse(version.as_str()).unwrap());
            for row in entryphone::Operation::all() {
                let facts = description.operation(&format!("{} {}", row.method, erase_names(row.path)));
                assert_eq!(facts.is_some(), row.exists_in(version), "{} in {version}", row.id);
                pairs += usize::from(facts.is_some());
            }
        }
        assert!(pairs >= 1570, "{pairs} pairs of version and operation");
    }
}

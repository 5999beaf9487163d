//! From the method and the path of a request back to the row they are of.

use crate::error::{Error, ErrorKind};
use crate::operation::{Method, Operation};
use crate::percent;
use crate::quoted::quoted;

/// An operation with the arguments of its path, decoded.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) operation: &'static Operation,
    pub(crate) path: Vec<String>,
}

/// Finds the row of a path without its query.
///
/// A segment that a row of any version names stands for that row, so that no older version reads `merge` in its place as an id.
pub(crate) fn find(method: Method, path: &str) -> Result<Route, Error> {
    let segments = segments(path)?;
    let rows = Operation::all().iter().filter(|row| row.method == method && fits(row.path, &segments));
    let operation = rows.min_by_key(|row| names(row.path).map(is_argument).collect::<Vec<_>>()).ok_or_else(|| {
        Error::new(
            ErrorKind::NotFound,
            format!("the API has no {method} {path}; see its operations for what it has", path = quoted(path)),
        )
    })?;
    let arguments = names(operation.path).zip(segments).filter(|(name, _)| is_argument(name)).map(|(_, value)| value);
    Ok(Route { operation, path: arguments.collect() })
}

fn names(template: &str) -> impl Iterator<Item = &str> {
    template.split('/').skip(1)
}

fn is_argument(name: &str) -> bool {
    name.starts_with('{')
}

fn fits(template: &str, segments: &[String]) -> bool {
    names(template).count() == segments.len()
        && names(template).zip(segments).all(|(name, segment)| is_argument(name) || name == segment)
}

/// The segments of a path, decoded once. What another reader might split or climb by is refused: it is no id of anything.
fn segments(path: &str) -> Result<Vec<String>, Error> {
    let refuse = |what: &str| Error::new(ErrorKind::BadRequest, format!("the path {path} {what}", path = quoted(path)));
    let rest = path.strip_prefix('/').ok_or_else(|| refuse("does not start with a slash"))?;
    rest.split('/')
        .map(|segment| {
            // A plus sign means a space in queries only.
            let decoded = percent::decode(&segment.replace('+', "%2B"));
            let is_odd = |character: char| character.is_control() || "/\\%\u{fffd}".contains(character);
            match decoded.as_str() {
                "" => Err(refuse("has an empty segment")),
                "." | ".." => Err(refuse("climbs out of its place")),
                text if text.chars().any(is_odd) => {
                    Err(refuse("has a segment with a slash, a backslash, a percent sign or a control character in it"))
                }
                _ => Ok(decoded),
            }
        })
        .collect()
}

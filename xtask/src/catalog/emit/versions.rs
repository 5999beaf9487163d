//! `versions.rs`: the versions in their order.

use super::super::ranges::Timeline;
use super::literal;

/// Writes the file.
pub fn write(timeline: &Timeline) -> String {
    let names: Vec<String> = timeline.names().iter().map(|name| literal(name)).collect();
    format!(
        "/// Every published version, oldest first.\npub(crate) static VERSIONS: [&str; {}] = [{}];\n",
        names.len(),
        names.join(", "),
    )
}

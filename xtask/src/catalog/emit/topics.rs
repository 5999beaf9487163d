//! `topics.rs`: the topics of webhooks that are known.

use super::literal;

/// Writes the file.
pub fn write(topics: &[String]) -> String {
    let list: Vec<String> = topics.iter().map(|topic| literal(topic)).collect();
    let (count, list) = (list.len(), list.join(", "));
    format!("/// Every topic that is known, sorted.\npub(crate) static TOPICS: [&str; {count}] = [{list}];\n")
}

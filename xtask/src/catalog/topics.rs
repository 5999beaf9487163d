//! `webhook_topics.toml`: the topics that are known.

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    topics: Vec<String>,
}

/// Reads `webhook_topics.toml`.
///
/// # Errors
/// The text is not TOML, or the topics are not sorted.
pub fn read(text: &str) -> Result<Vec<String>> {
    let File { topics } = toml::from_str(text).context("in webhook_topics.toml")?;
    ensure!(topics.is_sorted_by(|one, next| one < next), "the topics of webhook_topics.toml are not sorted");
    Ok(topics)
}

//! Notifications in texts.

use super::call::read_pairs;
use super::refused;
use crate::document::Value;
use crate::json::Object;

/// Verifies a notification as [`crate::webhook::unwrap`] does, and says what it is about: an object of its fields by their names on the
/// wire, with `item`, `dedupe_key` and `is_ping`. `headers` holds a line for each, as for [`Call::head`](super::Call::head); the characters
/// of a value stand for its bytes, as HTTP libraries have it.
///
/// # Errors
/// As [`crate::webhook::unwrap`].
pub fn unwrap(body: &[u8], headers: &str, secrets: &[impl AsRef<[u8]>]) -> Result<String, String> {
    let notification = crate::webhook::unwrap(body, &values_as_bytes(headers), secrets).map_err(refused)?;
    let raw = |value: Option<Value<'_>>| value.map_or("null".to_owned(), |value| value.raw().to_owned());
    let mut object = Object::new();
    object.member("topic", notification.topic().as_deref()).member("id", notification.id().as_deref());
    object.member("dedupe_key", notification.dedupe_key().as_deref());
    object.member("app_id", notification.app_id().as_deref());
    object.member("created_at", notification.created_at()).member("first_sent_at", notification.first_sent_at());
    object.member("delivered_at", notification.delivered_at());
    object.member("delivery_attempts", notification.delivery_attempts());
    object.member("delivery_status", notification.delivery_status().as_deref());
    object.member("self", notification.self_url().as_deref()).member("type", notification.object_type().as_deref());
    object.member("is_ping", notification.is_ping());
    object.raw("item", &raw(notification.item())).raw("links", &raw(notification.links()));
    Ok(object.end())
}

/// Verifies a notification, and does not read it.
///
/// # Errors
/// As [`crate::webhook::verify`].
pub fn verify(body: &[u8], headers: &str, secrets: &[impl AsRef<[u8]>]) -> Result<(), String> {
    crate::webhook::verify(body, &values_as_bytes(headers), secrets).map_err(refused)
}

/// The value of the header that Intercom would send with this body.
///
/// # Errors
/// As [`crate::webhook::sign`].
pub fn sign(body: &[u8], secret: &[u8]) -> Result<String, String> {
    crate::webhook::sign(body, secret).map_err(refused)
}

/// The topics that are known, sorted and separated by commas.
pub fn known_topics() -> String {
    crate::webhook::known_topics().join(",")
}

/// What is no byte would fit no signature.
fn values_as_bytes(headers: &str) -> Vec<(&str, Vec<u8>)> {
    let bytes = |value: &str| value.chars().map(|letter| u8::try_from(letter).unwrap_or(b'?')).collect();
    read_pairs(headers).into_iter().map(|(name, value)| (name, bytes(value))).collect()
}

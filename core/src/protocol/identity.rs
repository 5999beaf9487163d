//! Proof of who a visitor of the Messenger is, in texts.

use super::refused;

/// As [`crate::identity::user_hash`].
///
/// # Errors
/// As there.
pub fn user_hash(secret: &[u8], user_id_or_email: &str) -> Result<String, String> {
    crate::identity::user_hash(secret, user_id_or_email).map_err(refused)
}

/// As [`crate::identity::messenger_jwt`]. `claims` is a JSON object.
///
/// # Errors
/// As there.
pub fn messenger_jwt(secret: &[u8], claims: &str, expires_at: Option<u64>) -> Result<String, String> {
    crate::identity::messenger_jwt(secret, claims.as_bytes(), expires_at).map_err(refused)
}

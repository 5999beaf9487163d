//! Letting a workspace grant an app access, in texts. [`Client::exchange`](super::Client::exchange) starts the exchange.

use super::refused;
use crate::config::Region;
use crate::json::Object;
use crate::oauth::Grant;

/// As [`crate::oauth::authorize_url`], with the name of a region.
///
/// # Errors
/// As there, and when there is no such region.
pub fn authorize_url(region: &str, client_id: &str, state: &str, redirect_uri: Option<&str>) -> Result<String, String> {
    let region: Region = region.parse().map_err(refused)?;
    crate::oauth::authorize_url(region, client_id, state, redirect_uri).map_err(refused)
}

/// Reads the body of a successful exchange: an object of `token` and `token_type`.
///
/// # Errors
/// As [`Grant::read`].
pub fn read_grant(body: &str) -> Result<String, String> {
    let grant = Grant::read(body.as_bytes()).map_err(refused)?;
    Ok(Object::new().member("token", grant.token()).member("token_type", grant.token_type()).take())
}

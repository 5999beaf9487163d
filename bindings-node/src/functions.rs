//! What needs no machine: signatures, addresses, and queries that are checked.

use entryphone::protocol::{identity, oauth, search, webhook};
use napi::Result;
use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;

use crate::{refused, whole};

/// Verifies a notification, and says what it is about, as JSON.
#[napi]
pub fn webhook_unwrap(body: &[u8], headers: String, secrets: Vec<Uint8Array>) -> Result<String> {
    webhook::unwrap(body, &headers, &secrets).map_err(refused)
}

/// Verifies a notification.
#[napi]
pub fn webhook_verify(body: &[u8], headers: String, secrets: Vec<Uint8Array>) -> Result<()> {
    webhook::verify(body, &headers, &secrets).map_err(refused)
}

/// The value of the header that Intercom would send with this body.
#[napi]
pub fn webhook_sign(body: &[u8], secret: &[u8]) -> Result<String> {
    webhook::sign(body, secret).map_err(refused)
}

/// The topics that are known, separated by commas.
#[napi]
pub fn webhook_topics() -> String {
    webhook::known_topics()
}

/// The `user_hash` of a user.
#[napi]
pub fn user_hash(secret: &[u8], user: String) -> Result<String> {
    identity::user_hash(secret, &user).map_err(refused)
}

/// The `intercom_user_jwt` of a user.
#[napi]
pub fn messenger_jwt(secret: &[u8], claims: String, expires_at: Option<f64>) -> Result<String> {
    identity::messenger_jwt(secret, &claims, expires_at.map(whole)).map_err(refused)
}

/// Where an admin grants access.
#[napi]
pub fn authorize_url(region: String, client_id: String, state: String, redirect_uri: Option<String>) -> Result<String> {
    oauth::authorize_url(&region, &client_id, &state, redirect_uri.as_deref()).map_err(refused)
}

/// Reads the answer to an exchange, as JSON.
#[napi]
pub fn read_grant(body: String) -> Result<String> {
    oauth::read_grant(&body).map_err(refused)
}

/// Holds a query against what a search is known to take.
#[napi]
pub fn search_check(resource: String, version: String, query: String, unchecked: String) -> Result<()> {
    search::check(&resource, &version, &query, &unchecked).map_err(refused)
}

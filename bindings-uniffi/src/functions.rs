//! What needs no machine: the catalog, signatures, addresses, and queries that are checked.

use entryphone::protocol::{self, identity, oauth, search, webhook};

use crate::{Result, refused};

/// The names right below a prefix, in order, separated by commas.
#[uniffi::export]
pub fn names(prefix: &str) -> String {
    protocol::names(prefix)
}

/// What the face must know of an operation to offer it, as JSON; nothing when there is none.
#[uniffi::export]
pub fn operation(id: &str) -> Option<String> {
    protocol::operation(id)
}

/// What may have been meant by a name that none of these is, which are separated by commas; empty when nobody can tell.
#[uniffi::export]
pub fn hint(wanted: &str, names: &str) -> String {
    protocol::hint(wanted, names)
}

/// The operations of a version, or of all versions, as JSON.
#[uniffi::export]
pub fn operations(version: Option<String>) -> Result<String> {
    protocol::operations(version.as_deref()).map_err(refused)
}

/// The version of this library.
#[uniffi::export]
pub fn version() -> String {
    protocol::VERSION.to_owned()
}

/// The members of an answer that a listing is turned by, separated by commas.
#[uniffi::export]
pub fn pager_members() -> String {
    protocol::Pager::MEMBERS.join(",")
}

/// Verifies a notification, and says what it is about, as JSON.
#[uniffi::export]
pub fn webhook_unwrap(body: Vec<u8>, headers: &str, secrets: &[Vec<u8>]) -> Result<String> {
    webhook::unwrap(&body, headers, secrets).map_err(refused)
}

/// Verifies a notification.
#[uniffi::export]
pub fn webhook_verify(body: Vec<u8>, headers: &str, secrets: &[Vec<u8>]) -> Result<()> {
    webhook::verify(&body, headers, secrets).map_err(refused)
}

/// The value of the header that Intercom would send with this body.
#[uniffi::export]
pub fn webhook_sign(body: Vec<u8>, secret: Vec<u8>) -> Result<String> {
    webhook::sign(&body, &secret).map_err(refused)
}

/// The topics that are known, separated by commas.
#[uniffi::export]
pub fn webhook_topics() -> String {
    webhook::known_topics()
}

/// The `user_hash` of a user.
#[uniffi::export]
pub fn user_hash(secret: Vec<u8>, user: &str) -> Result<String> {
    identity::user_hash(&secret, user).map_err(refused)
}

/// The `intercom_user_jwt` of a user.
#[uniffi::export]
pub fn messenger_jwt(secret: Vec<u8>, claims: &str, expires_at: Option<u64>) -> Result<String> {
    identity::messenger_jwt(&secret, claims, expires_at).map_err(refused)
}

/// Where an admin grants access.
#[uniffi::export]
pub fn authorize_url(region: &str, client_id: &str, state: &str, redirect_uri: Option<String>) -> Result<String> {
    oauth::authorize_url(region, client_id, state, redirect_uri.as_deref()).map_err(refused)
}

/// Reads the answer to an exchange, as JSON.
#[uniffi::export]
pub fn read_grant(body: &str) -> Result<String> {
    oauth::read_grant(body).map_err(refused)
}

/// Holds a query against what a search is known to take.
#[uniffi::export]
pub fn search_check(resource: &str, version: &str, query: &str, unchecked: &str) -> Result<()> {
    search::check(resource, version, query, unchecked).map_err(refused)
}

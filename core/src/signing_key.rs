//! The one door to HMAC: secrets that may key it.

use hmac::KeyInit;

use crate::error::Error;

/// Keys an HMAC with a secret. `name` says which secret it is, for the message.
///
/// # Errors
/// When the secret is empty: a setting that is missing must not make everybody's signature fit.
pub(crate) fn signing_key<M: KeyInit>(secret: &[u8], name: &str) -> Result<M, Error> {
    if secret.is_empty() {
        return Err(Error::argument(format!("{name} is empty; with it, anybody could sign")));
    }
    Ok(M::new_from_slice(secret).expect("HMAC takes a key of any length"))
}

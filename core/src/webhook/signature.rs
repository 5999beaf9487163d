//! The signature of a notification: `sha1=` and the HMAC-SHA1 of the body, in lower-case hexadecimal.

use hmac::{Hmac, Mac};
use sha1::Sha1;

use crate::error::{Error, ErrorKind};
use crate::signing_key::signing_key;

/// The header that carries the signature of a notification.
pub const SIGNATURE_HEADER: &str = "X-Hub-Signature";

const ALGORITHM: &[u8] = b"sha1=";
const DIGEST_BYTES: usize = 20;
const DIGEST_DIGITS: usize = 2 * DIGEST_BYTES;

/// Checks that a notification was signed with one of the secrets, in time that does not depend on how much of it fits.
///
/// `body` is the request's body as it was received, before anything decoded it or wrote it again. `headers` are all headers of
/// the request; names are compared without case. Several `secrets` let a new client secret take over from an old one.
///
/// # Errors
/// Of kind [`ErrorKind::Signature`] when the header is missing, repeated or malformed, or the signature fits none of the
/// secrets: whoever sent the request, it was not shown to be Intercom. Of kind [`ErrorKind::Argument`] when there is no secret,
/// or an empty one. No message repeats a secret or what the sender wrote.
pub fn verify(
    body: &[u8],
    headers: &[(impl AsRef<str>, impl AsRef<[u8]>)],
    secrets: &[impl AsRef<[u8]>],
) -> Result<(), Error> {
    let keys = secrets.iter().map(|secret| key(secret.as_ref())).collect::<Result<Vec<_>, _>>()?;
    if keys.is_empty() {
        return Err(Error::argument("there is no secret to verify with; give the client secret of the app"));
    }
    let count = keys.len();
    let claimed = claimed_digest(headers)?;
    if keys.into_iter().any(|key| key.chain_update(body).verify_slice(&claimed).is_ok()) {
        return Ok(());
    }
    let which = if count == 1 { "the secret".to_owned() } else { format!("any of the {count} secrets") };
    Err(refused(format!(
        "the signature does not fit {which}; is the body the raw bytes as received, and the secret the app's client secret?"
    )))
}

/// The value of [`SIGNATURE_HEADER`] that Intercom would send with this body: for testing one's own endpoint.
///
/// # Errors
/// When the secret is empty.
pub fn sign(body: &[u8], secret: impl AsRef<[u8]>) -> Result<String, Error> {
    let digest = key(secret.as_ref())?.chain_update(body).finalize().into_bytes();
    Ok(format!("sha1={}", base16ct::lower::encode_string(&digest)))
}

fn key(secret: &[u8]) -> Result<Hmac<Sha1>, Error> {
    signing_key(secret, "the client secret")
}

/// The digest the sender claims. Only what Intercom itself writes is read, so that one signature has one spelling.
fn claimed_digest(headers: &[(impl AsRef<str>, impl AsRef<[u8]>)]) -> Result<[u8; DIGEST_BYTES], Error> {
    let mut values = headers
        .iter()
        .filter(|(name, _)| name.as_ref().eq_ignore_ascii_case(SIGNATURE_HEADER))
        .map(|(_, value)| value.as_ref());
    let Some(value) = values.next() else {
        return Err(refused(format!(
            "there is no {SIGNATURE_HEADER} header, and Intercom signs every notification; does something on the way drop it?"
        )));
    };
    let more = values.count();
    if more > 0 {
        return Err(refused(format!("there are {} {SIGNATURE_HEADER} headers; a notification has one", more + 1)));
    }
    // White space around a value is not part of it, and not every server removes it.
    let value = value.trim_ascii();
    let Some(digits) = value.strip_prefix(ALGORITHM) else {
        return Err(malformed("does not begin with \"sha1=\""));
    };
    if digits.len() != DIGEST_DIGITS {
        return Err(malformed(&format!("has {} characters after \"sha1=\"", digits.len())));
    }
    let mut digest = [0; DIGEST_BYTES];
    match base16ct::lower::decode(digits, &mut digest) {
        Ok(_) => Ok(digest),
        Err(_) => Err(malformed("holds something else than lower-case hexadecimal digits")),
    }
}

fn malformed(what: &str) -> Error {
    refused(format!(
        "the {SIGNATURE_HEADER} header {what}; it should read \"sha1=\" and {DIGEST_DIGITS} hexadecimal digits"
    ))
}

fn refused(message: String) -> Error {
    Error::new(ErrorKind::Signature, message)
}

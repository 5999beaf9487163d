//! Proof of who a visitor of the Messenger is, made on the server and handed to the page.
//!
//! A page cannot be trusted to say who looks at it, so the workspace's own server signs that. [`messenger_jwt`] is the way Intercom
//! advises; [`user_hash`] is the older one.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::arguments::{Part, describe};
use crate::body::Members;
use crate::document::Value;
use crate::error::Error;
use crate::signing_key::signing_key;

/// The `user_hash` of a user for the Messenger: HMAC-SHA256 of the user's id, or of the email where there is no id, in hexadecimal.
///
/// `secret` is the identity verification secret of the platform: web, iOS and Android have one each.
///
/// # Errors
/// When the secret or the user is empty.
pub fn user_hash(secret: impl AsRef<[u8]>, user_id_or_email: &str) -> Result<String, Error> {
    if user_id_or_email.is_empty() {
        return Err(Error::argument("the user id is empty; a hash of nothing would fit every visitor without one"));
    }
    let digest = keyed_digest(secret.as_ref(), IDENTITY_SECRET, user_id_or_email.as_bytes())?;
    Ok(base16ct::lower::encode_string(&digest))
}

/// The `intercom_user_jwt` of a user for the Messenger: the claims, signed with HS256 as RFC 7515 describes.
///
/// `secret` is the Messenger API secret. `claims` is the text of a JSON object that has at least `user_id`, and whatever else the
/// page must not be able to change. `expires_at` adds the claim `exp`, in UNIX seconds.
///
/// # Errors
/// When the secret is empty, the claims are no object or have no `user_id`, `exp` is given twice, or `expires_at` is so far
/// away that it must be meant in milliseconds.
pub fn messenger_jwt(secret: impl AsRef<[u8]>, claims: &[u8], expires_at: Option<u64>) -> Result<String, Error> {
    let given = Part::read_object("claims", Some(claims))?;
    let claim = |name: &str| given.root().and_then(|claims| claims.get(name));
    let mut members = Members::default();
    given.root().into_iter().for_each(|claims| members.set_all(claims));
    match claim("user_id") {
        None => return Err(Error::argument("the claims have no user_id, which says whom they are about")),
        Some(user) if !is_text(user) => {
            let found = describe(user);
            return Err(Error::argument(format!("the claim user_id must be a string that is not empty, not {found}")));
        }
        Some(_) => {}
    }
    if let Some(seconds) = expires_at {
        if claim("exp").is_some() {
            return Err(Error::argument("exp is given twice; leave it to the claims or to expires_at"));
        }
        if seconds > LATEST_SECONDS {
            return Err(Error::argument(format!("expires_at is {seconds}; it must be UNIX seconds, not milliseconds")));
        }
        members.set("exp", &seconds.to_string());
    }
    compact_jws(secret.as_ref(), r#"{"alg":"HS256","typ":"JWT"}"#, &members.to_json())
}

const IDENTITY_SECRET: &str = "the identity verification secret";
const MESSENGER_SECRET: &str = "the Messenger API secret";

/// The end of the year 9999. As milliseconds it is in 1978, before anything that expires.
const LATEST_SECONDS: u64 = 253_402_300_799;

fn is_text(value: Value<'_>) -> bool {
    value.as_str().is_some_and(|text| !text.is_empty())
}

fn compact_jws(secret: &[u8], header: &str, payload: &str) -> Result<String, Error> {
    let base64url = Base64UrlUnpadded::encode_string;
    let signed = format!("{}.{}", base64url(header.as_bytes()), base64url(payload.as_bytes()));
    let signature = keyed_digest(secret, MESSENGER_SECRET, signed.as_bytes())?;
    Ok(format!("{signed}.{}", base64url(&signature)))
}

fn keyed_digest(secret: &[u8], name: &str, message: &[u8]) -> Result<[u8; 32], Error> {
    let key: Hmac<Sha256> = signing_key(secret, name)?;
    Ok(key.chain_update(message).finalize().into_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_that_of_rfc_7515_appendix_a_1() {
        let key = Base64UrlUnpadded::decode_vec(
            "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
        )
        .expect("the key of the RFC is base64url");
        let header = "{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}";
        let payload = "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}";
        let token = compact_jws(&key, header, payload).expect("the key is not empty");
        let parts = [
            "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9",
            "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ",
            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
        ];
        assert_eq!(token, parts.join("."));
    }

    #[test]
    fn a_digest_is_that_of_rfc_4231_also_for_messages_that_are_no_text() {
        let ascending: Vec<u8> = (1..=25).collect();
        let cases: [(&[u8], &[u8], &str); 3] = [
            (&[0xaa; 20], &[0xdd; 50], "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
            (&ascending, &[0xcd; 50], "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
            // The RFC gives the first half of this one.
            (&[0x0c; 20], b"Test With Truncation", "a3b6167473100ee06e0c796c2955552b"),
        ];
        for (key, message, expected) in cases {
            let digest = keyed_digest(key, IDENTITY_SECRET, message).expect("the key is not empty");
            assert!(base16ct::lower::encode_string(&digest).starts_with(expected));
        }
    }
}

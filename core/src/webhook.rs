//! Notifications: whether Intercom sent them, and what they say.
//!
//! Intercom signs the body of every notification with the client secret of the app that subscribed, and sends the result in
//! [`SIGNATURE_HEADER`]. The signature covers the bytes as they were sent, so it is checked before anything reads them:
//!
//! ```
//! use entryphone::webhook;
//!
//! # fn main() -> Result<(), entryphone::Error> {
//! let body = br#"{"type":"notification_event","id":"notif_1","topic":"conversation.user.created"}"#;
//! let headers = [("X-Hub-Signature", webhook::sign(body, "client-secret")?)];
//!
//! let notification = webhook::unwrap(body, &headers, &["new-secret", "client-secret"])?;
//! assert_eq!(notification.topic().as_deref(), Some("conversation.user.created"));
//! assert_eq!(notification.dedupe_key().as_deref(), Some("notif_1"));
//! # Ok(())
//! # }
//! ```
//!
//! There is no time in the signature, and a notification that is not answered in time comes again. Who must not act twice
//! remembers each [`Notification::dedupe_key`].

mod notification;
mod signature;

pub use notification::Notification;
pub use signature::{SIGNATURE_HEADER, sign, verify};

use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::generated::topics::TOPICS;

/// Verifies the body as [`verify`] does, and only then reads it.
///
/// A notification is not refused for its shape: topics and fields are open, and everything may be absent.
///
/// # Errors
/// As [`verify`]; of kind [`ErrorKind::Api`] when the signature is right and the body is not JSON.
pub fn unwrap<B: AsRef<[u8]>>(
    body: B,
    headers: &[(impl AsRef<str>, impl AsRef<[u8]>)],
    secrets: &[impl AsRef<[u8]>],
) -> Result<Notification<B>, Error> {
    verify(body.as_ref(), headers, secrets)?;
    match Document::parse(body) {
        Ok(document) => Ok(Notification::new(document)),
        Err(error) => {
            Err(Error::new(ErrorKind::Api, format!("the notification is signed, and it is not JSON: {error}")))
        }
    }
}

/// The topics that are known, sorted. There are others: Intercom adds topics without a new version.
pub fn known_topics() -> &'static [&'static str] {
    &TOPICS
}

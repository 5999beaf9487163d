//! What a notification says.

use std::borrow::Cow;

use crate::document::{Document, Value};

/// A notification: its bytes, and where everything stands in them. Nothing is copied until it is asked for.
///
/// Every field may be absent, and reads as `None` then, as it does when it is not of the type it should be.
#[derive(Clone, Debug)]
pub struct Notification<B: AsRef<[u8]>> {
    document: Document<B>,
}

impl<B: AsRef<[u8]>> Notification<B> {
    pub(super) fn new(document: Document<B>) -> Notification<B> {
        Notification { document }
    }

    /// What happened, such as `conversation.user.created`. Topics are open: expect ones that nobody has heard of yet.
    pub fn topic(&self) -> Option<Cow<'_, str>> {
        self.text("topic")
    }

    /// The notification's own id, such as `notif_…`.
    pub fn id(&self) -> Option<Cow<'_, str>> {
        self.text("id")
    }

    /// What is the same each time the notification is delivered: remember it to act only once. It is the [`id`](Self::id).
    pub fn dedupe_key(&self) -> Option<Cow<'_, str>> {
        self.id()
    }

    /// The id of the workspace it is about.
    pub fn app_id(&self) -> Option<Cow<'_, str>> {
        self.text("app_id")
    }

    /// What it is about, in the shape of the API version the app has chosen in its settings. Items of deletions hold little but an id.
    pub fn item(&self) -> Option<Value<'_>> {
        self.document.root().path(&["data", "item"])
    }

    /// When it happened, in UNIX seconds.
    pub fn created_at(&self) -> Option<i64> {
        self.seconds("created_at")
    }

    /// When it was sent for the first time, in UNIX seconds.
    pub fn first_sent_at(&self) -> Option<i64> {
        self.seconds("first_sent_at")
    }

    /// When it was delivered, in UNIX seconds; 0 while it is not.
    pub fn delivered_at(&self) -> Option<i64> {
        self.seconds("delivered_at")
    }

    /// How often it has been sent, this time included.
    pub fn delivery_attempts(&self) -> Option<u64> {
        self.document.root().get("delivery_attempts")?.as_u64()
    }

    /// What has become of it, such as `pending`.
    pub fn delivery_status(&self) -> Option<Cow<'_, str>> {
        self.text("delivery_status")
    }

    /// The address of the notification itself (`self` on the wire).
    pub fn self_url(&self) -> Option<Cow<'_, str>> {
        self.text("self")
    }

    /// The addresses of what it is about.
    pub fn links(&self) -> Option<Value<'_>> {
        self.document.root().get("links")
    }

    /// The kind of the outer object, which is `notification_event` (`type` on the wire).
    pub fn object_type(&self) -> Option<Cow<'_, str>> {
        self.text("type")
    }

    /// Whether this is only the question whether anybody is there: it is about nothing.
    pub fn is_ping(&self) -> bool {
        self.topic().as_deref() == Some("ping")
    }

    /// The whole notification, with the fields that have no method here.
    pub fn document(&self) -> &Document<B> {
        &self.document
    }

    /// The whole notification, to keep.
    pub fn into_document(self) -> Document<B> {
        self.document
    }

    fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        self.document.root().get(name)?.as_str()
    }

    fn seconds(&self, name: &str) -> Option<i64> {
        self.document.root().get(name)?.as_i64()
    }
}

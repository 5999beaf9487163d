//! What the API answers and takes, as structs: one for each object that the catalog describes, over all versions.
//!
//! They take every body there is and lose nothing of it. Any member may be missing or `null`, and both read as `None`; what is not
//! described, or is not of the type that is described, is kept in `extra`. Written again, a model is the JSON it was read from.
//!
//! ```
//! use entryphone::models::{Contact, ContactList};
//!
//! let body = r#"{"type": "list", "data": [{"id": "5ba6", "name": null, "unread_count": "many", "mood": "sunny"}]}"#;
//! let page: ContactList = serde_json::from_str(body)?;
//! let contacts: Vec<Contact> = page.data.unwrap_or_default();
//!
//! let contact = &contacts[0];
//! assert_eq!(contact.id.as_deref(), Some("5ba6"));
//! assert_eq!(contact.name, None);
//! assert!(contact.nulls.contains("name"), "it was null, and not missing");
//! assert_eq!(contact.extra["mood"], "sunny");
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! A body to be sent is written from one as well: `serde_json::to_vec(&Contact { name: Some("Ada".into()), ..Contact::default() })`.

pub(crate) mod object;
mod scalar;
mod words;

use std::collections::BTreeSet;

pub use crate::generated::models::*;
pub use scalar::Scalar;

pub(crate) use object::object;
pub(crate) use words::words;

/// The names of members that are `null` rather than missing. One that is set is written as it is set, and not as `null`.
pub type Nulls = BTreeSet<&'static str>;

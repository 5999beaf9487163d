//! Letting a workspace grant an app access: send its admin to [`authorize_url`], and [`Exchange`] the code that comes back.
//!
//! ```
//! use entryphone::{Client, Config, Input, Region, Step, oauth};
//!
//! # fn main() -> Result<(), entryphone::Error> {
//! let url = oauth::authorize_url(Region::Us, "client-id", "state-of-this-session", Some("https://app.example/callback"))?;
//! assert!(url.starts_with("https://app.intercom.com/oauth?client_id=client-id&state="));
//!
//! let client = Client::new(Config::default())?;
//! let exchange = oauth::Exchange { client_id: "client-id", client_secret: "client-secret", code: "the-code" };
//! let mut call = exchange.start(&client, 7)?;
//! assert!(matches!(call.step(0, Input::Start), Step::Send(_)));
//!
//! let grant = oauth::Grant::read(br#"{"token_type":"Bearer","token":"dG9rOi"}"#)?;
//! assert_eq!(grant.token(), "dG9rOi");
//! # Ok(())
//! # }
//! ```
//!
//! What the app may do is set where it is registered, not asked for here. A token does not expire and is not refreshed.

mod authorize;
mod exchange;
mod grant;

pub use authorize::authorize_url;
pub use exchange::Exchange;
pub use grant::Grant;

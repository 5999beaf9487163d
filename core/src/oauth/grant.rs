//! The answer to an exchange.

use std::fmt;

use crate::document::{Document, Value};
use crate::error::{Error, ErrorKind};

/// The token that an admin granted. `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Grant {
    token: String,
    token_type: Option<String>,
}

impl Grant {
    /// Reads the body of a successful exchange, which has the token as `token` or as `access_token`.
    ///
    /// # Errors
    /// Of kind [`ErrorKind::Api`] when the body is not JSON or has no token. The message repeats nothing of it.
    pub fn read(body: &[u8]) -> Result<Grant, Error> {
        let document = Document::parse(body)
            .map_err(|error| Error::new(ErrorKind::Api, format!("the answer to the exchange is not JSON: {error}")))?;
        let text = |name: &str| document.root().get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
        let Some(token) = text("token").or_else(|| text("access_token")) else {
            return Err(Error::new(
                ErrorKind::Api,
                "the answer to the exchange has neither a token nor an access_token",
            ));
        };
        Ok(Grant { token: token.into_owned(), token_type: text("token_type").map(std::borrow::Cow::into_owned) })
    }

    /// The token, to be kept where secrets are kept.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// How the token is sent, which is `Bearer`.
    pub fn token_type(&self) -> Option<&str> {
        self.token_type.as_deref()
    }
}

impl fmt::Debug for Grant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Grant").field("token_type", &self.token_type).finish_non_exhaustive()
    }
}

//! The access token, which shows itself to nobody but the request it is sent with.

use std::fmt;

use crate::error::Error;

/// An access token. `Debug` hides it; there is no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Takes a token, without the surrounding white space that copying it tends to add.
    ///
    /// # Errors
    /// When it is empty or holds a character that cannot stand in a header. The message does not repeat the token.
    pub fn new(text: &str) -> Result<Token, Error> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::argument("the access token is empty; give the one of your app's Authentication page"));
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Error::argument(
                "the access token holds a space, a line break or another character that no token has; copy it again",
            ));
        }
        Ok(Token(text.to_owned()))
    }

    /// The value of the `Authorization` header: the one place that shows the token.
    pub fn authorization(&self) -> String {
        format!("Bearer {}", self.0)
    }

    /// Whether a text gives the token away.
    pub(crate) fn is_shown_by(&self, text: &str) -> bool {
        text.contains(&self.0)
    }

    /// Replaces the token wherever a text repeats it, as an echoing proxy's page would.
    pub(crate) fn scrub(&self, text: &mut String) {
        if text.contains(&self.0) {
            *text = text.replace(&self.0, "***");
        }
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(***)")
    }
}

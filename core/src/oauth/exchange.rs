//! From the code to the token.

use std::fmt;

use crate::arguments::Arguments;
use crate::body::Members;
use crate::call::Call;
use crate::client::Client;
use crate::config::Config;
use crate::draft::Draft;
use crate::error::Error;
use crate::operation::Method;
use crate::quoted::quoted;
use crate::token::Token;

/// Exchanges the code of an admin who granted access for a token. `Debug` shows neither the secret nor the code.
#[derive(Clone, Copy)]
pub struct Exchange<'a> {
    /// The app's client id.
    pub client_id: &'a str,
    /// The app's client secret.
    pub client_secret: &'a str,
    /// What came back as `code`. It works once, and only for some minutes.
    pub code: &'a str,
}

const PATH: &str = "/auth/eagle/token";

impl Exchange<'_> {
    /// Starts the call. It goes to the client's base URL by the client's rules, without the client's token. A success is read with
    /// [`Grant::read`](super::Grant::read).
    ///
    /// It is sent again only when it cannot have arrived, since a code works once. No error repeats the secret or the code.
    ///
    /// # Errors
    /// When a field is empty, or holds a character that it cannot have.
    pub fn start(&self, client: &Client, seed: u64) -> Result<Call, Error> {
        let given = [("client_id", self.client_id), ("client_secret", self.client_secret), ("code", self.code)];
        let mut body = Members::default();
        for (name, value) in given {
            check(name, value)?;
            body.set(name, &quoted(value));
        }
        let body = body.to_json();
        let arguments = Arguments { body: Some(body.as_bytes()), ..Arguments::default() };
        let mut draft = Draft::raw(Method::Post, PATH, &arguments)?;
        draft.secrets = vec![Token::new(self.client_secret)?, Token::new(self.code)?];
        let config = Config { token: None, token_provider: false, ..client.config().clone() };
        Ok(client.with(config)?.call(&draft, seed))
    }
}

impl fmt::Debug for Exchange<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Exchange").field("client_id", &self.client_id).finish_non_exhaustive()
    }
}

/// A quote or a backslash would look different in a body or a shell, where it could no longer be found and hidden.
fn check(name: &str, value: &str) -> Result<(), Error> {
    if value.is_empty() {
        return Err(Error::argument(format!("{name} is empty, and the exchange needs it")));
    }
    if !value.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\'' | b'\\')) {
        return Err(Error::argument(format!(
            "{name} holds a space or another character that it cannot have; copy it again"
        )));
    }
    Ok(())
}

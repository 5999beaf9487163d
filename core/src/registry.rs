//! The clients of one process: those of one token keep one rate limit, and open one scroll at a time.

use std::sync::{Mutex, Weak};

use crate::client::Client;
use crate::config::{BaseUrl, Config};
use crate::error::Error;
use crate::limiter::Limiter;
use crate::page::Scrolls;
use crate::shared::Shared;
use crate::token::Token;

/// Makes clients, so that those of one token and one base URL share their rate limit and their one scroll, as they do on the
/// server. A face keeps one for its process. A limit that no client uses any more is forgotten.
#[derive(Debug, Default)]
pub struct Registry {
    known: Vec<Known>,
}

#[derive(Debug)]
struct Known {
    base_url: BaseUrl,
    token: Token,
    limiter: Weak<Mutex<Limiter>>,
    scrolls: Scrolls,
}

impl Registry {
    /// A registry that knows no client yet.
    pub const fn new() -> Registry {
        Registry { known: Vec::new() }
    }

    /// Makes a client. One whose token comes from a provider shares with nobody, since nobody knows yet which token that is.
    ///
    /// # Errors
    /// As [`Client::new`].
    pub fn client(&mut self, config: Config) -> Result<Client, Error> {
        let Some(token) = config.token.clone().filter(|_| !config.token_provider) else {
            return Client::new(config);
        };
        self.known.retain(|known| known.limiter.strong_count() > 0);
        let same = |known: &&Known| known.token == token && known.base_url == config.base_url;
        if let Some((known, limiter)) =
            self.known.iter().find(same).and_then(|known| known.limiter.upgrade().map(|limiter| (known, limiter)))
        {
            return Client::sharing(config, Shared::under(limiter), known.scrolls.clone());
        }
        let base_url = config.base_url.clone();
        let shared = Shared::default();
        let limiter = shared.limiter();
        let client = Client::sharing(config, shared, Scrolls::default())?;
        self.known.push(Known { base_url, token, limiter, scrolls: client.scrolls().clone() });
        Ok(client)
    }
}

//! Tokens that a provider hands out: asked for once, shared by all calls of a client, replaced when the server rejects them.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::token::Token;

/// How long one call may keep the others waiting for the token it asked for, in milliseconds.
const PATIENCE_MS: u64 = 30_000;

/// How often a waiting call looks whether the token has come.
const LOOK_MS: u64 = 50;

/// The token of all calls of a client.
#[derive(Clone, Debug, Default)]
pub(crate) struct Credentials(Arc<Mutex<Held>>);

#[derive(Debug, Default)]
struct Held {
    token: Option<Token>,
    /// Counts the tokens, so that the rejection of an old one does not cost the new one.
    generation: u64,
    /// Who asks the provider now, and since when.
    asking: Option<(u64, u64)>,
    asked: u64,
}

/// What a call that needs a token has to do.
#[derive(Debug)]
pub(crate) enum Need {
    /// Send with this token, of this generation.
    Use(Token, u64),
    /// Ask the provider.
    Ask(Asking),
    /// Another call is asking; look again then.
    LookAgain { until_ms: u64 },
}

/// The right to ask the provider. When it is dropped without an answer, the next call may ask.
#[derive(Debug)]
pub(crate) struct Asking {
    credentials: Credentials,
    number: u64,
}

impl Credentials {
    pub(crate) fn need(&self, now_ms: u64) -> Need {
        let mut held = self.held();
        if let Some(token) = &held.token {
            return Need::Use(token.clone(), held.generation);
        }
        match held.asking {
            Some((_, since_ms)) if now_ms < since_ms.saturating_add(PATIENCE_MS) => {
                Need::LookAgain { until_ms: now_ms.saturating_add(LOOK_MS) }
            }
            _ => {
                held.asked += 1;
                held.asking = Some((held.asked, now_ms));
                Need::Ask(Asking { credentials: self.clone(), number: held.asked })
            }
        }
    }

    /// Forgets a token that the server rejected, unless it has been replaced already.
    pub(crate) fn reject(&self, generation: u64) {
        let mut held = self.held();
        if held.generation == generation {
            held.token = None;
        }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        // Nothing is left half-changed by a panic: every change is one assignment after the other, of values already made.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Asking {
    /// Hands in what the provider gave, for all calls.
    pub(crate) fn answer(self, token: Token) {
        let mut held = self.credentials.held();
        held.token = Some(token);
        held.generation += 1;
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        let mut held = self.credentials.held();
        if held.asking.is_some_and(|(number, _)| number == self.number) {
            held.asking = None;
        }
    }
}

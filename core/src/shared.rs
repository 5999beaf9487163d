//! What the calls of one token have in common: the token itself, its rate limit, and what they may spend on repeats.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use crate::attempt::Sent;
use crate::credentials::Credentials;
use crate::limiter::{Admission, Lane, Limiter, Ticket};
use crate::rate_limit::RateLimit;
use crate::retry_budget::{RetryBudget, RetryCause};

/// What the calls of one token have in common. Clones are the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shared {
    pub(crate) credentials: Credentials,
    limiter: Arc<Mutex<Limiter>>,
    budget: Arc<Mutex<RetryBudget>>,
}

impl Shared {
    /// What has only the rate limit in common with others.
    pub(crate) fn under(limiter: Arc<Mutex<Limiter>>) -> Shared {
        Shared { limiter, ..Shared::default() }
    }

    /// The rate limit, for as long as somebody keeps it.
    pub(crate) fn limiter(&self) -> Weak<Mutex<Limiter>> {
        Arc::downgrade(&self.limiter)
    }

    /// Takes a place among the calls that wait for the rate limit.
    pub(crate) fn join(&self, lane: Lane) -> Turn {
        let ticket = locked(&self.limiter).join(lane);
        Turn { limiter: Arc::clone(&self.limiter), ticket: Some(ticket) }
    }

    /// What is known of the rate limit.
    pub(crate) fn rate_limit(&self, now_ms: u64) -> RateLimit {
        locked(&self.limiter).state(now_ms)
    }

    /// What answers have shown of the rate limit.
    pub(crate) fn shown(&self, now_ms: u64) -> RateLimit {
        locked(&self.limiter).shown(now_ms)
    }

    /// Pays for a repeat; `false` when there is nothing left to pay with.
    pub(crate) fn spend(&self, cause: RetryCause) -> bool {
        locked(&self.budget).spend(cause)
    }

    /// Pays in for a success.
    pub(crate) fn refund(&self, last_repeat: Option<RetryCause>) {
        locked(&self.budget).refund(last_repeat);
    }
}

/// One call's place under the rate limit. Dropping it gives the place back.
#[derive(Debug)]
pub(crate) struct Turn {
    limiter: Arc<Mutex<Limiter>>,
    ticket: Option<Ticket>,
}

impl Turn {
    pub(crate) fn ask(&mut self, now_ms: u64) -> Admission {
        match &mut self.ticket {
            Some(ticket) => locked(&self.limiter).poll(ticket, now_ms),
            None => Admission::Go,
        }
    }

    /// The call goes only now, having waited for more than its turn.
    pub(crate) fn taken(&mut self, now_ms: u64) {
        if let Some(ticket) = &mut self.ticket {
            locked(&self.limiter).depart(ticket, now_ms);
        }
    }

    /// An answer came.
    pub(crate) fn answered(mut self, now_ms: u64, rate_limit: Option<RateLimit>, is_throttled: bool) {
        if let Some(ticket) = self.ticket.take() {
            locked(&self.limiter).observe(now_ms, ticket, rate_limit, is_throttled);
        }
    }

    /// No answer came.
    pub(crate) fn lost(mut self, sent: Sent) {
        if let Some(ticket) = self.ticket.take() {
            locked(&self.limiter).leave(ticket, sent);
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // A host that drops a call may have sent it.
        if let Some(ticket) = self.ticket.take() {
            locked(&self.limiter).leave(ticket, Sent::Maybe);
        }
    }
}

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic under the lock would be a bug of ours; the numbers behind it are still the best there are.
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

//! What keeps retries from making an outage worse: they cost, successes pay, and when nothing is left there are none.
//!
//! A client that sends every failed call four times multiplies the load on a server that is failing under it. So the calls of a
//! client share one purse: a burst of failures is ridden out, and in a lasting outage a call is soon sent once and fails. The
//! measures are those of the AWS SDKs, whose clients have kept such a purse for years.

/// Why a call is sent again, which decides what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RetryCause {
    /// No whole answer came: a timeout or a broken connection. It held resources on both sides for the longest.
    Lost,
    /// The server failed: a 5xx or a 408.
    Server,
    /// The server refused the call for coming too soon: a 429. Refusing is cheap, and it says when to come back.
    Throttled,
}

impl RetryCause {
    /// The cause in one word.
    pub const fn as_str(self) -> &'static str {
        match self {
            RetryCause::Lost => "lost",
            RetryCause::Server => "server",
            RetryCause::Throttled => "throttled",
        }
    }

    /// The price of one retry in tokens.
    pub const fn cost(self) -> u32 {
        match self {
            RetryCause::Lost => 10,
            RetryCause::Server => 5,
            RetryCause::Throttled => 1,
        }
    }
}

/// A purse of tokens for the retries of a client's calls.
#[derive(Clone, Debug)]
pub struct RetryBudget {
    tokens: u32,
}

impl RetryBudget {
    /// What a full purse holds: 50 retries of lost calls, or 100 after server errors.
    pub const CAPACITY: u32 = 500;

    /// What a call brings that succeeds at once.
    pub const REWARD: u32 = 1;

    /// A full purse.
    pub const fn new() -> RetryBudget {
        RetryBudget { tokens: RetryBudget::CAPACITY }
    }

    /// Pays for one retry. When the tokens do not suffice it takes none and says `false`: the call must not be sent again.
    #[must_use]
    pub const fn spend(&mut self, cause: RetryCause) -> bool {
        match self.tokens.checked_sub(cause.cost()) {
            Some(left) => {
                self.tokens = left;
                true
            }
            None => false,
        }
    }

    /// Pays in for a call that succeeded: what its last retry cost, or [`RetryBudget::REWARD`] when it had none. The retries before
    /// the last stay paid, so that calls which need many wear the purse down.
    pub fn refund(&mut self, last_retry: Option<RetryCause>) {
        let tokens = last_retry.map_or(RetryBudget::REWARD, RetryCause::cost);
        self.tokens = (self.tokens + tokens).min(RetryBudget::CAPACITY);
    }

    /// The tokens left.
    pub const fn tokens(&self) -> u32 {
        self.tokens
    }
}

impl Default for RetryBudget {
    fn default() -> RetryBudget {
        RetryBudget::new()
    }
}

//! What a client is told once.

mod base_url;

use crate::error::Error;
use crate::fleet::Fleet;
use crate::limiter::Lane;
use crate::quoted::quoted;
use crate::token::Token;
use crate::version::Version;

pub(crate) use base_url::without_credentials;
pub use base_url::{BaseUrl, Region};

/// What a client is told once. `Debug` shows no token.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that works without the others")]
pub struct Config {
    /// The access token; `None` where something behind the base URL adds it, as a dashboard's own backend does.
    pub token: Option<Token>,
    /// Whether tokens come from a provider, which calls ask for with [`Step::NeedToken`](crate::Step::NeedToken). `token` is
    /// ignored then.
    pub token_provider: bool,
    /// The version of the API to speak. It is always sent, since without it the workspace's settings decide.
    pub version: Version,
    /// Where requests go, and the only place the token goes.
    pub base_url: BaseUrl,
    /// The `User-Agent`; empty for none.
    pub user_agent: String,
    /// How often one call may be sent. At least 1.
    pub max_attempts: u32,
    /// The time for one attempt, in milliseconds.
    pub timeout_ms: u64,
    /// The longest silence of a connection that is answering, in milliseconds.
    pub idle_timeout_ms: u64,
    /// The time for a whole call, repeats and waits included, in milliseconds.
    pub deadline_ms: u64,
    /// The largest answer that is taken into memory, in bytes.
    pub max_body_bytes: usize,
    /// Whether calls wait for their turn under the rate limit instead of running into it.
    pub limiter: bool,
    /// Who goes first when they do.
    pub lane: Lane,
    /// Who else shares the rate limit, when calls ask for their slots with [`Step::Reserve`](crate::Step::Reserve).
    pub fleet: Option<Fleet>,
    /// Whether operations and parameters outside their versions are sent all the same.
    pub any_version: bool,
    /// Whether machines record what they do, for [`Call::drain_events`](crate::Call::drain_events) and the like.
    pub events: bool,
    /// Whether answers are compared with the catalog, for [`Outcome::drift`](crate::Outcome::drift). Needs the feature `drift`.
    pub strict: bool,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            token: None,
            token_provider: false,
            version: Version::LATEST,
            base_url: Region::Us.base_url(),
            user_agent: concat!("entryphone/", env!("CARGO_PKG_VERSION")).to_owned(),
            max_attempts: 4,
            timeout_ms: 60_000,
            idle_timeout_ms: 30_000,
            deadline_ms: 120_000,
            max_body_bytes: 64 << 20,
            limiter: true,
            lane: Lane::Interactive,
            fleet: None,
            any_version: false,
            events: false,
            strict: false,
        }
    }
}

impl Config {
    /// Checks what the types cannot: that numbers are not zero and the user agent can stand in a header.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.max_attempts == 0 {
            return Err(Error::argument("max_attempts is 0; a call needs at least 1 attempt"));
        }
        for (name, value) in
            [("timeout", self.timeout_ms), ("idle timeout", self.idle_timeout_ms), ("deadline", self.deadline_ms)]
        {
            if value == 0 {
                return Err(Error::argument(format!("the {name} is 0; it must be at least 1 ms")));
            }
        }
        if self.strict && !cfg!(feature = "drift") {
            return Err(Error::argument("strict is on, and this build has no tables to compare answers with"));
        }
        if self.user_agent.bytes().any(|byte| byte.is_ascii_control() || !byte.is_ascii()) {
            return Err(Error::argument(format!(
                "the user agent {} cannot stand in a header; it must be printable ASCII",
                quoted(&self.user_agent)
            )));
        }
        if let Some(fleet) = &self.fleet {
            fleet.check()?;
            if !self.limiter {
                return Err(Error::argument(
                    "a fleet needs the limiter, which learns the limit that its processes share",
                ));
            }
            if self.token.as_ref().is_some_and(|token| token.is_shown_by(&fleet.name)) {
                return Err(Error::argument(
                    "the name of the fleet holds the access token; everybody with a view of the store would see it",
                ));
            }
        }
        Ok(())
    }
}

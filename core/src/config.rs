//! What a client is told once.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use crate::error::Error;
use crate::fleet::Fleet;
use crate::limiter::Lane;
use crate::quoted::quoted;
use crate::token::Token;
use crate::version::Version;

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

/// Where a workspace is hosted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Region {
    /// United States.
    Us,
    /// Europe.
    Eu,
    /// Australia.
    Au,
}

impl Region {
    /// The region's base URL.
    pub fn base_url(self) -> BaseUrl {
        BaseUrl(
            match self {
                Region::Us => "https://api.intercom.io",
                Region::Eu => "https://api.eu.intercom.io",
                Region::Au => "https://api.au.intercom.io",
            }
            .to_owned(),
        )
    }
}

impl FromStr for Region {
    type Err = Error;

    fn from_str(text: &str) -> Result<Region, Error> {
        match text.to_ascii_lowercase().as_str() {
            "us" => Ok(Region::Us),
            "eu" => Ok(Region::Eu),
            "au" => Ok(Region::Au),
            _ => Err(Error::argument(format!(
                "unknown region {text}; the regions are \"us\", \"eu\" and \"au\"",
                text = quoted(text)
            ))),
        }
    }
}

/// Where requests go: `https`, a host, perhaps a port and a prefix of the path. Plain `http` is for loopback only.
#[derive(Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// The text, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for BaseUrl {
    type Err = Error;

    fn from_str(text: &str) -> Result<BaseUrl, Error> {
        let refuse = |what: &str| {
            Err(Error::argument(format!(
                "the base URL {} {what}; it should read like \"https://api.intercom.io\"",
                without_credentials(text)
            )))
        };
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
            None => return refuse("has no scheme"),
        };
        if text.contains(|character: char| !character.is_ascii_graphic() || character == '\\') {
            return refuse("holds a character that no URL has");
        }
        if text.contains(['?', '#']) {
            return refuse("has a query or a fragment");
        }
        let (authority, prefix) = match rest.find('/') {
            Some(slash) => rest.split_at(slash),
            None => (rest, ""),
        };
        if authority.contains('@') {
            return refuse("carries credentials");
        }
        let Some(host) = host_of(authority) else {
            return refuse("has no valid host");
        };
        if prefix.split('/').any(|segment| segment == "." || segment == "..") {
            return refuse("has a path that climbs");
        }
        match scheme.as_str() {
            "https" => {}
            "http" if is_loopback(host) => {}
            "http" => return refuse("would send the token unencrypted"),
            _ => return refuse("is neither https nor http"),
        }
        let authority = authority.to_ascii_lowercase();
        Ok(BaseUrl(format!("{scheme}://{authority}{}", prefix.trim_end_matches('/'))))
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.0)
    }
}

/// The host of `host`, `host:port` or `[address]:port`, when both parts are well formed.
fn host_of(authority: &str) -> Option<&str> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (address, after) = rest.split_once(']')?;
            address.parse::<std::net::Ipv6Addr>().ok()?;
            (address, after.strip_prefix(':').or(after.is_empty().then_some("0"))?)
        }
        None => authority.split_once(':').unwrap_or((authority, "0")),
    };
    port.parse::<u16>().ok()?;
    (!host.is_empty()
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b':' | b'_')))
    .then_some(host)
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// A URL for a message: what stands before an `@` may be a password.
pub(crate) fn without_credentials(text: &str) -> String {
    match text.rsplit_once('@') {
        Some((_, rest)) => format!("\"***@{rest}\""),
        None => quoted(text),
    }
}

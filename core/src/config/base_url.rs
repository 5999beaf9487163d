//! Where requests go.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

use crate::error::Error;
use crate::quoted::quoted;

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
        BaseUrl::read(text).map_err(|what| {
            Error::argument(format!(
                "the base URL {} {what}; it should read like \"https://api.intercom.io\"",
                without_credentials(text)
            ))
        })
    }
}

impl BaseUrl {
    /// Reads the text, or says what is wrong with it.
    pub(crate) fn read(text: &str) -> Result<BaseUrl, &'static str> {
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
            None => return Err("has no scheme"),
        };
        if text.contains(|character: char| !character.is_ascii_graphic() || character == '\\') {
            return Err("holds a character that no URL has");
        }
        if text.contains(['?', '#']) {
            return Err("has a query or a fragment");
        }
        let (authority, prefix) = match rest.find('/') {
            Some(slash) => rest.split_at(slash),
            None => (rest, ""),
        };
        if authority.contains('@') {
            return Err("carries credentials");
        }
        let Some(host) = host_of(authority) else {
            return Err("has no valid host");
        };
        if prefix.split('/').any(|segment| segment == "." || segment == "..") {
            return Err("has a path that climbs");
        }
        match scheme.as_str() {
            "https" => {}
            "http" if is_loopback(host) => {}
            "http" => return Err("is unencrypted"),
            _ => return Err("is neither https nor http"),
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
            address.parse::<Ipv6Addr>().ok()?;
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
        Some((_, rest)) => quoted(&format!("***@{rest}")),
        None => quoted(text),
    }
}

//! Where an admin grants access.

use std::str::FromStr;

use crate::config::{BaseUrl, Region, without_credentials};
use crate::error::Error;
use crate::query::Query;

/// The address to send an admin to, who grants the app access there and comes back to `redirect_uri` with a `code` and the `state`.
///
/// `state` is a value that nobody can guess; take a code only when it comes with the state of the same browser's session.
/// `redirect_uri` is one of the addresses the app is registered with; without it, Intercom takes the first. Only the address for
/// the United States is documented; the other two are those where the same regions' workspaces are used.
///
/// # Errors
/// When `client_id` or `state` is empty, or `redirect_uri` is neither `https` nor on loopback.
pub fn authorize_url(
    region: Region,
    client_id: &str,
    state: &str,
    redirect_uri: Option<&str>,
) -> Result<String, Error> {
    if client_id.is_empty() {
        return Err(Error::argument("the client id is empty; give the one of your app's Basic information page"));
    }
    if state.is_empty() {
        return Err(Error::argument(
            "the state is empty; without one, anybody could bring an admin a code of their own",
        ));
    }
    let mut query = Query::default();
    query.set("client_id", client_id);
    query.set("state", state);
    if let Some(address) = redirect_uri {
        check_redirect(address)?;
        query.set("redirect_uri", address);
    }
    let host = match region {
        Region::Us => "app.intercom.com",
        Region::Eu => "app.eu.intercom.com",
        Region::Au => "app.au.intercom.com",
    };
    let mut url = format!("https://{host}/oauth");
    query.write(&mut url);
    Ok(url)
}

/// A redirect address keeps to the rules of base URLs, and may have a query.
fn check_redirect(address: &str) -> Result<(), Error> {
    let (base, query) = address.split_once('?').unwrap_or((address, ""));
    if BaseUrl::from_str(base).is_ok() && query.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#') {
        return Ok(());
    }
    Err(Error::argument(format!(
        "the redirect address {} must be https (or http on loopback), with a host, and without credentials and fragment",
        without_credentials(address)
    )))
}

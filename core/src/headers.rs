//! The headers a caller adds.

use crate::arguments::Part;
use crate::error::Error;
use crate::quoted::quoted;

/// Headers the client and the host decide alone: the token's, and those that frame the message.
const RESERVED: [&str; 6] = ["authorization", "host", "content-length", "transfer-encoding", "connection", "cookie"];

/// Reads an object of headers, and refuses what could smuggle another one in.
pub(crate) fn extra(object: Option<&[u8]>) -> Result<Vec<(String, String)>, Error> {
    let extra = Part::read_object("extra_headers", object)?;
    let mut headers = Vec::new();
    for (name, value) in extra.members() {
        let name = name.decode().into_owned();
        let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if name.is_empty() || !name.bytes().all(is_token) {
            return Err(Error::argument(format!(
                "{name} cannot be the name of a header; use letters, digits and hyphens",
                name = quoted(&name)
            )));
        }
        if RESERVED.contains(&name.to_ascii_lowercase().as_str()) {
            return Err(Error::argument(format!("the header {name} is the client's own and cannot be set per call")));
        }
        let Some(text) = value.as_str() else {
            return Err(Error::argument(format!("the header {name} must be a string")));
        };
        if !text.bytes().all(|byte| byte == b'\t' || (b' '..=b'~').contains(&byte)) {
            return Err(Error::argument(format!(
                "the header {name} holds a line break or another character that no header may have"
            )));
        }
        headers.push((name, text.into_owned()));
    }
    Ok(headers)
}

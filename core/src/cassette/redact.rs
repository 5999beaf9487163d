//! What a cassette does not keep.

use std::borrow::Cow;

use crate::document::{Kind, Value, write_string};
use crate::percent::decode;

/// What stands in place of a secret, and of what the recorder hides.
const REDACTED: &str = "REDACTED";
const HIDDEN: &str = "HIDDEN";

/// What members and parameters of secrets are called, alone or behind an underscore.
const SECRETS: [&str; 9] =
    ["token", "secret", "password", "jwt", "authorization", "api_key", "signing_key", "private_key", "user_hash"];

/// What a parameter is called that makes an address work for whoever has it.
const SIGNATURES: [&str; 6] = ["signature", "x-amz-signature", "x-goog-signature", "sig", "token", "policy"];

/// The headers of an answer that say something about it. What is not among them may be a secret.
const HEADERS: [&str; 8] = [
    "content-type",
    "content-length",
    "content-disposition",
    "content-encoding",
    "date",
    "retry-after",
    "location",
    "x-request-id",
];
const RATE_LIMIT: &str = "x-ratelimit-";

/// Takes out of an exchange what is secret, and what the recorder hides.
pub(super) struct Redaction<'a> {
    hidden: &'a [String],
    token: Option<&'a str>,
}

impl<'a> Redaction<'a> {
    /// For an exchange whose request has these headers.
    pub(super) fn new(hidden: &'a [String], headers: &[(&str, &'a str)]) -> Redaction<'a> {
        let authorization = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("authorization"));
        let token = authorization.map(|(_, value)| value.rsplit(' ').next().unwrap_or_default());
        Redaction { hidden, token: token.filter(|token| !token.is_empty()) }
    }

    /// The headers of an answer that are kept, and what is kept of them.
    pub(super) fn headers<'h>(&self, headers: &[(&'h str, &str)]) -> Vec<(&'h str, String)> {
        let is_kept = |name: &str| HEADERS.contains(&name) || name.starts_with(RATE_LIMIT);
        let kept = headers.iter().filter(|(name, _)| is_kept(&name.to_ascii_lowercase()));
        kept.map(|(name, value)| (*name, self.text(value))).collect()
    }

    /// A text without the token, and without the signature when it is an address.
    pub(super) fn text(&self, text: &str) -> String {
        let text = match text.split_once('?') {
            Some((address, query)) if address.starts_with("http") && is_signed(query) => {
                Cow::Owned(format!("{address}?{REDACTED}"))
            }
            _ => Cow::Borrowed(text),
        };
        match self.token {
            Some(token) if text.contains(token) => text.replace(token, REDACTED),
            _ => text.into_owned(),
        }
    }

    /// A query with what is secret or hidden replaced in its place.
    pub(super) fn query(&self, query: &str) -> String {
        let pairs = query.split('&').map(|pair| {
            let (name, _) = pair.split_once('=').unwrap_or((pair, ""));
            match self.replacement(&decode(name)) {
                Some(replacement) => format!("{name}={replacement}"),
                None => self.text(pair),
            }
        });
        pairs.collect::<Vec<_>>().join("&")
    }

    /// Writes a value in one line, with what is secret or hidden replaced in its place.
    pub(super) fn write(&self, value: Value<'_>, out: &mut String) {
        self.write_under(None, value, out);
    }

    /// `replacement` stands in place of every text.
    fn write_under(&self, replacement: Option<&str>, value: Value<'_>, out: &mut String) {
        match value.kind() {
            Kind::Object => {
                out.push('{');
                for (position, (name, member)) in value.members().enumerate() {
                    out.push_str(if position > 0 { "," } else { "" });
                    let name = name.decode();
                    write_string(&name, out);
                    out.push(':');
                    self.write_under(replacement.or_else(|| self.replacement(&name)), member, out);
                }
                out.push('}');
            }
            Kind::Array => {
                out.push('[');
                for (position, item) in value.items().enumerate() {
                    out.push_str(if position > 0 { "," } else { "" });
                    self.write_under(replacement, item, out);
                }
                out.push(']');
            }
            Kind::String => match replacement {
                Some(replacement) => write_string(replacement, out),
                None => write_string(&self.text(&value.as_str().unwrap_or_default()), out),
            },
            Kind::Null | Kind::Bool | Kind::Number => out.push_str(value.raw()),
        }
    }

    fn replacement(&self, name: &str) -> Option<&'static str> {
        let is_secret = SECRETS.iter().any(|secret| {
            let before = name.len().checked_sub(secret.len()).and_then(|at| name.split_at_checked(at));
            before.is_some_and(|(before, end)| {
                end.eq_ignore_ascii_case(secret) && (before.is_empty() || before.ends_with('_'))
            })
        });
        if is_secret { Some(REDACTED) } else { self.hidden.iter().any(|hidden| hidden == name).then_some(HIDDEN) }
    }
}

fn is_signed(query: &str) -> bool {
    let names = query.split('&').map(|pair| pair.split_once('=').map_or(pair, |(name, _)| name));
    names.into_iter().any(|name| SIGNATURES.contains(&name.to_ascii_lowercase().as_str()))
}

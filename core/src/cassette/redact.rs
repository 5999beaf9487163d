//! What a cassette does not keep.

use crate::document::{Kind, Value, write_string};
use crate::percent::decode;
use crate::token::Token;

/// What stands in place of a secret, and of what the recorder hides.
const STARS: &str = "***";

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
    token: Option<Token>,
}

impl<'a> Redaction<'a> {
    /// For an exchange whose request has these headers.
    pub(super) fn new(hidden: &'a [String], headers: &[(&str, &str)]) -> Redaction<'a> {
        let authorization = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("authorization"));
        let token = authorization.and_then(|(_, value)| Token::new(value.rsplit(' ').next()?).ok());
        Redaction { hidden, token }
    }

    /// The headers of an answer that are kept, and what is kept of them.
    pub(super) fn headers<'h>(&self, headers: &[(&'h str, &str)]) -> Vec<(&'h str, String)> {
        let is_kept = |name: &str| HEADERS.contains(&name) || name.starts_with(RATE_LIMIT);
        let kept = headers.iter().filter(|(name, _)| is_kept(&name.to_ascii_lowercase()));
        kept.map(|(name, value)| (*name, self.text(value))).collect()
    }

    /// A text without the token, and without the signatures of the addresses in it.
    pub(super) fn text(&self, text: &str) -> String {
        let mut kept = String::with_capacity(text.len());
        for part in text.split_inclusive(ends_address) {
            let address = part.trim_end_matches(ends_address);
            match address.split_once('?') {
                Some((place, query)) if is_signed(query) => kept.extend([place, "?", STARS, &part[address.len()..]]),
                _ => kept.push_str(part),
            }
        }
        if let Some(token) = &self.token {
            token.scrub(&mut kept);
        }
        kept
    }

    /// A query with what is secret or hidden replaced in its place.
    pub(super) fn query(&self, query: &str) -> String {
        let pairs = query.split('&').map(|pair| {
            let (name, _) = pair.split_once('=').unwrap_or((pair, ""));
            if self.hides(&decode(name)) { format!("{name}={STARS}") } else { self.text(pair) }
        });
        pairs.collect::<Vec<_>>().join("&")
    }

    /// Writes a value in one line, with what is secret or hidden replaced in its place.
    pub(super) fn write(&self, value: Value<'_>, out: &mut String) {
        self.write_under(false, value, out);
    }

    /// Below a member that is hidden, every text is.
    fn write_under(&self, is_hidden: bool, value: Value<'_>, out: &mut String) {
        match value.kind() {
            Kind::Object => {
                out.push('{');
                for (position, (name, member)) in value.members().enumerate() {
                    out.push_str(if position > 0 { "," } else { "" });
                    let name = name.decode();
                    write_string(&name, out);
                    out.push(':');
                    self.write_under(is_hidden || self.hides(&name), member, out);
                }
                out.push('}');
            }
            Kind::Array => {
                out.push('[');
                for (position, item) in value.items().enumerate() {
                    out.push_str(if position > 0 { "," } else { "" });
                    self.write_under(is_hidden, item, out);
                }
                out.push(']');
            }
            Kind::String if is_hidden => write_string(STARS, out),
            Kind::String => write_string(&self.text(&value.as_str().unwrap_or_default()), out),
            Kind::Null | Kind::Bool | Kind::Number => out.push_str(value.raw()),
        }
    }

    fn hides(&self, name: &str) -> bool {
        let is_secret = SECRETS.iter().any(|secret| {
            let parts = name.len().checked_sub(secret.len()).and_then(|at| name.split_at_checked(at));
            parts.is_some_and(|(before, end)| {
                end.eq_ignore_ascii_case(secret) && (before.is_empty() || before.ends_with('_'))
            })
        });
        is_secret || self.hidden.iter().any(|hidden| hidden == name)
    }
}

/// What no address goes on behind, in a text or in HTML.
fn ends_address(character: char) -> bool {
    character.is_ascii_whitespace() || matches!(character, '"' | '\'' | '<' | '>')
}

fn is_signed(query: &str) -> bool {
    query.split('&').filter_map(|pair| pair.split_once('=')).any(|(name, _)| {
        // HTML writes an ampersand as `&amp;`.
        let name = name.strip_prefix("amp;").unwrap_or(name);
        SIGNATURES.iter().any(|known| name.eq_ignore_ascii_case(known))
    })
}

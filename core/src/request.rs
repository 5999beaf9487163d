//! A request as it goes over the wire.

use std::borrow::Cow;
use std::fmt;

use crate::config::Config;
use crate::draft::Draft;
use crate::operation::Method;
use crate::payload::Payload;
use crate::token::Token;

/// A request as it goes over the wire. `Debug` and [`Request::masked_headers`] hide the token.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// The HTTP method.
    pub method: Method,
    /// The whole address.
    pub url: String,
    /// The body.
    pub body: Option<Vec<u8>>,
    headers: Vec<(Cow<'static, str>, String)>,
    token: Option<Token>,
    secrets: Vec<Token>,
}

const AUTHORIZATION: &str = "Authorization";

impl Request {
    pub(crate) fn build(draft: &Draft, config: &Config) -> Request {
        let mut url = String::with_capacity(config.base_url.as_str().len() + draft.path.len() + 64);
        url.push_str(config.base_url.as_str());
        url.push_str(&draft.path);
        draft.query.write(&mut url);
        let (content_type, body) = match &draft.payload {
            Payload::None => (None, None),
            Payload::Json(json) => (Some("application/json".to_owned()), Some(json.clone().into_bytes())),
            Payload::Multipart { content_type, bytes } => (Some(content_type.clone()), Some(bytes.clone())),
        };
        let mut headers = vec![
            (Cow::Borrowed("Accept"), draft.answer.accept().to_owned()),
            (Cow::Borrowed("Intercom-Version"), config.version.as_str().to_owned()),
        ];
        if !config.user_agent.is_empty() {
            headers.push((Cow::Borrowed("User-Agent"), config.user_agent.clone()));
        }
        if let Some(content_type) = content_type {
            headers.push((Cow::Borrowed("Content-Type"), content_type));
        }
        for (name, value) in &draft.headers {
            match headers.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
                Some((_, known)) => known.clone_from(value),
                None => headers.push((Cow::Owned(name.clone()), value.clone())),
            }
        }
        Request {
            method: draft.method,
            url,
            body,
            headers,
            token: if config.token_provider { None } else { config.token.clone() },
            secrets: draft.secrets.clone(),
        }
    }

    /// The request for the address a redirect names, without the token and what else is Intercom's alone.
    pub(crate) fn redirected(&self, address: &str) -> Request {
        let keep = |(name, _): &&(Cow<'static, str>, String)| name.eq_ignore_ascii_case("user-agent");
        let mut headers = vec![(Cow::Borrowed("Accept"), "*/*".to_owned())];
        headers.extend(self.headers.iter().filter(keep).cloned());
        // Nobody there was told the token, and an error must not show it all the same.
        let secrets = self.token.iter().chain(&self.secrets).cloned().collect();
        Request { method: Method::Get, url: address.to_owned(), body: None, headers, token: None, secrets }
    }

    /// The headers to send, the token's among them.
    pub fn headers(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        self.headers_with(self.token.as_ref().map(Token::authorization))
    }

    /// The headers to show: the token is `***`.
    pub fn masked_headers(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        self.headers_with(self.token.as_ref().map(|_| "Bearer ***".to_owned()))
    }

    pub(crate) fn set_token(&mut self, token: Token) {
        self.token = Some(token);
    }

    /// Hides the token and the secrets of the body wherever a text repeats them, as an echoing proxy's page would.
    pub(crate) fn scrub(&self, text: &mut String) {
        for secret in self.token.iter().chain(&self.secrets) {
            secret.scrub(text);
        }
    }

    fn headers_with(&self, authorization: Option<String>) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let token = authorization.map(|value| (AUTHORIZATION, Cow::Owned(value)));
        token.into_iter().chain(self.headers.iter().map(|(name, value)| (name.as_ref(), Cow::Borrowed(value.as_str()))))
    }

    /// The request as a command for a POSIX shell. The token is left to the variable `INTERCOM_ACCESS_TOKEN`; what else is secret
    /// is `***`.
    pub fn curl(&self) -> String {
        let mut command = format!("curl -X {} {}", self.method, shell_quoted(&self.url));
        if self.token.is_some() {
            command.push_str(" \\\n  -H \"Authorization: Bearer $INTERCOM_ACCESS_TOKEN\"");
        }
        for (name, value) in &self.headers {
            command.push_str(" \\\n  -H ");
            command.push_str(&shell_quoted(&format!("{name}: {value}")));
        }
        if let Some(body) = &self.body {
            match str::from_utf8(body) {
                Ok(text) if !text.contains('\0') => {
                    command.push_str(" \\\n  --data-raw ");
                    command.push_str(&shell_quoted(text));
                }
                _ => command.push_str(" \\\n  --data-binary @body # what is no text goes into a file of that name"),
            }
        }
        self.scrub(&mut command);
        command
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Request")
            .field("method", &self.method)
            .field("url", &self.url)
            .field("headers", &self.masked_headers().collect::<Vec<_>>())
            .field("body", &self.body.as_ref().map(Vec::len))
            .finish_non_exhaustive()
    }
}

/// Text in single quotes, in which a shell leaves everything alone but the quote itself.
fn shell_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

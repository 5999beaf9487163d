//! What stands between a page and the API: a proxy that adds the token, and lets through what it was told to and nothing else.
//!
//! The page's client decides what is sent again and shows its waits; the proxy sends once, at the pace of the token that all pages
//! share. So a request is repeated by one of the two only.

use crate::arguments::Arguments;
use crate::call::Call;
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::json::{Object, texts};
use crate::nearest;
use crate::operation::{Body, Method, Operation};
use crate::percent;
use crate::quoted::quoted;
use crate::response::Head;
use crate::route;
use crate::version::Version;

/// Which requests of pages are let through.
#[derive(Debug)]
pub struct Proxy {
    allowed: Vec<&'static Operation>,
    origins: Vec<String>,
    below: String,
}

/// A request as a page sent it.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The method as it came.
    pub method: &'a str,
    /// Scheme, host and port that the request was sent to, such as `https://admin.example.com`.
    pub to: &'a str,
    /// The path with its query, as it came.
    pub target: &'a str,
    /// The headers as they came.
    pub headers: &'a [(&'a str, &'a str)],
}

/// A request that is let through.
#[derive(Debug)]
pub struct Admitted {
    operation: &'static Operation,
    path: String,
    query: String,
    version: Option<Version>,
}

impl Proxy {
    /// Makes a proxy for some operations, by their ids, and for the origins under which pages are reached, such as
    /// `https://admin.example.com`. Without origins, a page must come from where it sends its requests to. The API's paths are those
    /// below a path, such as `/intercom`, or below none.
    ///
    /// # Errors
    /// When there is no such operation, an operation takes files, an origin is none, or the path is not as above.
    pub fn new(allow: &[impl AsRef<str>], origins: &[impl AsRef<str>], below: &str) -> Result<Proxy, Error> {
        let allowed = allow.iter().map(|id| allowed(id.as_ref())).collect::<Result<_, _>>()?;
        let origins = origins.iter().map(|origin| sound_origin(origin.as_ref())).collect::<Result<_, _>>()?;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        if !below.is_empty() && (!below.starts_with('/') || below.ends_with('/') || !below.bytes().all(is_plain)) {
            return Err(Error::argument(format!(
                "the path of a proxy must read like \"/intercom\", not {below}",
                below = quoted(below)
            )));
        }
        Ok(Proxy { allowed, origins, below: below.to_owned() })
    }

    /// Judges the head of a request.
    ///
    /// # Errors
    /// When it is not of a page that may ask, is of no row of the catalog, or of one that is not allowed.
    pub fn admit(&self, asked: Asked<'_>) -> Result<Admitted, Error> {
        let head = Head { status: 0, headers: asked.headers };
        let method: Method = asked.method.parse().map_err(as_bad_request)?;
        self.check_origin(asked.to, method, &head)?;
        let (path, query) = asked.target.split_once('?').unwrap_or((asked.target, ""));
        let path = path.strip_prefix(&*self.below).filter(|path| path.starts_with('/')).ok_or_else(|| {
            Error::new(
                ErrorKind::NotFound,
                format!("the path {path} is not below {}", quoted(&self.below), path = quoted(path)),
            )
        })?;
        let route = route::find(method, path)?;
        if !self.allowed.iter().any(|row| row.id == route.operation.id) {
            return Err(Error::new(
                ErrorKind::PermissionDenied,
                format!("{} is not among the operations that this proxy allows", route.operation.id),
            ));
        }
        if method != Method::Get && head.header("content-type").is_some_and(|given| !is_json(given)) {
            return Err(Error::new(ErrorKind::BadRequest, "a body must be application/json"));
        }
        let version = head.header("intercom-version").map(str::parse).transpose().map_err(as_bad_request)?;
        Ok(Admitted { operation: route.operation, path: texts(&route.path), query: object_of(query)?, version })
    }

    /// Browsers say where a request comes from, and pages cannot change what they say.
    fn check_origin(&self, to: &str, method: Method, head: &Head<'_>) -> Result<(), Error> {
        let refuse = |message: String| Err(Error::new(ErrorKind::PermissionDenied, message));
        // A name of another's that leads to this machine must not do.
        if !self.origins.is_empty() && !self.origins.iter().any(|origin| host(origin) == host(to)) {
            return refuse(format!("the request is for {to}, which is none of this proxy's origins", to = quoted(to)));
        }
        let site = head.header("sec-fetch-site");
        if let Some(site) = site.filter(|site| *site != "same-origin") {
            return refuse(format!(
                "the request comes from a {site} page; only pages of the proxy's own origin may ask"
            ));
        }
        match head.header("origin") {
            Some(origin) if self.origins.is_empty() && origin != to => refuse(format!(
                "the origin {origin} is not {to}; where it is right all the same, list it among the origins",
                origin = quoted(origin),
                to = quoted(to)
            )),
            Some(origin) if !self.origins.is_empty() && !self.origins.iter().any(|known| known == origin) => {
                refuse(format!("the origin {origin} is not among this proxy's origins", origin = quoted(origin)))
            }
            None if site.is_none() && method != Method::Get => {
                refuse("the request does not say which origin it comes from".to_owned())
            }
            _ => Ok(()),
        }
    }
}

impl Admitted {
    /// The operation it is of.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Makes the call of it, with its body. It is sent once, and in the version that the page asked for.
    ///
    /// # Errors
    /// When the body is not what the operation takes, or the version does not have it.
    pub fn start(&self, client: &Client, body: &[u8], seed: u64) -> Result<Call, Error> {
        if !body.is_empty() && matches!(self.operation.body, Body::None) {
            return Err(Error::argument("it takes no body").of_operation(self.operation.id));
        }
        let mut config = client.config().clone();
        config.version = self.version.unwrap_or(config.version);
        config.max_attempts = 1;
        let arguments = Arguments {
            path: Some(self.path.as_bytes()),
            extra_query: Some(self.query.as_bytes()),
            body: Some(body).filter(|body| !body.is_empty()),
            ..Arguments::default()
        };
        client.with(config)?.start(self.operation, &arguments, seed)
    }
}

/// The headers of an answer that a page is shown, and what the proxy says beside them; nothing when the answer is not for a page,
/// such as a redirect.
pub fn passed<'a>(head: &Head<'a>) -> Option<Vec<(&'a str, &'a str)>> {
    if !matches!(head.status, 200..=299 | 400..=599) {
        return None;
    }
    // A length is that of the coded body, and hosts undo codings.
    let is_coded = head.header("content-encoding").is_some();
    let is_shown = |name: &str| {
        SHOWN.iter().any(|shown| name.eq_ignore_ascii_case(shown))
            || name.get(..RATE_LIMIT.len()).is_some_and(|start| start.eq_ignore_ascii_case(RATE_LIMIT))
            || (!is_coded && name.eq_ignore_ascii_case("content-length"))
    };
    Some(head.headers.iter().copied().filter(|(name, _)| is_shown(name)).chain(OWN).collect())
}

/// The answer of the proxy itself, for a request that was refused or came to nothing: its status, headers and body, an envelope as
/// the API's own.
pub fn refusal(error: &Error) -> (u16, Vec<(&'static str, String)>, String) {
    let status = error.status.filter(|status| matches!(status, 400..=599)).unwrap_or(match error.kind {
        ErrorKind::Argument | ErrorKind::NotInVersion | ErrorKind::BadRequest => 400,
        ErrorKind::PermissionDenied => 403,
        ErrorKind::NotFound => 404,
        ErrorKind::RateLimit => 429,
        ErrorKind::Timeout => 504,
        _ => 502,
    });
    let mut detail = Object::new();
    detail.member("code", error.code.as_deref().unwrap_or(code(status))).member("message", &*error.message);
    let mut envelope = Object::new();
    envelope.member("type", "error.list").member("request_id", error.request_id.as_deref());
    envelope.raw("errors", &format!("[{}]", detail.end()));
    let mut headers: Vec<_> = OWN.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    headers.push(("content-type", "application/json".to_owned()));
    // It may stand in a body, where it can hold what ends a header.
    let id = error.request_id.clone().filter(|id| id.bytes().all(|byte| byte.is_ascii_graphic()));
    headers.extend(id.map(|id| ("x-request-id", id)));
    if let Some(wait) = error.retry_after_ms {
        headers.push(("retry-after", wait.div_ceil(1000).to_string()));
    }
    (status, headers, envelope.end())
}

/// The refusal of a body that is longer than so many bytes.
pub fn too_large(limit: usize) -> Error {
    let mut error = Error::new(ErrorKind::BadRequest, format!("the body is longer than {limit} bytes"));
    error.status = Some(413);
    error
}

const RATE_LIMIT: &str = "x-ratelimit-";

const SHOWN: [&str; 5] = ["content-type", "content-disposition", "date", "retry-after", "x-request-id"];

/// What came with a person's data is kept by no cache, read by no other site, and runs as no page.
const OWN: [(&str, &str); 4] = [
    ("cache-control", "no-store"),
    ("content-security-policy", "default-src 'none'; sandbox"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
];

fn code(status: u16) -> &'static str {
    match status {
        403 => "forbidden",
        404 => "not_found",
        413 => "request_too_large",
        429 => "rate_limit_exceeded",
        400..=499 => "parameter_invalid",
        504 => "gateway_timeout",
        _ => "bad_gateway",
    }
}

fn allowed(id: &str) -> Result<&'static Operation, Error> {
    let operation = Operation::find(id).ok_or_else(|| {
        let hint = nearest::hint(id, Operation::all().iter().map(|row| row.id));
        Error::argument(format!("there is no operation {id} to allow{hint}", id = quoted(id)))
    })?;
    if matches!(operation.body, Body::Multipart { .. }) {
        return Err(Error::argument(format!("{id} takes files, which this proxy does not pass on")));
    }
    Ok(operation)
}

fn sound_origin(origin: &str) -> Result<String, Error> {
    let is_sound = origin.split_once("://").is_some_and(|(scheme, host)| {
        matches!(scheme, "https" | "http") && !host.is_empty() && !host.contains(['/', '?', '#', '@', '*', ' '])
    });
    if !is_sound {
        return Err(Error::argument(format!(
            "{origin} is not an origin; one reads like \"https://admin.example.com\", without a slash behind it",
            origin = quoted(origin)
        )));
    }
    Ok(origin.to_ascii_lowercase())
}

fn host(origin: &str) -> &str {
    origin.split_once("://").map_or(origin, |(_, host)| host)
}

fn is_json(content_type: &str) -> bool {
    content_type.split(';').next().is_some_and(|media| media.trim().eq_ignore_ascii_case("application/json"))
}

fn as_bad_request(mut error: Error) -> Error {
    error.kind = ErrorKind::BadRequest;
    error
}

/// The parameters of a query. The API has none that stands twice, and one of the two would be lost.
fn object_of(query: &str) -> Result<String, Error> {
    let mut known: Vec<String> = Vec::new();
    let mut object = Object::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = percent::decode(name);
        if known.contains(&name) {
            return Err(Error::new(ErrorKind::BadRequest, format!("the query has {name} twice", name = quoted(&name))));
        }
        object.member(&name, &*percent::decode(value));
        known.push(name);
    }
    Ok(object.end())
}

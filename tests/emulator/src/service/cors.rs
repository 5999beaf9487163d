//! What a browser asks before it lets a web page call: preflights, and the headers that answer them.

use hyper::header::{HeaderName, HeaderValue};

use crate::answer::{Answer, Body};
use crate::request::Request;

/// The headers a client of the API sends.
const SENT: &str = "accept, authorization, content-type, intercom-version";

/// The headers of an answer that a page may read, beside those that every page may.
const READABLE: &str = "date, link, location, retry-after, x-ratelimit-limit, x-ratelimit-remaining, \
                        x-ratelimit-reset, x-request-id";

const ONE_HOUR: &str = "3600";

/// The answer to a preflight, when this request is one and its origin may call.
pub(super) fn preflight(origins: &[String], request: &Request) -> Option<Answer> {
    request.header("access-control-request-method").filter(|_| request.method == "OPTIONS")?;
    let mut answer = Answer::new(204, Body::Empty)
        .header("access-control-allow-methods", "GET, POST, PUT, PATCH, DELETE")
        .header("access-control-allow-headers", SENT)
        .header("access-control-max-age", ONE_HOUR);
    admit(origins, request, &mut answer).then_some(answer)
}

/// Lets the page that asks read the answer, when its origin may call.
pub(super) fn admit(origins: &[String], request: &Request, answer: &mut Answer) -> bool {
    let Some(origin) = request.headers.get("origin") else {
        return false;
    };
    let named = |allowed: &String| allowed == "*" || allowed.as_bytes() == origin.as_bytes();
    if !origins.iter().any(named) {
        return false;
    }
    answer.headers.extend([
        (HeaderName::from_static("access-control-allow-origin"), origin.clone()),
        (HeaderName::from_static("access-control-expose-headers"), HeaderValue::from_static(READABLE)),
        (HeaderName::from_static("vary"), HeaderValue::from_static("origin")),
    ]);
    true
}

//! A request that is looked at and not sent.

use super::pairs;
use crate::json::Object;
use crate::request::Request;

/// A request that is not sent. Its token is masked.
#[derive(Debug)]
pub struct Prepared {
    request: Request,
}

impl Prepared {
    pub(super) fn new(request: Request) -> Prepared {
        Prepared { request }
    }

    /// `method`, `url`, `headers` as a list of pairs, `has_body`, and `curl`, a command for a POSIX shell.
    pub fn to_json(&self) -> String {
        let mut object = Object::new();
        object
            .member("method", self.request.method.as_str())
            .member("url", &*self.request.url)
            .raw("headers", &pairs(self.request.masked_headers()));
        object.member("has_body", self.request.body.is_some()).member("curl", &*self.request.curl());
        object.end()
    }

    /// The body, when `has_body` says that there is one.
    pub fn body(&self) -> &[u8] {
        self.request.body.as_deref().unwrap_or_default()
    }
}

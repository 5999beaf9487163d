//! A proxy for pages, in texts.

use super::call::read_pairs;
use super::{Call, Client, pairs, read_texts, refused};
use crate::error::{Error, ErrorKind};
use crate::json::Object;
use crate::proxy::{Admitted, Asked, passed, refusal, too_large};
use crate::response::Head;

/// What stands between pages and the API, as [`crate::proxy`]. A refusal is the JSON of an answer: `status`, `headers` as a list of
/// pairs, and `body`.
#[derive(Debug)]
pub struct Proxy {
    inner: crate::proxy::Proxy,
}

impl Proxy {
    /// Makes a proxy for what is below a path. `allow` and `origins` are lists of texts, as JSON.
    ///
    /// # Errors
    /// As [`crate::proxy::Proxy::new`]; the error is that of [`error_to_json`](super::error_to_json).
    pub fn new(allow: &str, origins: &str, below: &str) -> Result<Proxy, String> {
        let allow = read_texts("allow", allow).map_err(refused)?;
        let origins = read_texts("origins", origins).map_err(refused)?;
        let inner = crate::proxy::Proxy::new(&allow, &origins, below).map_err(refused)?;
        Ok(Proxy { inner })
    }

    /// Judges the head of a request. `headers` holds a line for each, as [`Call::head`] takes them.
    ///
    /// # Errors
    /// The refusal, when it is not let through.
    pub fn admit(&self, method: &str, to: &str, target: &str, headers: &str) -> Result<AdmittedRequest, String> {
        let asked = Asked { method, to, target, headers: &read_pairs(headers) };
        self.inner.admit(asked).map(|inner| AdmittedRequest { inner }).map_err(|error| refusal_to_json(&error))
    }
}

/// A request that is let through.
#[derive(Debug)]
pub struct AdmittedRequest {
    inner: Admitted,
}

impl AdmittedRequest {
    /// The id of its operation.
    pub fn operation(&self) -> &'static str {
        self.inner.operation().id
    }

    /// Makes the call of it, with its body.
    ///
    /// # Errors
    /// The refusal, when it is not what the operation takes.
    pub fn start(&self, client: &Client, body: &[u8], seed: u64) -> Result<Call, String> {
        self.inner.start(&client.inner, body, seed).map(Call::new).map_err(|error| refusal_to_json(&error))
    }

    /// The refusal when its body is longer than so many bytes.
    pub fn too_large(&self, limit: usize) -> String {
        refusal_to_json(&too_large(limit))
    }

    /// The refusal when the server around the proxy does not let it through.
    pub fn unauthorized(&self) -> String {
        let message = format!("this page may not call {}", self.operation());
        refusal_to_json(&Error::new(ErrorKind::PermissionDenied, message))
    }
}

impl Call {
    /// After `failed`: the answer of a proxy that has none of the API's to pass on.
    pub fn refusal(&self) -> Option<String> {
        self.failure.as_ref().map(refusal_to_json)
    }
}

/// The headers of an answer that a page is shown, as a list of pairs; nothing when the answer is not for a page.
pub fn headers_for_page(status: u16, headers: &str) -> Option<String> {
    let read = read_pairs(headers);
    let shown = passed(&Head { status, headers: &read })?;
    Some(pairs(shown.into_iter().map(|(name, value)| (name, value.into()))))
}

fn refusal_to_json(error: &Error) -> String {
    let (status, headers, body) = refusal(error);
    let mut object = Object::new();
    object.member("status", status);
    object.raw("headers", &pairs(headers.iter().map(|(name, value)| (*name, value.into()))));
    object.member("body", &*body).take()
}

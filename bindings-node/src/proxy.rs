//! A proxy for pages, whose host is a server written in JavaScript.

use entryphone::protocol;
use napi::Result;
use napi_derive::napi;

use crate::call::Call;
use crate::client::Client;
use crate::{refused, whole};

/// What stands between pages and the API. Of a request that is refused, the message of the error is the answer as JSON.
#[napi]
pub struct Proxy {
    inner: protocol::Proxy,
}

#[napi]
impl Proxy {
    /// Makes a proxy of two lists of texts as JSON: the operations it allows, and the origins of pages; and the path
    /// below which the API is.
    #[napi(constructor)]
    pub fn new(allow: String, origins: String, below: String) -> Result<Proxy> {
        protocol::Proxy::new(&allow, &origins, &below).map(|inner| Proxy { inner }).map_err(refused)
    }

    /// Judges the head of a request.
    #[napi]
    pub fn admit(&self, method: String, to: String, target: String, headers: String) -> Result<AdmittedRequest> {
        let admitted = self.inner.admit(&method, &to, &target, &headers);
        admitted.map(|inner| AdmittedRequest { inner }).map_err(refused)
    }

    /// The headers of an answer that a page is shown, as a list of pairs; null when the answer is not for a page.
    #[napi]
    pub fn headers_for_page(status: u16, headers: String) -> Option<String> {
        protocol::headers_for_page(status, &headers)
    }
}

/// A request that is let through.
#[napi]
pub struct AdmittedRequest {
    inner: protocol::AdmittedRequest,
}

#[napi]
impl AdmittedRequest {
    /// The id of its operation.
    #[napi(getter)]
    pub fn operation(&self) -> &'static str {
        self.inner.operation()
    }

    /// Makes the call of it.
    #[napi]
    pub fn start(&self, client: &Client, body: &[u8], seed: f64) -> Result<Call> {
        self.inner.start(&client.inner, body, whole(seed)).map(Call::new).map_err(refused)
    }

    /// The refusal when its body is longer than so many bytes.
    #[napi]
    pub fn too_large(&self, limit: f64) -> String {
        self.inner.too_large(usize::try_from(whole(limit)).unwrap_or(usize::MAX))
    }

    /// The refusal when the server around the proxy does not let it through.
    #[napi]
    pub fn unauthorized(&self) -> String {
        self.inner.unauthorized()
    }
}

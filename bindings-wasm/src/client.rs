//! What the calls of one workspace share.

use std::sync::{Mutex, MutexGuard, PoisonError};

use entryphone::{Registry, protocol};
use wasm_bindgen::prelude::*;

use crate::call::Call;
use crate::job::Job;
use crate::pager::Pager;
use crate::prepared::Prepared;
use crate::{refused, whole};

/// What the calls of one workspace share. Settings and the parts of a call are JSON texts.
#[wasm_bindgen]
pub struct Client {
    pub(crate) inner: protocol::Client,
    is_registered: bool,
}

/// The clients of this process that live by its own clock, so that those of one token keep one rate limit.
static REGISTRY: Mutex<Registry> = Mutex::new(Registry::new());

#[wasm_bindgen]
impl Client {
    /// Makes a client, which shares its rate limit with those of the same token when it is registered.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &str, is_registered: bool) -> Result<Client, JsValue> {
        let inner = if is_registered {
            protocol::Client::new(settings, &mut registry())
        } else {
            protocol::Client::new(settings, &mut Registry::new())
        };
        Ok(Client { inner: inner.map_err(refused)?, is_registered })
    }

    /// A client with some settings changed.
    #[wasm_bindgen(js_name = withSettings)]
    pub fn with_settings(&self, settings: &str) -> Result<Client, JsValue> {
        let inner = if self.is_registered {
            self.inner.with_settings(settings, &mut registry())
        } else {
            self.inner.with_settings(settings, &mut Registry::new())
        };
        Ok(Client { inner: inner.map_err(refused)?, is_registered: self.is_registered })
    }

    /// The version of the API it speaks.
    #[wasm_bindgen(getter, js_name = version)]
    pub fn version(&self) -> String {
        self.inner.version().to_owned()
    }

    /// Where requests go.
    #[wasm_bindgen(getter, js_name = baseUrl)]
    pub fn base_url(&self) -> String {
        self.inner.base_url().to_owned()
    }

    /// Starts a call. The contents of its files stand one behind the other in `bytes`.
    #[wasm_bindgen]
    pub fn start(&self, operation: &str, parts: &str, bytes: &[u8], seed: f64) -> Result<Call, JsValue> {
        self.inner.start(operation, parts, bytes, whole(seed)).map(Call::new).map_err(refused)
    }

    /// Starts a call past the catalog.
    #[wasm_bindgen(js_name = startRaw)]
    pub fn start_raw(&self, method: &str, path: &str, parts: &str, seed: f64) -> Result<Call, JsValue> {
        self.inner.start_raw(method, path, parts, whole(seed)).map(Call::new).map_err(refused)
    }

    /// The request an operation would send.
    #[wasm_bindgen]
    pub fn prepare(&self, operation: &str, parts: &str, bytes: &[u8]) -> Result<Prepared, JsValue> {
        self.inner.prepare(operation, parts, bytes).map(Prepared::new).map_err(refused)
    }

    /// Starts a listing, or goes on with one at a checkpoint.
    #[wasm_bindgen]
    pub fn pages(&self, operation: &str, parts: &str, checkpoint: Option<String>, seed: f64) -> Result<Pager, JsValue> {
        self.inner.pages(operation, parts, checkpoint.as_deref(), whole(seed)).map(Pager::new).map_err(refused)
    }

    /// Starts a job.
    #[wasm_bindgen]
    pub fn job(&self, operation: &str, parts: &str, bytes: &[u8], options: &str, seed: f64) -> Result<Job, JsValue> {
        let job = self.inner.job(operation, parts, bytes, options, whole(seed));
        job.map(Job::new).map_err(refused)
    }

    /// Follows a job by its handle.
    #[wasm_bindgen(js_name = resumeJob)]
    pub fn resume_job(&self, handle: &str, options: &str, seed: f64) -> Result<Job, JsValue> {
        self.inner.resume_job(handle, options, whole(seed)).map(Job::new).map_err(refused)
    }
}

fn registry() -> MutexGuard<'static, Registry> {
    REGISTRY.lock().unwrap_or_else(PoisonError::into_inner)
}

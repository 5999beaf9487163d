//! What the calls of one workspace share.

use std::sync::{Arc, Mutex};

use entryphone::{Registry, protocol};

use crate::call::Call;
use crate::job::Job;
use crate::pager::Pager;
use crate::prepared::Prepared;
use crate::{Result, locked, refused};

/// What the calls of one workspace share. Settings and the parts of a call are JSON texts.
#[derive(uniffi::Object)]
pub struct Client {
    pub(crate) inner: protocol::Client,
    is_registered: bool,
}

/// The clients of this process that live by its own clock, so that those of one token keep one rate limit.
static REGISTRY: Mutex<Registry> = Mutex::new(Registry::new());

#[uniffi::export]
impl Client {
    /// Makes a client, which shares its rate limit with those of the same token when it is registered.
    #[uniffi::constructor]
    pub fn new(settings: &str, is_registered: bool) -> Result<Arc<Client>> {
        let inner = if is_registered {
            protocol::Client::new(settings, &mut locked(&REGISTRY))
        } else {
            protocol::Client::new(settings, &mut Registry::new())
        };
        Ok(Arc::new(Client { inner: inner.map_err(refused)?, is_registered }))
    }

    /// A client with some settings changed.
    pub fn with_settings(&self, settings: &str) -> Result<Arc<Client>> {
        let inner = if self.is_registered {
            self.inner.with_settings(settings, &mut locked(&REGISTRY))
        } else {
            self.inner.with_settings(settings, &mut Registry::new())
        };
        Ok(Arc::new(Client { inner: inner.map_err(refused)?, is_registered: self.is_registered }))
    }

    /// The version of the API it speaks.
    pub fn version(&self) -> String {
        self.inner.version().to_owned()
    }

    /// Where requests go.
    pub fn base_url(&self) -> String {
        self.inner.base_url().to_owned()
    }

    /// Starts a call. The contents of its files stand one behind the other in `bytes`.
    pub fn start(&self, operation: &str, parts: &str, bytes: Vec<u8>, seed: u64) -> Result<Arc<Call>> {
        self.inner.start(operation, parts, &bytes, seed).map(Call::shared).map_err(refused)
    }

    /// Starts a call past the catalog.
    pub fn start_raw(&self, method: &str, path: &str, parts: &str, seed: u64) -> Result<Arc<Call>> {
        self.inner.start_raw(method, path, parts, seed).map(Call::shared).map_err(refused)
    }

    /// The request an operation would send.
    pub fn prepare(&self, operation: &str, parts: &str, bytes: Vec<u8>) -> Result<Arc<Prepared>> {
        self.inner.prepare(operation, parts, &bytes).map(Prepared::shared).map_err(refused)
    }

    /// Starts a listing, or goes on with one at a checkpoint.
    pub fn pages(&self, operation: &str, parts: &str, checkpoint: Option<String>, seed: u64) -> Result<Arc<Pager>> {
        self.inner.pages(operation, parts, checkpoint.as_deref(), seed).map(Pager::shared).map_err(refused)
    }

    /// Starts a job.
    pub fn job(&self, operation: &str, parts: &str, bytes: Vec<u8>, options: &str, seed: u64) -> Result<Arc<Job>> {
        self.inner.job(operation, parts, &bytes, options, seed).map(Job::shared).map_err(refused)
    }

    /// Follows a job by its handle.
    pub fn resume_job(&self, handle: &str, options: &str, seed: u64) -> Result<Arc<Job>> {
        self.inner.resume_job(handle, options, seed).map(Job::shared).map_err(refused)
    }

    /// Starts the exchange of a code for a token.
    pub fn exchange(&self, client_id: &str, client_secret: &str, code: &str, seed: u64) -> Result<Arc<Call>> {
        self.inner.exchange(client_id, client_secret, code, seed).map(Call::shared).map_err(refused)
    }
}

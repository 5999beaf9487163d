//! What the calls of one workspace share.

use std::sync::{Mutex, MutexGuard, PoisonError};

use entryphone::{Registry, protocol};
use napi::Result;
use napi::bindgen_prelude::{ClassInstance, Either};
use napi_derive::napi;

use crate::call::Call;
use crate::job::Job;
use crate::pager::Pager;
use crate::prepared::Prepared;
use crate::{refused, whole};

/// What the calls of one workspace share. Settings and the parts of a call are JSON texts.
#[napi]
pub struct Client {
    pub(crate) inner: protocol::Client,
    is_registered: bool,
}

/// The clients of this process that live by its own clock, so that those of one token keep one rate limit.
static REGISTRY: Mutex<Registry> = Mutex::new(Registry::new());

#[napi]
impl Client {
    /// Makes a client, which shares its rate limit with those of the same token when it is registered.
    #[napi(constructor)]
    pub fn new(settings: String, is_registered: bool) -> Result<Client> {
        let inner = if is_registered {
            protocol::Client::new(&settings, &mut registry())
        } else {
            protocol::Client::new(&settings, &mut Registry::new())
        };
        Ok(Client { inner: inner.map_err(refused)?, is_registered })
    }

    /// A client with some settings changed.
    #[napi]
    pub fn with_settings(&self, settings: String) -> Result<Client> {
        let inner = if self.is_registered {
            self.inner.with_settings(&settings, &mut registry())
        } else {
            self.inner.with_settings(&settings, &mut Registry::new())
        };
        Ok(Client { inner: inner.map_err(refused)?, is_registered: self.is_registered })
    }

    /// The version of the API it speaks.
    #[napi(getter)]
    pub fn version(&self) -> &'static str {
        self.inner.version()
    }

    /// Where requests go.
    #[napi(getter)]
    pub fn base_url(&self) -> &str {
        self.inner.base_url()
    }

    /// Starts a call. The contents of its files stand one behind the other in `bytes`. A call that is `over` becomes the new one: to
    /// make an object and to collect it takes Node longer than all the rest of its call.
    #[napi]
    pub fn start<'env>(
        &self,
        operation: String,
        parts: String,
        bytes: &[u8],
        seed: f64,
        over: Option<ClassInstance<'env, Call>>,
    ) -> Result<Either<ClassInstance<'env, Call>, Call>> {
        let call = Call::new(self.inner.start(&operation, &parts, bytes, whole(seed)).map_err(refused)?);
        Ok(match over {
            Some(mut over) => {
                *over = call;
                Either::A(over)
            }
            None => Either::B(call),
        })
    }

    /// Starts a call past the catalog.
    #[napi]
    pub fn start_raw(&self, method: String, path: String, parts: String, seed: f64) -> Result<Call> {
        self.inner.start_raw(&method, &path, &parts, whole(seed)).map(Call::new).map_err(refused)
    }

    /// The request an operation would send.
    #[napi]
    pub fn prepare(&self, operation: String, parts: String, bytes: &[u8]) -> Result<Prepared> {
        self.inner.prepare(&operation, &parts, bytes).map(Prepared::new).map_err(refused)
    }

    /// Starts a listing, or goes on with one at a checkpoint.
    #[napi]
    pub fn pages(&self, operation: String, parts: String, checkpoint: Option<String>, seed: f64) -> Result<Pager> {
        self.inner.pages(&operation, &parts, checkpoint.as_deref(), whole(seed)).map(Pager::new).map_err(refused)
    }

    /// Starts a job.
    #[napi]
    pub fn job(&self, operation: String, parts: String, bytes: &[u8], options: String, seed: f64) -> Result<Job> {
        let job = self.inner.job(&operation, &parts, bytes, &options, whole(seed));
        job.map(Job::new).map_err(refused)
    }

    /// Follows a job by its handle.
    #[napi]
    pub fn resume_job(&self, handle: String, options: String, seed: f64) -> Result<Job> {
        self.inner.resume_job(&handle, &options, whole(seed)).map(Job::new).map_err(refused)
    }

    /// Starts the exchange of a code for a token.
    #[napi]
    pub fn exchange(&self, client_id: String, client_secret: String, code: String, seed: f64) -> Result<Call> {
        self.inner.exchange(&client_id, &client_secret, &code, whole(seed)).map(Call::new).map_err(refused)
    }
}

fn registry() -> MutexGuard<'static, Registry> {
    REGISTRY.lock().unwrap_or_else(PoisonError::into_inner)
}

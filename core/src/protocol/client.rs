//! A client whose settings and arguments are texts.

use super::{Call, Job, Pager, Prepared, parts::Parts, refused, settings};
use crate::arguments::File;
use crate::config::Config;
use crate::error::Error;
use crate::job::JobOptions;
use crate::operation::{Method, Operation};
use crate::registry::Registry;

/// What the calls of one workspace share.
#[derive(Clone, Debug)]
pub struct Client {
    pub(super) inner: crate::Client,
}

impl Client {
    /// Makes a client of an object of settings, by the names of [`Config`]'s fields, with `region` beside `base_url`. `token` may be
    /// null, where something else adds it. Clients of one token in one registry keep one rate limit.
    ///
    /// # Errors
    /// When a setting is unknown or cannot work; the message names it.
    pub fn new(settings: &str, registry: &mut Registry) -> Result<Client, String> {
        let (config, _) = settings::read(settings, Config::default()).map_err(refused)?;
        Ok(Client { inner: registry.client(config).map_err(refused)? })
    }

    /// A client with some settings changed. It shares what this one has learned, unless it acts with a token of its own.
    ///
    /// # Errors
    /// As [`Client::new`].
    pub fn with_settings(&self, settings: &str, registry: &mut Registry) -> Result<Client, String> {
        let (config, is_other) = settings::read(settings, self.inner.config().clone()).map_err(refused)?;
        let inner = if is_other { registry.client(config) } else { self.inner.with(config) };
        Ok(Client { inner: inner.map_err(refused)? })
    }

    /// The version of the API it speaks.
    pub fn version(&self) -> &'static str {
        self.inner.config().version.as_str()
    }

    /// Where requests go.
    pub fn base_url(&self) -> &str {
        self.inner.config().base_url.as_str()
    }

    /// Starts a call. `parts` is an object of the [`Arguments`](crate::Arguments), by the names of their fields.
    ///
    /// # Errors
    /// As [`crate::Client::start`], and when a part is unknown.
    pub fn start(&self, operation: &str, parts: &str, files: &[File<'_>], seed: u64) -> Result<Call, String> {
        let parts = Parts::read(parts).map_err(refused)?;
        let call = self.row(operation).and_then(|row| self.inner.start(row, &parts.arguments(files)?, seed));
        call.map(Call::new).map_err(refused)
    }

    /// Starts a call past the catalog.
    ///
    /// # Errors
    /// As [`crate::Client::start_raw`], and when a part is unknown.
    pub fn start_raw(&self, method: &str, path: &str, parts: &str, seed: u64) -> Result<Call, String> {
        let parts = Parts::read(parts).map_err(refused)?;
        let call = (method.parse::<Method>())
            .and_then(|method| self.inner.start_raw(method, path, &parts.arguments(&[])?, seed));
        call.map(Call::new).map_err(refused)
    }

    /// The request an operation would send.
    ///
    /// # Errors
    /// As [`Client::start`].
    pub fn prepare(&self, operation: &str, parts: &str, files: &[File<'_>]) -> Result<Prepared, String> {
        let parts = Parts::read(parts).map_err(refused)?;
        let request = self.row(operation).and_then(|row| self.inner.prepare(row, &parts.arguments(files)?));
        request.map(Prepared::new).map_err(refused)
    }

    /// Starts a listing, or goes on with one at a checkpoint.
    ///
    /// # Errors
    /// As [`crate::Client::resume_pages`], and when a part is unknown.
    pub fn pages(&self, operation: &str, parts: &str, checkpoint: Option<&str>, seed: u64) -> Result<Pager, String> {
        let parts = Parts::read(parts).map_err(refused)?;
        let pager = self.row(operation).and_then(|row| {
            let arguments = parts.arguments(&[])?;
            match checkpoint {
                None => self.inner.pages(row, &arguments, seed),
                Some(text) => self.inner.resume_pages(row, &arguments, text, seed),
            }
        });
        pager.map(Pager::new).map_err(refused)
    }

    /// Starts a job.
    ///
    /// # Errors
    /// As [`crate::Client::job`], and when a part is unknown.
    pub fn job(
        &self,
        operation: &str,
        parts: &str,
        files: &[File<'_>],
        options: JobOptions,
        seed: u64,
    ) -> Result<Job, String> {
        let parts = Parts::read(parts).map_err(refused)?;
        let job = self.row(operation).and_then(|row| self.inner.job(row, &parts.arguments(files)?, options, seed));
        job.map(Job::new).map_err(refused)
    }

    /// Follows a job by its handle.
    ///
    /// # Errors
    /// As [`crate::Client::resume_job`].
    pub fn resume_job(&self, handle: &str, options: JobOptions, seed: u64) -> Result<Job, String> {
        self.inner.resume_job(handle, options, seed).map(Job::new).map_err(refused)
    }

    fn row(&self, operation: &str) -> Result<&'static Operation, Error> {
        self.inner.operation(operation)
    }
}

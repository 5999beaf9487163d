//! A client whose settings and arguments are texts.

use super::parts::{OwnedFile, Parts};
use super::settings::patience;
use super::{Call, Job, Pager, Prepared, refused, settings};
use crate::arguments::{Arguments, File};
use crate::config::Config;
use crate::error::Error;
use crate::oauth::Exchange;
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

    /// Starts a call. `parts` is an object of the [`Arguments`], by the names of their fields. Of `files` it has a list of objects with
    /// `name`, `filename` and `length`, and their contents stand one behind the other in `bytes`.
    ///
    /// # Errors
    /// As [`crate::Client::start`], and when a part is unknown.
    pub fn start(&self, operation: &str, parts: &str, bytes: &[u8], seed: u64) -> Result<Call, String> {
        let call = given(parts, bytes, |arguments| self.inner.start(self.row(operation)?, arguments, seed));
        call.map(Call::new).map_err(refused)
    }

    /// Starts a call past the catalog.
    ///
    /// # Errors
    /// As [`crate::Client::start_raw`], and when a part is unknown.
    pub fn start_raw(&self, method: &str, path: &str, parts: &str, seed: u64) -> Result<Call, String> {
        let call =
            given(parts, &[], |arguments| self.inner.start_raw(method.parse::<Method>()?, path, arguments, seed));
        call.map(Call::new).map_err(refused)
    }

    /// The request an operation would send.
    ///
    /// # Errors
    /// As [`Client::start`].
    pub fn prepare(&self, operation: &str, parts: &str, bytes: &[u8]) -> Result<Prepared, String> {
        let request = given(parts, bytes, |arguments| self.inner.prepare(self.row(operation)?, arguments));
        request.map(Prepared::new).map_err(refused)
    }

    /// Starts a listing, or goes on with one at a checkpoint.
    ///
    /// # Errors
    /// As [`crate::Client::resume_pages`], and when a part is unknown.
    pub fn pages(&self, operation: &str, parts: &str, checkpoint: Option<&str>, seed: u64) -> Result<Pager, String> {
        let pager = given(parts, &[], |arguments| match (self.row(operation)?, checkpoint) {
            (row, None) => self.inner.pages(row, arguments, seed),
            (row, Some(text)) => self.inner.resume_pages(row, arguments, text, seed),
        });
        pager.map(Pager::new).map_err(refused)
    }

    /// Starts a job. `options` is an object of the [`JobOptions`](crate::JobOptions), by the names of their fields.
    ///
    /// # Errors
    /// As [`crate::Client::job`], and when a part is unknown.
    pub fn job(&self, operation: &str, parts: &str, bytes: &[u8], options: &str, seed: u64) -> Result<Job, String> {
        let options = patience(options).map_err(refused)?;
        let job = given(parts, bytes, |arguments| self.inner.job(self.row(operation)?, arguments, options, seed));
        job.map(Job::new).map_err(refused)
    }

    /// Follows a job by its handle.
    ///
    /// # Errors
    /// As [`crate::Client::resume_job`].
    pub fn resume_job(&self, handle: &str, options: &str, seed: u64) -> Result<Job, String> {
        self.inner.resume_job(handle, patience(options).map_err(refused)?, seed).map(Job::new).map_err(refused)
    }

    /// Starts the exchange of a code for a token, as in [`crate::oauth::Exchange::start`]. The body of a success is read with
    /// [`oauth::read_grant`](super::oauth::read_grant).
    ///
    /// # Errors
    /// As there.
    pub fn exchange(&self, client_id: &str, client_secret: &str, code: &str, seed: u64) -> Result<Call, String> {
        Exchange { client_id, client_secret, code }.start(&self.inner, seed).map(Call::new).map_err(refused)
    }

    fn row(&self, operation: &str) -> Result<&'static Operation, Error> {
        self.inner.operation(operation)
    }
}

/// Does something with the arguments that a text holds.
fn given<T>(parts: &str, bytes: &[u8], work: impl FnOnce(&Arguments<'_>) -> Result<T, Error>) -> Result<T, Error> {
    let parts = Parts::read(parts)?;
    let files = parts.files(bytes)?;
    let files: Vec<File<'_>> = files.iter().map(OwnedFile::borrowed).collect();
    work(&parts.arguments(&files)?)
}

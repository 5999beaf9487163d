//! What the calls of one workspace share.

use crate::arguments::Arguments;
use crate::call::Call;
use crate::config::Config;
use crate::draft::Draft;
use crate::error::Error;
use crate::job::{Job, JobOptions};
use crate::nearest;
use crate::operation::{Method, Operation};
use crate::page::{Pager, Scrolls};
use crate::quoted::quoted;
use crate::request::Request;
use crate::shared::Shared;
use crate::sorter::Scope;

/// What the calls of one workspace share. It is `Send + Sync`, and cheap to derive others from.
#[derive(Clone, Debug)]
pub struct Client {
    config: Config,
    shared: Shared,
    scrolls: Scrolls,
}

impl Client {
    /// Makes a client.
    ///
    /// # Errors
    /// When a setting cannot work; the message names it.
    pub fn new(config: Config) -> Result<Client, Error> {
        Client::sharing(config, Shared::default(), Scrolls::default())
    }

    /// A client with other settings that shares what this one has learned.
    ///
    /// # Errors
    /// As [`Client::new`].
    pub fn with(&self, config: Config) -> Result<Client, Error> {
        Client::sharing(config, self.shared.clone(), self.scrolls.clone())
    }

    pub(crate) fn sharing(config: Config, shared: Shared, scrolls: Scrolls) -> Result<Client, Error> {
        config.check()?;
        Ok(Client { config, shared, scrolls })
    }

    pub(crate) fn scrolls(&self) -> &Scrolls {
        &self.scrolls
    }

    /// The settings.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The operation of that id.
    ///
    /// # Errors
    /// When the catalog has none; the message names the nearest.
    pub fn operation(&self, id: &str) -> Result<&'static Operation, Error> {
        Operation::find(id).ok_or_else(|| {
            let hint = nearest::hint(id, Operation::all().iter().map(|operation| operation.id));
            Error::argument(format!("there is no operation {id}{hint}", id = quoted(id)))
        })
    }

    /// Starts a call of an operation: a constant of [`ops`](crate::ops), or a row of the catalog. `seed` is the host's chance: it
    /// spreads waits, and the same seed gives the same waits.
    ///
    /// # Errors
    /// When an argument is wrong or the operation is outside the client's version. Nothing has been sent then.
    pub fn start(
        &self,
        operation: impl Into<&'static Operation>,
        arguments: &Arguments<'_>,
        seed: u64,
    ) -> Result<Call, Error> {
        Ok(self.call(&self.draft(operation.into(), arguments, seed)?, seed))
    }

    /// Starts a call past the catalog: any method and any path below the base URL, with this client's token, version and rules.
    ///
    /// # Errors
    /// When an argument is wrong, or the path leads anywhere but below the base URL.
    pub fn start_raw(&self, method: Method, path: &str, arguments: &Arguments<'_>, seed: u64) -> Result<Call, Error> {
        Ok(self.call(
            &Draft::raw(method, path, arguments).map_err(|error| error.of_operation(&format!("{method} {path}")))?,
            seed,
        ))
    }

    /// Starts a listing. Its pages come one call at a time.
    ///
    /// # Errors
    /// As [`Client::start`], and when the operation is no list.
    pub fn pages(
        &self,
        operation: impl Into<&'static Operation>,
        arguments: &Arguments<'_>,
        seed: u64,
    ) -> Result<Pager, Error> {
        let operation = operation.into();
        let paging = operation
            .paging
            .ok_or_else(|| Error::argument("it answers no list, so it has no pages").of_operation(operation.id))?;
        Ok(Pager::new(self.draft(operation, arguments, seed)?, paging, &self.config, &self.scrolls))
    }

    /// Goes on with a listing where [`Pager::checkpoint`] says, here or elsewhere. The arguments are those the listing was started with.
    ///
    /// # Errors
    /// As [`Client::pages`], and when the text is no checkpoint, or one of another operation, another version or other arguments.
    pub fn resume_pages(
        &self,
        operation: impl Into<&'static Operation>,
        arguments: &Arguments<'_>,
        checkpoint: &str,
        seed: u64,
    ) -> Result<Pager, Error> {
        self.pages(operation, arguments, seed)?.resumed(checkpoint)
    }

    /// Starts a job: an export, a bulk change, a ticket to be made. Its calls come one at a time. What its polls and its download
    /// need besides its id, such as the `app_id` of a reporting export, is given here among the named arguments or the query.
    ///
    /// # Errors
    /// As [`Client::start`], and when the operation starts no job, or an option cannot work.
    pub fn job(
        &self,
        operation: impl Into<&'static Operation>,
        arguments: &Arguments<'_>,
        options: JobOptions,
        seed: u64,
    ) -> Result<Job, Error> {
        let operation = operation.into();
        Job::start(operation, arguments, self.scope(), options, seed).map_err(|error| error.of_operation(operation.id))
    }

    /// Follows a job that was started before, here or elsewhere, by its [`Job::handle`]. It is looked at at once.
    ///
    /// # Errors
    /// When the text is no handle, speaks of another version than this client, or an option cannot work.
    pub fn resume_job(&self, handle: &str, options: JobOptions, seed: u64) -> Result<Job, Error> {
        Job::resume(handle, self.scope(), options, seed)
    }

    /// The exact request an operation would send, without sending it.
    ///
    /// # Errors
    /// As [`Client::start`].
    pub fn prepare(
        &self,
        operation: impl Into<&'static Operation>,
        arguments: &Arguments<'_>,
    ) -> Result<Request, Error> {
        Ok(Request::build(&self.draft(operation.into(), arguments, 0)?, &self.config))
    }

    pub(crate) fn call(&self, draft: &Draft, seed: u64) -> Call {
        Call::new(draft, &self.config, self.shared.clone(), seed)
    }

    fn draft(&self, operation: &'static Operation, arguments: &Arguments<'_>, seed: u64) -> Result<Draft, Error> {
        Draft::of_operation(operation, arguments, self.scope(), seed).map_err(|error| error.of_operation(operation.id))
    }

    fn scope(&self) -> Scope {
        Scope { version: self.config.version, any_version: self.config.any_version }
    }
}

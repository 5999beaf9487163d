//! What the calls of one workspace share.

use crate::arguments::Arguments;
use crate::call::Call;
use crate::config::Config;
use crate::credentials::Credentials;
use crate::draft::Draft;
use crate::error::Error;
use crate::nearest;
use crate::operation::{Method, Operation};
use crate::page::Pager;
use crate::request::Request;
use crate::sorter::Scope;

/// What the calls of one workspace share. It is `Send + Sync`, and cheap to derive others from.
#[derive(Clone, Debug)]
pub struct Client {
    config: Config,
    credentials: Credentials,
}

impl Client {
    /// Makes a client.
    ///
    /// # Errors
    /// When a setting cannot work; the message names it.
    pub fn new(config: Config) -> Result<Client, Error> {
        config.check()?;
        Ok(Client { config, credentials: Credentials::default() })
    }

    /// A client with other settings that shares what this one has learned.
    ///
    /// # Errors
    /// As [`Client::new`].
    pub fn with(&self, config: Config) -> Result<Client, Error> {
        config.check()?;
        Ok(Client { config, credentials: self.credentials.clone() })
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
            Error::argument(format!("there is no operation {id:?}{hint}"))
        })
    }

    /// Starts a call. `seed` is the host's chance: it spreads waits, and the same seed gives the same waits.
    ///
    /// # Errors
    /// When an argument is wrong or the operation is outside the client's version. Nothing has been sent then.
    pub fn start(&self, operation: &'static Operation, arguments: &Arguments<'_>, seed: u64) -> Result<Call, Error> {
        Ok(self.call(&self.draft(operation, arguments, seed)?, seed))
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
    pub fn pages(&self, operation: &'static Operation, arguments: &Arguments<'_>, seed: u64) -> Result<Pager, Error> {
        let paging = operation
            .paging
            .ok_or_else(|| Error::argument("it answers no list, so it has no pages").of_operation(operation.id))?;
        Ok(Pager::new(self.draft(operation, arguments, seed)?, paging))
    }

    /// The exact request an operation would send, without sending it.
    ///
    /// # Errors
    /// As [`Client::start`].
    pub fn prepare(&self, operation: &'static Operation, arguments: &Arguments<'_>) -> Result<Request, Error> {
        Ok(Request::build(&self.draft(operation, arguments, 0)?, &self.config))
    }

    pub(crate) fn call(&self, draft: &Draft, seed: u64) -> Call {
        Call::new(draft, &self.config, self.credentials.clone(), seed)
    }

    fn draft(&self, operation: &'static Operation, arguments: &Arguments<'_>, seed: u64) -> Result<Draft, Error> {
        let scope = Scope { version: self.config.version, any_version: self.config.any_version };
        Draft::of_operation(operation, arguments, scope, seed).map_err(|error| error.of_operation(operation.id))
    }
}

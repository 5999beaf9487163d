//! `entryphone._core`: conversions between Python's values and the core's. Every rule is the core's.
#![forbid(unsafe_code)]

mod arguments;
mod call;
mod cassette;
mod class;
mod client;
mod decode;
mod definition;
mod download;
mod encode;
mod error;
mod event;
mod facts;
mod field;
mod file;
mod finder;
mod fork;
mod headers;
mod identity;
mod job;
mod keys;
mod list;
mod oauth;
mod object;
mod omit;
mod operation;
mod options;
mod pager;
mod request;
mod rows;
mod search;
mod secret;
mod shape;
mod step;
mod webhook;

use pyo3::pymodule;

/// The machine behind the Python face.
// Forks are made safe by what the GIL promises.
#[pymodule(gil_used = true)]
mod _core {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::call::Call;
    #[pymodule_export]
    use crate::cassette::Cassette;
    #[pymodule_export]
    use crate::class::{Schema, view_class, view_classes};
    #[pymodule_export]
    use crate::client::Client;
    #[pymodule_export]
    use crate::decode::to_plain;
    #[pymodule_export]
    use crate::download::{Download, Summary};
    #[pymodule_export]
    use crate::field::Field;
    #[pymodule_export]
    use crate::fork::{after_fork, after_fork_in_child, before_fork};
    #[pymodule_export]
    use crate::identity::{messenger_jwt, user_hash};
    #[pymodule_export]
    use crate::job::{Finished, Job};
    #[pymodule_export]
    use crate::list::List;
    #[pymodule_export]
    use crate::oauth::{Grant, authorize_url, exchange};
    #[pymodule_export]
    use crate::object::Object;
    #[pymodule_export]
    use crate::omit::Omit;
    #[pymodule_export]
    use crate::operation::{Operation, names, operation, operations};
    #[pymodule_export]
    use crate::pager::Pager;
    #[pymodule_export]
    use crate::request::{Prepared, Request};
    #[pymodule_export]
    use crate::rows::{Batch, Rows};
    #[pymodule_export]
    use crate::search::{Condition, Subject, search_all, search_any, search_check, search_field};
    #[pymodule_export]
    use crate::step::{Collect, Done, NeedToken, Reserve, Send, Wait};
    #[pymodule_export]
    use crate::webhook::{Notification, webhook_sign, webhook_topics, webhook_unwrap, webhook_verify};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::class::register(module.py())?;
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add("omit", Bound::new(module.py(), Omit)?)
    }
}

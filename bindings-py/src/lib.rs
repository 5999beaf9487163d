//! `entryphone._core`: conversions between Python's values and the core's. Every rule is the core's.
#![forbid(unsafe_code)]

mod arguments;
mod call;
mod client;
mod decode;
mod encode;
mod error;
mod facts;
mod file;
mod keys;
mod object;
mod omit;
mod operation;
mod options;
mod pager;
mod request;
mod step;

use pyo3::pymodule;

/// The machine behind the Python face.
#[pymodule]
mod _core {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::call::Call;
    #[pymodule_export]
    use crate::client::Client;
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
    use crate::step::{Collect, Done, NeedToken, Send, Wait};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add("omit", Bound::new(module.py(), Omit)?)
    }
}

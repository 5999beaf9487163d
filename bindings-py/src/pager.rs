//! A listing: where its next page is.

use entryphone::{Answer, items};
use pyo3::prelude::*;
use pyo3::types::PyList;

use crate::call::Call;
use crate::client::Client;
use crate::error;
use crate::object::view;
use crate::step::Done;

/// A place in a listing: it asks for one page, and knows from that page's answer the place of the next one.
#[pyclass(frozen, module = "entryphone._core")]
pub(crate) struct Pager {
    inner: entryphone::Pager,
    answer: Answer,
}

impl Pager {
    pub(crate) fn new(inner: entryphone::Pager, answer: Answer) -> Pager {
        Pager { inner, answer }
    }
}

#[pymethods]
impl Pager {
    /// The call for the page at this place.
    fn call(&self, client: &Client, seed: u64) -> Call {
        let call = self.inner.call(&client.inner, seed).expect("`next` gives no place after the last page");
        Call::new(call, self.answer)
    }

    /// The items of this page's answer; None when the answer is no list.
    fn items<'py>(&self, py: Python<'py>, done: &Done) -> PyResult<Option<Bound<'py, PyList>>> {
        let Some(body) = &done.body else { return Ok(None) };
        let Some(items) = items(body.root(), self.inner.items_path()) else { return Ok(None) };
        Ok(Some(view(py, body, items)?.cast_into()?))
    }

    /// The place after this page's answer; None after the last page.
    fn next(&self, py: Python<'_>, done: &Done) -> PyResult<Option<Pager>> {
        let Some(body) = &done.body else { return Ok(None) };
        let mut inner = self.inner.clone();
        inner.turn(body.root()).map_err(|error| error::raised(py, &error))?;
        Ok((!inner.is_over()).then(|| Pager::new(inner, self.answer)))
    }
}

//! A listing: where its next page is.

use entryphone::{Answer, Event, PageFacts, items};
use pyo3::prelude::*;
use pyo3::types::PyList;

use crate::call::Call;
use crate::client::Client;
use crate::error::{self, OrRaise as _};
use crate::event;
use crate::list::List;
use crate::shape::Shape;
use crate::step::Done;

/// A place in a listing: it asks for one page, and knows from that page's answer the place of the next one.
#[pyclass(frozen, module = "entryphone._core")]
pub(crate) struct Pager {
    inner: entryphone::Pager,
    answer: Answer,
    /// What the turn to this place recorded.
    events: Vec<Event>,
}

impl Pager {
    pub(crate) fn new(mut inner: entryphone::Pager, answer: Answer) -> Pager {
        let events = inner.drain_events();
        Pager { inner, answer, events }
    }
}

#[pymethods]
impl Pager {
    /// Whether there is no page at this place, since the listing is over.
    #[getter]
    fn is_over(&self) -> bool {
        self.inner.is_over()
    }

    /// The same place in a listing that ends after so many items, counted from its first page.
    fn limit(&self, items: &Bound<'_, PyAny>) -> PyResult<Pager> {
        let Ok(count) = items.extract() else {
            let message = format!("limit is {}; it must be a number of items, 0 or more", items.repr()?);
            return Err(error::argument(items.py(), message));
        };
        Ok(Pager::new(self.inner.clone().limit(count), self.answer))
    }

    /// The call for the page at this place; None when the listing is over. Raises when the last answer left no way on.
    fn call(&self, py: Python<'_>, client: &Client, now_ms: u64, seed: u64) -> PyResult<Option<Call>> {
        let call = self.inner.call(&client.inner, now_ms, seed).or_raise(py)?;
        Ok(call.map(|call| Call::new(call, self.answer)))
    }

    /// The items of this page's answer; None when the answer is no list.
    fn items(&self, done: &Done) -> Option<List> {
        let body = done.body.as_ref()?;
        let path = self.inner.items_path();
        let array = items(body.root(), path)?;
        Some(List::view(body, array, Shape::of_answer(self.inner.operation()).at(path).items()))
    }

    /// The place after this page, which came at `now_ms`, and how many of its items belong to the listing.
    fn turn(&self, done: &Done, now_ms: u64) -> (Pager, usize) {
        let mut inner = self.inner.clone();
        let turn = match &done.body {
            Some(body) => inner.turn(body.root(), now_ms),
            None => inner.turn_by(&PageFacts::default(), now_ms),
        };
        (Pager::new(inner, self.answer), turn.items)
    }

    /// The place after the failure of this page's call, and whether the listing starts again there; None when the failure is the
    /// caller's to see.
    fn fail(&self, status: Option<u16>) -> Option<(Pager, bool)> {
        let mut inner = self.inner.clone();
        let turn = inner.fail(status)?;
        Some((Pager::new(inner, self.answer), turn.restarted))
    }

    /// What the turn to this place recorded, as objects. Nothing, unless the client records events.
    fn events<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        event::objects(py, &self.events)
    }

    /// The text that resumes the listing at this place.
    fn checkpoint(&self, py: Python<'_>) -> PyResult<String> {
        self.inner.checkpoint().or_raise(py)
    }
}

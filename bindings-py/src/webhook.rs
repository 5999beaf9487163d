//! Notifications, from the request of a web framework to a view of what they say.

use std::borrow::Cow;
use std::sync::Arc;

use entryphone::document::Value;
use entryphone::webhook;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyByteArray, PyBytes, PyString};

use crate::decode::{Body, view};
use crate::definition::Definition;
use crate::error::{self, OrRaise as _};
use crate::object::Object;
use crate::secret::{secret, secrets};
use crate::shape::ANY;

/// A notification whose signature fits. What it does not say is None.
#[pyclass(frozen, module = "entryphone.webhooks")]
pub(crate) struct Notification {
    body: Arc<Body>,
    /// What happened, such as `conversation.user.created`. Topics are open: expect ones that nobody has heard of yet.
    #[pyo3(get)]
    topic: Option<String>,
    /// The notification's own id.
    #[pyo3(get)]
    id: Option<String>,
    /// What is the same each time the notification is delivered: remember it to act only once.
    #[pyo3(get)]
    dedupe_key: Option<String>,
    /// The id of the workspace it is about.
    #[pyo3(get)]
    app_id: Option<String>,
    /// When it happened, in UNIX seconds.
    #[pyo3(get)]
    created_at: Option<i64>,
    /// When it was sent for the first time, in UNIX seconds.
    #[pyo3(get)]
    first_sent_at: Option<i64>,
    /// When it was delivered, in UNIX seconds; 0 while it is not.
    #[pyo3(get)]
    delivered_at: Option<i64>,
    /// How often it has been sent, this time included.
    #[pyo3(get)]
    delivery_attempts: Option<u64>,
    /// What has become of it, such as `pending`.
    #[pyo3(get)]
    delivery_status: Option<String>,
    /// The address of the notification itself.
    #[pyo3(get)]
    self_url: Option<String>,
    /// The kind of the outer object, which is `notification_event`.
    #[pyo3(get)]
    object_type: Option<String>,
    /// Whether this is only the question whether anybody is there: it is about nothing.
    #[pyo3(get)]
    is_ping: bool,
    /// Where in the body they stand.
    item: Option<u32>,
    links: Option<u32>,
}

impl Notification {
    fn new(inner: webhook::Notification<PyBackedBytes>) -> Notification {
        let owned = |text: Option<Cow<'_, str>>| text.map(Cow::into_owned);
        Notification {
            topic: owned(inner.topic()),
            id: owned(inner.id()),
            dedupe_key: owned(inner.dedupe_key()),
            app_id: owned(inner.app_id()),
            created_at: inner.created_at(),
            first_sent_at: inner.first_sent_at(),
            delivered_at: inner.delivered_at(),
            delivery_attempts: inner.delivery_attempts(),
            delivery_status: owned(inner.delivery_status()),
            self_url: owned(inner.self_url()),
            object_type: owned(inner.object_type()),
            is_ping: inner.is_ping(),
            item: inner.item().map(Value::node),
            links: inner.links().map(Value::node),
            body: Arc::new(inner.into_document()),
        }
    }

    fn at<'py>(&self, py: Python<'py>, node: Option<u32>) -> PyResult<Option<Bound<'py, PyAny>>> {
        node.map(|node| view(py, &self.body, self.body.value(node), &ANY)).transpose()
    }
}

#[pymethods]
impl Notification {
    /// What it is about, in the shape of the API version the app has chosen in its settings, and of the class that its `type`
    /// names.
    #[getter]
    fn item<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let item = self.item.map(|node| self.body.value(node));
        match item.and_then(|item| Some((item, Definition::of_type(&item.get("type")?.as_str()?)?))) {
            Some((item, definition)) => Object::view(py, &self.body, item, Some(definition)).map(Some),
            None => self.at(py, self.item),
        }
    }

    /// The addresses of what it is about.
    #[getter]
    fn links<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.at(py, self.links)
    }

    /// The whole notification, with the fields that have no attribute here.
    #[getter]
    fn body<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        view(py, &self.body, self.body.root(), &ANY)
    }

    /// Its topic and id, never the whole: it may hold what must not reach a log.
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let shown = |text: &Option<String>| text.into_pyobject(py)?.repr()?.extract::<String>();
        Ok(format!("Notification(topic={}, id={})", shown(&self.topic)?, shown(&self.id)?))
    }
}

/// Verifies a notification, and only then reads it.
#[pyfunction]
pub(crate) fn webhook_unwrap(
    body: &Bound<'_, PyAny>,
    headers: &Bound<'_, PyAny>,
    secret: &Bound<'_, PyAny>,
) -> PyResult<Notification> {
    let notification = webhook::unwrap(bytes(body)?, &pairs(headers)?, &secrets(secret)?);
    notification.map(Notification::new).or_raise(body.py())
}

/// Verifies a notification.
#[pyfunction]
pub(crate) fn webhook_verify(
    body: &Bound<'_, PyAny>,
    headers: &Bound<'_, PyAny>,
    secret: &Bound<'_, PyAny>,
) -> PyResult<()> {
    let verified = webhook::verify(&bytes(body)?, &pairs(headers)?, &secrets(secret)?);
    verified.or_raise(body.py())
}

/// The value of the header that Intercom would send with this body.
#[pyfunction]
pub(crate) fn webhook_sign(body: &Bound<'_, PyAny>, client_secret: &Bound<'_, PyAny>) -> PyResult<String> {
    webhook::sign(&bytes(body)?, secret(client_secret)?).or_raise(body.py())
}

/// The topics that are known, sorted.
#[pyfunction]
pub(crate) fn webhook_topics() -> &'static [&'static str] {
    webhook::known_topics()
}

fn bytes(body: &Bound<'_, PyAny>) -> PyResult<PyBackedBytes> {
    if let Ok(bytes) = body.cast::<PyBytes>() {
        return Ok(bytes.clone().into());
    }
    if let Ok(bytes) = body.cast::<PyByteArray>() {
        return Ok(bytes.clone().into());
    }
    let message = format!(
        "the body must be the bytes of the request as they were received, not {}; the signature is over exactly these",
        body.get_type().name()?
    );
    Err(error::argument(body.py(), message))
}

/// Header names and values as frameworks have them: a mapping or pairs, of text or of bytes.
fn pairs(headers: &Bound<'_, PyAny>) -> PyResult<Vec<(String, Vec<u8>)>> {
    let items = intern!(headers.py(), "items");
    let iterable = if headers.hasattr(items)? { &headers.call_method0(items)? } else { headers };
    let read = || -> PyResult<Vec<(String, Vec<u8>)>> {
        let pair = |pair: PyResult<Bound<'_, PyAny>>| {
            let (name, value) = pair?.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>()?;
            Ok((String::from_utf8_lossy(&raw(&name)?).into_owned(), raw(&value)?))
        };
        iterable.try_iter()?.map(pair).collect()
    };
    read().map_err(|cause| {
        let message = "the headers must be a mapping or pairs of names and values, of str or bytes".to_owned();
        let refused = error::argument(headers.py(), message);
        refused.set_cause(headers.py(), Some(cause));
        refused
    })
}

fn raw(value: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    match value.cast::<PyString>() {
        Ok(text) => Ok(text.to_string_lossy().into_owned().into_bytes()),
        Err(_) => Ok(value.cast::<PyBytes>()?.as_bytes().to_vec()),
    }
}

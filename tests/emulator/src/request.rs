//! One request as it arrived.

use hyper::HeaderMap;
use serde_json::{Map, Value};

use crate::refusal::Refusal;

/// A request, read whole.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Still percent-encoded, as it stood in the request line.
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// The value of a header; `None` when it is absent or not text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Whether the client takes a media type. An absent `Accept` takes nothing, which is how the API reads it.
    pub(crate) fn accepts(&self, media_type: &str) -> bool {
        self.headers
            .get_all("accept")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .any(|range| range_takes(range, media_type))
    }

    /// The body as a JSON object; an empty body and `null` are an empty object.
    pub(crate) fn json_object(&self) -> Result<Map<String, Value>, Refusal> {
        if self.body.trim_ascii().is_empty() {
            return Ok(Map::new());
        }
        match serde_json::from_slice(&self.body) {
            Ok(Value::Object(object)) => Ok(object),
            Ok(Value::Null) => Ok(Map::new()),
            Ok(_) => Err(Refusal::bad_request("the body must be a JSON object")),
            Err(error) => Err(Refusal::bad_request(format!("the body is not JSON: {error}"))),
        }
    }
}

fn range_takes(range: &str, wanted: &str) -> bool {
    let mut parts = range.split(';').map(str::trim);
    let media_type = parts.next().unwrap_or_default().to_ascii_lowercase();
    let refused = parts.any(|parameter| {
        parameter
            .strip_prefix("q=")
            .and_then(|quality| quality.parse::<f32>().ok())
            .is_some_and(|quality| quality <= 0.0)
    });
    let is_group = media_type.strip_suffix('*').is_some_and(|group| wanted.starts_with(group));
    (media_type == wanted || media_type == "*/*" || (is_group && media_type.ends_with("/*"))) && !refused
}

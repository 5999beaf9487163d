//! Errors as the API words them: a status and the `error.list` envelope.

use serde_json::{Value, json};

use crate::answer::{Answer, Body};

/// Why a request was not served.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    status: u16,
    code: &'static str,
    message: String,
    field: Option<String>,
}

impl Refusal {
    pub(crate) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), field: None }
    }

    /// A request that cannot be read at all.
    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(400, "bad_request", message)
    }

    /// A parameter whose value makes no sense.
    pub(crate) fn invalid_parameter(message: impl Into<String>) -> Self {
        Self::new(400, "parameter_invalid", message)
    }

    /// A parameter that has to be there.
    pub(crate) fn missing_parameter(message: impl Into<String>) -> Self {
        Self::new(400, "parameter_not_found", message)
    }

    /// A parameter or a member that the catalog calls required.
    pub(crate) fn absent(field: &str) -> Self {
        Self::missing_parameter(format!("{field} not specified")).at(field)
    }

    /// Names the field that is at fault.
    pub(crate) fn at(self, field: &str) -> Self {
        Self { field: Some(field.into()), ..self }
    }

    /// A field of the body whose value has the wrong type.
    pub(crate) fn mistyped(field: &str, expected: &str) -> Self {
        Self::new(422, "parameter_invalid", format!("{field} must be {expected}")).at(field)
    }

    /// The wording for anything that is not there: an unknown path, a wrong method, an unknown tag, admin or note.
    pub(crate) fn resource_not_found() -> Self {
        Self::new(404, "not_found", "Resource Not Found")
    }

    pub(crate) fn into_answer(self, request_id: &str) -> Answer {
        let mut error = json!({"code": self.code, "message": self.message});
        if let Some(field) = self.field {
            error["field"] = Value::String(field);
        }
        Answer::new(self.status, Body::Json(envelope(request_id, &error)))
    }
}

fn envelope(request_id: &str, error: &Value) -> Value {
    json!({"type": "error.list", "request_id": request_id, "errors": [error]})
}

/// The envelope of a status nobody gave a body for.
pub(crate) fn envelope_for_status(status: u16, request_id: &str) -> Value {
    let code = match status {
        401 => "unauthorized",
        403 => "forbidden",
        404 => "not_found",
        408 => "request_timeout",
        409 => "conflict",
        422 => "parameter_invalid",
        429 => "rate_limit_exceeded",
        503 => "service_unavailable",
        500.. => "server_error",
        _ => "client_error",
    };
    let message = format!("injected fault with status {status}");
    envelope(request_id, &json!({"code": code, "message": message}))
}

//! Errors as the API words them: a status and the `error.list` envelope, or what a few operations have in its place.

use serde_json::{Value, json};

use crate::answer::{Answer, Body};

/// Why a request was not served.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    status: u16,
    code: &'static str,
    message: String,
    field: Option<String>,
    envelope: Envelope,
    link: Option<String>,
}

/// What an error is wrapped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Envelope {
    /// `{"type": "error.list", "errors": […]}`.
    List,
    /// `{"error_key": …, "message": …}`.
    Key,
    /// `{"errors": {field: message}}`, with `base` for what concerns no field.
    ByField,
    /// `{"type": "error", "message": …}`.
    Single,
}

/// The operations that word some of their errors differently, and the statuses of these.
const ODD: [(&str, &[u16], Envelope); 4] = [
    ("fin_agent.submit_csat", &[422], Envelope::ByField),
    ("messages.find_whatsapp_status", &[400], Envelope::Single),
    ("messages.list_statuses", &[400, 500], Envelope::Single),
    ("phone_call_redirects.create", &[400, 422], Envelope::Key),
];

impl Refusal {
    pub(crate) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), field: None, envelope: Envelope::List, link: None }
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

    /// Says in the header `Link` where the object is to be found now.
    pub(crate) fn moved_to(self, path: &str) -> Self {
        Self { link: Some(format!("<{path}>; rel=\"canonical\"")), ..self }
    }

    /// The refusal in the words of an operation.
    pub(crate) fn of(self, operation: &str) -> Self {
        let odd = ODD.iter().find(|(id, statuses, _)| *id == operation && statuses.contains(&self.status));
        Self { envelope: odd.map_or(Envelope::List, |(_, _, envelope)| *envelope), ..self }
    }

    pub(crate) fn into_answer(self, request_id: &str) -> Answer {
        let Self { status, code, message, field, link, .. } = self;
        let body = match self.envelope {
            Envelope::List => {
                let mut error = json!({"code": code, "message": message});
                if let Some(field) = field {
                    error["field"] = Value::String(field);
                }
                envelope(request_id, &error)
            }
            Envelope::Key => json!({"error_key": code, "message": message}),
            Envelope::ByField => json!({"errors": {field.unwrap_or_else(|| "base".into()): message}}),
            Envelope::Single => json!({"type": "error", "request_id": request_id, "message": message}),
        };
        let answer = Answer::new(status, Body::Json(body));
        match link {
            None => answer,
            Some(link) => answer.header("link", &link),
        }
    }
}

fn envelope(request_id: &str, error: &Value) -> Value {
    json!({"type": "error.list", "request_id": request_id, "errors": [error]})
}

/// Whether an operation words some of its errors differently.
pub(crate) fn has_odd_errors(operation: &str) -> bool {
    ODD.iter().any(|(id, ..)| *id == operation)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_words_its_errors_differently_is_an_operation() {
        for (id, ..) in ODD {
            assert!(entryphone::Operation::find(id).is_some(), "{id} is no operation of the catalog");
        }
    }
}

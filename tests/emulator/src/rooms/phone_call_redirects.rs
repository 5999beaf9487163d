//! Phone call redirects: a text message that leads a caller to the Messenger.

use serde_json::json;

use crate::answer::Answer;
use crate::fields;
use crate::refusal::Refusal;
use crate::route::{Context, Route};

pub(crate) const ROUTES: &[Route] = &[Route::post("/phone_call_redirects", create)];

fn create(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let phone = fields::text(&context.body, "phone").unwrap_or_default();
    if !is_international(phone) {
        let message = format!("phone must be a number such as +353832345678, not {phone:?}");
        return Err(Refusal::new(400, "invalid_phone_number", message));
    }
    Ok(Answer::json(json!({
        "type": "phone_call_redirect",
        "url": format!("http://via.intercom.io/msgr/{}", phone.trim_start_matches('+')),
    }))
    .changing(phone))
}

/// Whether a number is written as E.164 has it: a plus and up to fifteen digits.
fn is_international(phone: &str) -> bool {
    phone.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0')
    })
}

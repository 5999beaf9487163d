//! What is done with secrets, and so in a module that no page loads.

use entryphone::protocol::{identity, webhook};

use crate::question::{Answer, Question};

/// Answers; nothing when there is no such function, or it takes something else.
pub(crate) fn answer(question: &Question<'_>) -> Option<Answer> {
    let text = question.text(2);
    Some(match (&*question.method, &*pieces(question)?) {
        ("webhookUnwrap", [body, secrets @ ..]) => webhook::unwrap(body, &text, secrets).into(),
        ("webhookVerify", [body, secrets @ ..]) => webhook::verify(body, &text, secrets).into(),
        ("webhookSign", [body, secret]) => webhook::sign(body, secret).into(),
        ("webhookTopics", []) => webhook::known_topics().into(),
        ("userHash", [secret]) => identity::user_hash(secret, &text).into(),
        ("messengerJwt", [secret]) => identity::messenger_jwt(secret, &text, question.optional_count(3)).into(),
        _ => return None,
    })
}

/// The bytes behind the question, which are of several things: their lengths are what is given first.
fn pieces<'a>(question: &Question<'a>) -> Option<Vec<&'a [u8]>> {
    let mut rest = question.bytes;
    let mut cut = |length| {
        let (piece, behind) = rest.split_at_checked(usize::try_from(length).ok()?)?;
        rest = behind;
        Some(piece)
    };
    question.integers(1).into_iter().map(&mut cut).collect()
}

//! What is asked of the engine itself.

use entryphone::protocol;

use crate::machine::Machine;
use crate::machines::Machines;
use crate::question::{Answer, Question};

/// Answers; nothing when there is no such function.
pub(crate) fn answer(machines: &mut Machines, question: &Question<'_>) -> Option<Answer> {
    Some(match &*question.method {
        "names" => protocol::names(&question.text(1)).into(),
        "operation" => protocol::operation(&question.text(1)).into(),
        "hint" => protocol::hint(&question.text(1), &question.text(2)).into(),
        "version" => protocol::VERSION.into(),
        "members" => protocol::Pager::MEMBERS.join(",").into(),
        "Client" => machines.registered(question.is(2), |registry| protocol::Client::new(&question.text(1), registry)),
        "Download" => {
            let (now_ms, status, headers) = (question.count(1), question.status(2), question.text(3));
            let download = protocol::Download::new(now_ms, status, &headers, question.is(4), question.is(5));
            machines.keep(Machine::Download(download))
        }
        _ => return None,
    })
}

//! The machines, each with the methods that JavaScript knows it by.

use entryphone::protocol;

use crate::machines::Machines;
use crate::question::{Answer, Question};

/// A machine of the core.
pub(crate) enum Machine {
    /// What the calls of one workspace share.
    Client {
        inner: protocol::Client,
        /// Whether it shares its rate limit with the clients of the same token.
        is_registered: bool,
    },
    Call(protocol::Call),
    Pager(protocol::Pager),
    Job(protocol::Job),
    Download(protocol::Download),
    Prepared(protocol::Prepared),
}

impl Machine {
    /// The name of its class.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Machine::Client { .. } => "Client",
            Machine::Call(_) => "Call",
            Machine::Pager(_) => "Pager",
            Machine::Job(_) => "Job",
            Machine::Download(_) => "Download",
            Machine::Prepared(_) => "Prepared",
        }
    }

    /// Answers; nothing when it has no such method, or is asked about a machine that is not there.
    pub(crate) fn answer(&mut self, machines: &mut Machines, question: &Question<'_>) -> Option<Answer> {
        match self {
            Machine::Client { inner, is_registered } => of_client(inner, *is_registered, machines, question),
            Machine::Call(call) => of_call(call, question),
            Machine::Pager(pager) => of_pager(pager, machines, question),
            Machine::Job(job) => of_job(job, machines, question),
            Machine::Download(download) => of_download(download, question),
            Machine::Prepared(prepared) => of_prepared(prepared, question),
        }
    }
}

fn of_client(
    client: &protocol::Client,
    is_registered: bool,
    machines: &mut Machines,
    question: &Question<'_>,
) -> Option<Answer> {
    let (first, second) = (question.text(1), question.text(2));
    let bytes = question.bytes;
    Some(match &*question.method {
        "version" => client.version().into(),
        "baseUrl" => client.base_url().into(),
        "withSettings" => machines.registered(is_registered, |registry| client.with_settings(&first, registry)),
        "start" => machines.keep_made(client.start(&first, &second, bytes, question.count(3))),
        "startRaw" => machines.keep_made(client.start_raw(&first, &second, &question.text(3), question.count(4))),
        "prepare" => machines.keep_made(client.prepare(&first, &second, bytes)),
        "pages" => {
            let checkpoint = question.optional_text(3);
            machines.keep_made(client.pages(&first, &second, checkpoint.as_deref(), question.count(4)))
        }
        "job" => machines.keep_made(client.job(&first, &second, bytes, &question.text(3), question.count(4))),
        "resumeJob" => machines.keep_made(client.resume_job(&first, &second, question.count(3))),
        _ => return None,
    })
}

fn of_call(call: &mut protocol::Call, question: &Question<'_>) -> Option<Answer> {
    let (now_ms, attempt) = (question.count(1), question.number(2));
    Some(match &*question.method {
        "start" => call.start(now_ms).into(),
        "body" => Answer::Bytes(call.body().to_vec()),
        "head" => call.head(now_ms, attempt, question.status(3), &question.text(4)).into(),
        "read" => call.read(now_ms, attempt, question.length(3)).into(),
        "collected" => call.collected(now_ms, attempt, question.bytes).into(),
        "answered" => call.answered(now_ms, attempt, question.status(3), &question.text(4), question.bytes).into(),
        "lost" => call.lost(now_ms, attempt, &question.text(3), &question.text(4), &question.text(5)).into(),
        "woke" => call.woke(now_ms).into(),
        "token" => call.token(now_ms, &question.text(2)).into(),
        "noToken" => call.no_token(now_ms, &question.text(2)).into(),
        "reserved" => call.reserved(now_ms, &question.integers(2)).into(),
        "unavailable" => call.unavailable(now_ms, &question.text(2)).into(),
        "cancel" => call.cancel(now_ms).into(),
        "drainEvents" => call.drain_events().into(),
        _ => return None,
    })
}

fn of_pager(pager: &mut protocol::Pager, machines: &mut Machines, question: &Question<'_>) -> Option<Answer> {
    Some(match &*question.method {
        "itemsPath" => pager.items_path().into(),
        "isOver" => pager.is_over().into(),
        "bookmark" => machines.keep(Machine::Pager(pager.clone())),
        "limit" => {
            pager.limit(question.count(1));
            Answer::NOTHING
        }
        "call" => match pager.call(machines.client(question.number(1))?, question.count(2), question.count(3)) {
            Ok(Some(call)) => machines.keep(Machine::Call(call)),
            Ok(None) => Answer::from(None::<bool>),
            Err(json) => Answer::Failed(json),
        },
        "turn" => {
            let items = question.optional_count(2).map(|_| question.length(2));
            pager.turn(&question.text(1), items, question.count(3)).map(|items| items as u64).into()
        }
        "fail" => pager.fail(question.optional_status(1)).into(),
        "checkpoint" => pager.checkpoint().into(),
        "drainEvents" => pager.drain_events().into(),
        _ => return None,
    })
}

fn of_job(job: &mut protocol::Job, machines: &mut Machines, question: &Question<'_>) -> Option<Answer> {
    Some(match &*question.method {
        "id" => job.id().into(),
        "status" => job.status().into(),
        "handle" => job.handle().into(),
        "next" => job.next(machines.client(question.number(1))?, question.count(2)).into(),
        "call" => match job.call() {
            Some(call) => machines.keep(Machine::Call(call)),
            None => Answer::from(None::<bool>),
        },
        "answered" => {
            let (answer, retry_after_ms) = (question.optional_text(2), question.optional_count(3));
            job.answered(question.count(1), answer.as_deref(), retry_after_ms).into()
        }
        "failed" => {
            job.failed(question.count(1), machines.call(question.number(2))?);
            Answer::NOTHING
        }
        "cancel" => job.cancel().into(),
        "download" => {
            let call = job.download(machines.client(question.number(1))?);
            machines.keep_made(call)
        }
        "drainEvents" => job.drain_events().into(),
        _ => return None,
    })
}

fn of_download(download: &mut protocol::Download, question: &Question<'_>) -> Option<Answer> {
    let now_ms = question.count(1);
    Some(match &*question.method {
        "received" => download.received().into(),
        "stallsAtMs" => download.stalls_at_ms().into(),
        "head" => download.head().into(),
        "resume" => {
            download.resume(now_ms);
            Answer::NOTHING
        }
        "onChunk" => download.on_chunk(now_ms, question.bytes).into(),
        "check" => download.check(now_ms).into(),
        "onEnd" => download.on_end().into(),
        _ => return None,
    })
}

fn of_prepared(prepared: &protocol::Prepared, question: &Question<'_>) -> Option<Answer> {
    Some(match &*question.method {
        "toJson" => prepared.to_json().into(),
        "body" => Answer::Bytes(prepared.body().to_vec()),
        _ => return None,
    })
}

impl From<protocol::Call> for Machine {
    fn from(call: protocol::Call) -> Machine {
        Machine::Call(call)
    }
}

impl From<protocol::Pager> for Machine {
    fn from(pager: protocol::Pager) -> Machine {
        Machine::Pager(pager)
    }
}

impl From<protocol::Job> for Machine {
    fn from(job: protocol::Job) -> Machine {
        Machine::Job(job)
    }
}

impl From<protocol::Prepared> for Machine {
    fn from(prepared: protocol::Prepared) -> Machine {
        Machine::Prepared(prepared)
    }
}

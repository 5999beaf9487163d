//! What drives calls, listings and jobs on a cassette.

use entryphone::cassette::{Asked, Cassette, Played};
use entryphone::document::{Document, Value};
use entryphone::{
    Arguments, Call, Client, Config, Error, Head, Input, JobOptions, JobStep, Operation, Outcome, Pager, Step, Token,
    items,
};
use serde_json::json;

/// A member that is a text.
pub(crate) fn text(object: Value<'_>, name: &str) -> String {
    object.get(name).and_then(Value::as_str).expect("it is a text").into_owned()
}

/// A host in a few lines: it sends to a cassette, and its time passes when a step waits for it.
pub(crate) struct Host {
    client: Client,
    pub(crate) cassette: Cassette,
    pub(crate) now: u64,
}

impl Host {
    pub(crate) fn new(cassette: Cassette) -> Host {
        let token = Token::new("test-token").expect("it is a token");
        let client = Client::new(Config { token: Some(token), ..Config::default() }).expect("the settings are right");
        Host { client, cassette, now: 1_000 }
    }

    fn drive(&mut self, mut call: Call) -> Result<(Box<Outcome>, Played), Error> {
        let mut last = Played::default();
        let mut step = call.step(self.now, Input::Start);
        loop {
            step = match step {
                Step::Send(send) => {
                    let headers: Vec<_> = send.request.headers().collect();
                    let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, &**value)).collect();
                    let body = send.request.body.as_deref();
                    let method = send.request.method.as_str();
                    let asked = Asked { method, url: &send.request.url, headers: &headers, body };
                    last = self.cassette.play(&asked)?;
                    self.now += last.took_ms;
                    self.hear(&mut call, send.attempt, &last)
                }
                Step::Wait { until_ms, .. } => {
                    self.now = self.now.max(until_ms);
                    call.step(self.now, Input::Woke)
                }
                Step::Done(outcome) => return Ok((outcome, last)),
                Step::Failed(error) => return Err(error),
                other => panic!("{other:?} is asked of no client with a token of its own"),
            }
        }
    }

    fn hear(&self, call: &mut Call, attempt: u32, played: &Played) -> Step {
        if let Some((kind, sent, message)) = &played.lost {
            return call.step(self.now, Input::Lost { attempt, kind: *kind, sent: *sent, message });
        }
        let headers: Vec<(&str, &str)> = played.headers.iter().map(|(name, value)| (&**name, &**value)).collect();
        let head = Head { status: played.status.expect("it was answered"), headers: &headers };
        call.step(self.now, Input::Response { attempt, head, body: &played.body })
    }

    /// What a call of a vector comes to, as JSON.
    pub(crate) fn result(&mut self, call: Value<'_>) -> Result<serde_json::Value, Error> {
        if call.get("job").is_some() {
            return self.job(call);
        }
        let row = Operation::find(&text(call, "operation")).expect("the operation is in the table");
        let part = |name: &str| call.get(name).map(|value| value.raw().as_bytes());
        let arguments =
            Arguments { path: part("path"), query: part("query"), body: part("body"), ..Arguments::default() };
        if row.paging.is_some() {
            return self.items(self.client.pages(row, &arguments, 7)?);
        }
        let (_, played) = self.drive(self.client.start(row, &arguments, 7)?)?;
        let document = Document::parse(&played.body).expect("the answer is JSON");
        Ok(json!({ "id": text(document.root(), "id") }))
    }

    fn job(&mut self, call: Value<'_>) -> Result<serde_json::Value, Error> {
        let row = Operation::find(&text(call, "job")).expect("the operation is in the table");
        let named = call.get("arguments").map(|value| value.raw().as_bytes());
        let arguments = Arguments { named, ..Arguments::default() };
        let mut job = self.client.job(row, &arguments, JobOptions::default(), 7)?;
        let end = loop {
            match job.next(&self.client, self.now) {
                JobStep::Call(call) => {
                    let (outcome, played) = self.drive(*call)?;
                    let document = Document::parse(&played.body).expect("the answer is JSON");
                    job.answered(self.now, Some(document.root()), outcome.retry_after_ms);
                }
                JobStep::Wait { until_ms, .. } => self.now = self.now.max(until_ms),
                JobStep::Finished(end) => break end,
                JobStep::Failed(error) => return Err(error),
                other => panic!("{other:?} is new"),
            }
        };
        let (_, file) = self.drive(job.download(&self.client)?)?;
        Ok(json!({"end": end.as_str(), "bytes": file.body.len()}))
    }

    fn items(&mut self, mut pager: Pager) -> Result<serde_json::Value, Error> {
        let mut ids = Vec::new();
        while let Some(call) = pager.call(&self.client, self.now, 7)? {
            let (_, played) = self.drive(call)?;
            let document = Document::parse(&played.body).expect("a page is JSON");
            let turn = pager.turn(document.root(), self.now);
            let list = items(document.root(), pager.items_path()).expect("a page has items");
            ids.extend(list.items().take(turn.items).map(|item| text(item, "id")));
        }
        Ok(json!({ "ids": ids }))
    }
}

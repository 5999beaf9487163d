//! A job, followed in texts.

use super::{Call, Client, error_to_json, events, refused};
use crate::document::Document;
use crate::error::Error;
use crate::job::JobStep;
use crate::json::Object;

/// One job, as in [`crate::Job`].
#[derive(Debug)]
#[must_use = "a job does nothing until it is asked for what is next"]
pub struct Job {
    inner: crate::Job,
    /// The call to drive now.
    call: Option<Call>,
}

impl Job {
    pub(super) fn new(inner: crate::Job) -> Job {
        Job { inner, call: None }
    }

    /// What to do now, an object of one member: `call`, after which [`Job::call`] hands it out; `wait`; `finished`; or `failed`.
    pub fn next(&mut self, client: &Client, now_ms: u64) -> String {
        let (name, fields) = match self.inner.next(&client.inner, now_ms) {
            JobStep::Call(call) => {
                self.call = Some(Call::new(*call));
                ("call", Object::new().take())
            }
            JobStep::Wait { until_ms, reason } => {
                ("wait", Object::new().member("until_ms", until_ms).member("reason", reason.as_str()).take())
            }
            JobStep::Finished(end) => ("finished", Object::new().member("end", end.as_str()).take()),
            JobStep::Failed(error) => ("failed", error_to_json(&error)),
        };
        Object::new().raw(name, &fields).take()
    }

    /// The call that `next` spoke of, once.
    pub fn call(&mut self) -> Option<Call> {
        self.call.take()
    }

    /// The call came to a good end. `answer` is its body as JSON, nothing when that was empty.
    ///
    /// # Errors
    /// When the answer is no JSON.
    pub fn answered(&mut self, now_ms: u64, answer: Option<&str>, retry_after_ms: Option<u64>) -> Result<(), String> {
        let document = answer.map(|text| Document::parse(text.as_bytes())).transpose();
        let document = document
            .map_err(|error| refused(Error::argument(format!("the answer of a job's call is not JSON: {error}"))))?;
        self.inner.answered(now_ms, document.as_ref().map(Document::root), retry_after_ms);
        Ok(())
    }

    /// The call failed. One that is still under way is given up.
    pub fn failed(&mut self, now_ms: u64, call: &mut Call) {
        if let Some(error) = call.failure(now_ms) {
            self.inner.failed(now_ms, error);
        }
    }

    /// Asks Intercom to cancel the job, as the next thing to do.
    ///
    /// # Errors
    /// As [`crate::Job::cancel`].
    pub fn cancel(&mut self) -> Result<(), String> {
        self.inner.cancel().map_err(refused)
    }

    /// The call that downloads what a finished job made.
    ///
    /// # Errors
    /// As [`crate::Job::download`].
    pub fn download(&mut self, client: &Client) -> Result<Call, String> {
        self.inner.download(&client.inner).map(Call::new).map_err(refused)
    }

    /// The server's name for the job; nothing until it was started.
    pub fn id(&self) -> Option<&str> {
        self.inner.id()
    }

    /// The server's last word about it.
    pub fn status(&self) -> Option<&str> {
        self.inner.status()
    }

    /// The text that resumes it; nothing until it was started.
    pub fn handle(&self) -> Option<String> {
        self.inner.handle()
    }

    /// What the job itself did since it was last asked: a list of events.
    pub fn drain_events(&mut self) -> String {
        events(&self.inner.drain_events())
    }
}

//! One job as a machine that JavaScript pulls.

use entryphone::protocol;
use napi::Result;
use napi_derive::napi;

use crate::call::Call;
use crate::client::Client;
use crate::{refused, whole};

/// One job.
#[napi]
pub struct Job {
    inner: protocol::Job,
}

impl Job {
    pub(crate) fn new(inner: protocol::Job) -> Job {
        Job { inner }
    }
}

#[napi]
impl Job {
    /// What to do now, as JSON.
    #[napi]
    pub fn next(&mut self, client: &Client, now_ms: f64) -> String {
        self.inner.next(&client.inner, whole(now_ms))
    }

    /// The call that `next` spoke of, once.
    #[napi]
    pub fn call(&mut self) -> Option<Call> {
        self.inner.call().map(Call::new)
    }

    /// The call came to a good end. `answer` is its body as JSON.
    #[napi]
    pub fn answered(&mut self, now_ms: f64, answer: Option<String>, retry_after_ms: Option<f64>) -> Result<()> {
        self.inner.answered(whole(now_ms), answer.as_deref(), retry_after_ms.map(whole)).map_err(refused)
    }

    /// The call failed. One that is still under way is given up.
    #[napi]
    pub fn failed(&mut self, now_ms: f64, call: &mut Call) {
        self.inner.failed(whole(now_ms), &mut call.inner);
    }

    /// Asks Intercom to cancel the job, as the next thing to do.
    #[napi]
    pub fn cancel(&mut self) -> Result<()> {
        self.inner.cancel().map_err(refused)
    }

    /// The call that downloads what a finished job made.
    #[napi]
    pub fn download(&mut self, client: &Client) -> Result<Call> {
        self.inner.download(&client.inner).map(Call::new).map_err(refused)
    }

    /// The server's name for the job.
    #[napi(getter)]
    pub fn id(&self) -> Option<&str> {
        self.inner.id()
    }

    /// The server's last word about it.
    #[napi(getter)]
    pub fn status(&self) -> Option<&str> {
        self.inner.status()
    }

    /// The text that resumes it.
    #[napi(getter)]
    pub fn handle(&self) -> Option<String> {
        self.inner.handle()
    }

    /// What the job itself did since it was last asked.
    #[napi]
    pub fn drain_events(&mut self) -> String {
        self.inner.drain_events()
    }
}

//! One job as a machine that the host pulls.

use std::sync::{Arc, Mutex};

use entryphone::protocol;

use crate::call::Call;
use crate::client::Client;
use crate::{Result, locked, refused};

/// One job.
#[derive(uniffi::Object)]
pub struct Job {
    inner: Mutex<protocol::Job>,
}

impl Job {
    pub(crate) fn shared(inner: protocol::Job) -> Arc<Job> {
        Arc::new(Job { inner: Mutex::new(inner) })
    }
}

#[uniffi::export]
impl Job {
    /// What to do now, as JSON.
    pub fn next(&self, client: &Client, now_ms: u64) -> String {
        locked(&self.inner).next(&client.inner, now_ms)
    }

    /// The call that `next` spoke of, once.
    pub fn call(&self) -> Option<Arc<Call>> {
        locked(&self.inner).call().map(Call::shared)
    }

    /// The call came to a good end. `answer` is its body as JSON.
    pub fn answered(&self, now_ms: u64, answer: Option<String>, retry_after_ms: Option<u64>) -> Result<()> {
        locked(&self.inner).answered(now_ms, answer.as_deref(), retry_after_ms).map_err(refused)
    }

    /// The call failed. One that is still under way is given up.
    pub fn failed(&self, now_ms: u64, call: &Call) {
        locked(&self.inner).failed(now_ms, &mut locked(&call.inner));
    }

    /// Asks Intercom to cancel the job, as the next thing to do.
    pub fn cancel(&self) -> Result<()> {
        locked(&self.inner).cancel().map_err(refused)
    }

    /// The call that downloads what a finished job made.
    pub fn download(&self, client: &Client) -> Result<Arc<Call>> {
        locked(&self.inner).download(&client.inner).map(Call::shared).map_err(refused)
    }

    /// The server's name for the job.
    pub fn id(&self) -> Option<String> {
        locked(&self.inner).id().map(str::to_owned)
    }

    /// The server's last word about it.
    pub fn status(&self) -> Option<String> {
        locked(&self.inner).status().map(str::to_owned)
    }

    /// The text that resumes it.
    pub fn handle(&self) -> Option<String> {
        locked(&self.inner).handle()
    }

    /// What the job itself did since it was last asked.
    pub fn drain_events(&self) -> String {
        locked(&self.inner).drain_events()
    }
}

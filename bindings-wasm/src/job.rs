//! One job as a machine that JavaScript pulls.

use entryphone::protocol;
use wasm_bindgen::prelude::*;

use crate::call::Call;
use crate::client::Client;
use crate::{refused, whole};

/// One job.
#[wasm_bindgen]
pub struct Job {
    inner: protocol::Job,
}

impl Job {
    pub(crate) fn new(inner: protocol::Job) -> Job {
        Job { inner }
    }
}

#[wasm_bindgen]
impl Job {
    /// What to do now, as JSON.
    #[wasm_bindgen]
    pub fn next(&mut self, client: &Client, now_ms: f64) -> String {
        self.inner.next(&client.inner, whole(now_ms))
    }

    /// The call that `next` spoke of, once.
    #[wasm_bindgen]
    pub fn call(&mut self) -> Option<Call> {
        self.inner.call().map(Call::new)
    }

    /// The call came to a good end. `answer` is its body as JSON.
    #[wasm_bindgen]
    pub fn answered(
        &mut self,
        now_ms: f64,
        answer: Option<String>,
        retry_after_ms: Option<f64>,
    ) -> Result<(), JsValue> {
        self.inner.answered(whole(now_ms), answer.as_deref(), retry_after_ms.map(whole)).map_err(refused)
    }

    /// The call failed. One that is still under way is given up.
    #[wasm_bindgen]
    pub fn failed(&mut self, now_ms: f64, call: &mut Call) {
        self.inner.failed(whole(now_ms), &mut call.inner);
    }

    /// Asks Intercom to cancel the job, as the next thing to do.
    #[wasm_bindgen]
    pub fn cancel(&mut self) -> Result<(), JsValue> {
        self.inner.cancel().map_err(refused)
    }

    /// The call that downloads what a finished job made.
    #[wasm_bindgen]
    pub fn download(&mut self, client: &Client) -> Result<Call, JsValue> {
        self.inner.download(&client.inner).map(Call::new).map_err(refused)
    }

    /// The server's name for the job.
    #[wasm_bindgen(getter, js_name = id)]
    pub fn id(&self) -> Option<String> {
        self.inner.id().map(str::to_owned)
    }

    /// The server's last word about it.
    #[wasm_bindgen(getter, js_name = status)]
    pub fn status(&self) -> Option<String> {
        self.inner.status().map(str::to_owned)
    }

    /// The text that resumes it.
    #[wasm_bindgen(getter, js_name = handle)]
    pub fn handle(&self) -> Option<String> {
        self.inner.handle()
    }

    /// What the job itself did since it was last asked.
    #[wasm_bindgen(js_name = drainEvents)]
    pub fn drain_events(&mut self) -> String {
        self.inner.drain_events()
    }
}

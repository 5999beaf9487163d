//! What was said in a call.

use serde_json::{Value, json};

use crate::store::Row;
use crate::workspace::Workspace;

/// One thing somebody said.
#[derive(Debug)]
pub(super) struct Line {
    seconds: u32,
    speaker: String,
    said: &'static str,
}

const SAID: [&str; 4] = [
    "Good morning, you are through to support.",
    "Hello, my invoice shows the wrong company.",
    "I see it. I have corrected it, and you will get a new one today.",
    "That was quick, thank you. — Goodbye!",
];

/// What was said, if somebody answered.
pub(super) fn of(workspace: &Workspace, call: &Row) -> Option<Vec<Line>> {
    call.text("transcription_url")?;
    let contact = call.text("contact_id").and_then(|id| workspace.contacts.find(id));
    let caller = contact.and_then(|contact| contact.text("name")).unwrap_or("Caller");
    let line = |(seconds, (number, said)): (u32, (usize, &'static str))| {
        let speaker = if number.is_multiple_of(2) { "Teammate" } else { caller };
        Line { seconds, speaker: speaker.into(), said }
    };
    Some((3..).step_by(7).zip(SAID.into_iter().enumerate()).map(line).collect())
}

impl Line {
    pub(super) fn text(&self) -> String {
        let (minutes, seconds) = (self.seconds / 60, self.seconds % 60);
        format!("[00:{minutes:02}:{seconds:02}] {}: \"{}\"\n", self.speaker, self.said)
    }

    pub(super) fn view(&self) -> Value {
        json!({"speaker": self.speaker, "text": self.said, "start_time": self.seconds})
    }
}

//! One question after the other, and what is between them.

use entryphone::document::Document;

#[cfg(feature = "calls")]
use crate::functions;
#[cfg(feature = "calls")]
use crate::machines::Machines;
use crate::question::{Answer, Question};
#[cfg(not(feature = "calls"))]
use crate::signatures;

/// What there is between two questions.
pub(crate) struct Door {
    question: Vec<u8>,
    answer: Vec<u8>,
    #[cfg(feature = "calls")]
    machines: Machines,
}

impl Door {
    pub(crate) const fn new() -> Door {
        Door {
            question: Vec::new(),
            answer: Vec::new(),
            #[cfg(feature = "calls")]
            machines: Machines::new(),
        }
    }

    pub(crate) fn room(&mut self, bytes: usize) -> &mut [u8] {
        self.question = vec![0; bytes];
        &mut self.question
    }

    pub(crate) fn answer(&self) -> &[u8] {
        &self.answer
    }

    /// Asks a machine, or by the number 0 the engine itself.
    pub(crate) fn ask(&mut self, machine: u32, json: usize) {
        let written = std::mem::take(&mut self.question);
        let (json, bytes) = written.split_at_checked(json).unwrap_or((&written, &[]));
        let document = Document::parse(json).ok();
        let question = document.as_ref().map(|document| Question::new(document.root(), bytes));
        #[cfg(feature = "calls")]
        let answer = question.and_then(|question| {
            if machine == 0 {
                return functions::answer(&mut self.machines, &question);
            }
            let mut asked = self.machines.lend(machine)?;
            let answer = asked.answer(&mut self.machines, &question);
            self.machines.give_back(machine, asked);
            answer
        });
        #[cfg(not(feature = "calls"))]
        let answer = question.filter(|_| machine == 0).and_then(|question| signatures::answer(&question));
        self.answer =
            answer.unwrap_or_else(|| Answer::Failed("there is no such machine or method".to_owned())).written();
    }

    #[cfg(feature = "calls")]
    pub(crate) fn leave(&mut self, machine: u32) {
        self.machines.forget(machine);
    }
}

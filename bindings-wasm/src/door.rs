//! One question after the other, and what is between them.

use entryphone::document::Document;

use crate::functions;
use crate::machines::Machines;
use crate::question::{Answer, Question};

/// What there is between two questions.
pub(crate) struct Door {
    question: Vec<u8>,
    answer: Vec<u8>,
    machines: Machines,
}

impl Door {
    pub(crate) const fn new() -> Door {
        Door { question: Vec::new(), answer: Vec::new(), machines: Machines::new() }
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
        let answer = question.and_then(|question| {
            if machine == 0 {
                return functions::answer(&mut self.machines, &question);
            }
            let mut asked = self.machines.lend(machine)?;
            let answer = asked.answer(&mut self.machines, &question);
            self.machines.give_back(machine, asked);
            answer
        });
        self.answer =
            answer.unwrap_or_else(|| Answer::Failed("there is no such machine or method".to_owned())).written();
    }

    pub(crate) fn leave(&mut self, machine: u32) {
        drop(self.machines.lend(machine));
        self.machines.forget(machine);
    }
}

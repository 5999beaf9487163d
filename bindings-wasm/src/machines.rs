//! The machines that JavaScript holds, by number.

use entryphone::{Registry, protocol};

use crate::machine::Machine;
use crate::question::Answer;

pub(crate) struct Machines {
    /// By number, from 1.
    kept: Vec<Option<Machine>>,
    free: Vec<u32>,
    /// The clients of this page that live by its own clock, so that those of one token keep one rate limit.
    registry: Registry,
}

impl Machines {
    pub(crate) const fn new() -> Machines {
        Machines { kept: Vec::new(), free: Vec::new(), registry: Registry::new() }
    }

    /// Keeps a machine, and gives it a number.
    pub(crate) fn keep(&mut self, machine: Machine) -> Answer {
        let kind = machine.kind();
        let number = self.free.pop().unwrap_or_else(|| {
            self.kept.push(None);
            u32::try_from(self.kept.len()).unwrap_or(u32::MAX)
        });
        self.give_back(number, machine);
        Answer::Machine(kind, number)
    }

    pub(crate) fn keep_made(&mut self, made: Result<impl Into<Machine>, String>) -> Answer {
        match made {
            Ok(machine) => self.keep(machine.into()),
            Err(json) => Answer::Failed(json),
        }
    }

    /// Takes a machine out, to be given back.
    pub(crate) fn lend(&mut self, number: u32) -> Option<Machine> {
        self.place(number)?.take()
    }

    pub(crate) fn give_back(&mut self, number: u32, machine: Machine) {
        if let Some(place) = self.place(number) {
            *place = Some(machine);
        }
    }

    /// Drops a machine, and gives its number away. That of one that is not there is free already, or is nobody's.
    pub(crate) fn forget(&mut self, number: u32) {
        if self.lend(number).is_some() {
            self.free.push(number);
        }
    }

    pub(crate) fn client(&mut self, number: u32) -> Option<&protocol::Client> {
        match self.place(number)? {
            Some(Machine::Client { inner, .. }) => Some(inner),
            _ => None,
        }
    }

    pub(crate) fn call(&mut self, number: u32) -> Option<&mut protocol::Call> {
        match self.place(number)? {
            Some(Machine::Call(call)) => Some(call),
            _ => None,
        }
    }

    /// The registry for a client, which is its own when it is not registered.
    pub(crate) fn registered(
        &mut self,
        is_registered: bool,
        make: impl FnOnce(&mut Registry) -> Result<protocol::Client, String>,
    ) -> Answer {
        let inner = if is_registered { make(&mut self.registry) } else { make(&mut Registry::new()) };
        self.keep_made(inner.map(|inner| Machine::Client { inner, is_registered }))
    }

    fn place(&mut self, number: u32) -> Option<&mut Option<Machine>> {
        self.kept.get_mut((number as usize).checked_sub(1)?)
    }
}

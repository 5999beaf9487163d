//! The faults that wait for their request.

use std::collections::VecDeque;

use super::{Fault, Kind};

/// The faults still to come. The oldest one that matches a request strikes; the others wait.
#[derive(Debug, Default)]
pub(crate) struct Faults(VecDeque<Fault>);

impl Faults {
    pub(crate) fn push(&mut self, fault: Fault) {
        self.0.push_back(fault);
    }

    pub(crate) fn waiting(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn strike(&mut self, method: &str, path: &str) -> Option<Kind> {
        let position = self.0.iter().position(|fault| fault.matches(method, path))?;
        let fault = self.0.get_mut(position)?;
        fault.times -= 1;
        let (kind, spent) = (fault.kind.clone(), fault.times == 0);
        if spent {
            self.0.remove(position);
        }
        Some(kind)
    }
}

impl Fault {
    fn matches(&self, method: &str, path: &str) -> bool {
        let path_matches = match self.path.as_deref() {
            None => true,
            Some(pattern) => match pattern.strip_suffix('*') {
                Some(start) => path.starts_with(start),
                None => path == pattern,
            },
        };
        path_matches && self.method.as_deref().is_none_or(|expected| expected == method)
    }
}

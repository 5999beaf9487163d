//! Where a machine keeps its events until somebody fetches them.

use std::collections::VecDeque;

use super::{Event, EventKind};

/// The most events that are kept for a host that does not fetch them.
const MAX_EVENTS: usize = 256;

/// The events of one machine. When nobody wants any, it is a null pointer.
#[derive(Debug, Default)]
pub(crate) struct Recorder(Option<Box<Record>>);

#[derive(Debug)]
struct Record {
    operation: Option<&'static str>,
    events: VecDeque<Event>,
    dropped: u64,
}

impl Recorder {
    pub(crate) fn new(is_wanted: bool, operation: Option<&'static str>) -> Recorder {
        let record = || Box::new(Record { operation, events: VecDeque::new(), dropped: 0 });
        Recorder(is_wanted.then(record))
    }

    pub(crate) fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// Keeps an event, which is made only when somebody wants it.
    pub(crate) fn record(&mut self, now_ms: u64, event: impl FnOnce() -> EventKind) {
        let Some(record) = &mut self.0 else { return };
        if record.events.len() == MAX_EVENTS {
            record.events.pop_front();
            record.dropped += 1;
        }
        record.events.push_back(Event { at_ms: now_ms, operation: record.operation, kind: event() });
    }

    /// Hands out what was recorded since the last time, the oldest first.
    pub(crate) fn drain(&mut self) -> Vec<Event> {
        let Some(record) = &mut self.0 else { return Vec::new() };
        let count = std::mem::take(&mut record.dropped);
        let mut events = std::mem::take(&mut record.events);
        if let (1.., Some(&Event { at_ms, operation, .. })) = (count, events.front()) {
            events.push_front(Event { at_ms, operation, kind: EventKind::Dropped { count } });
        }
        events.into()
    }
}

/// Each event is handed out once, by the machine it was recorded in, so a clone begins without any.
impl Clone for Recorder {
    fn clone(&self) -> Recorder {
        let copy = |record: &Record| Box::new(Record { events: VecDeque::new(), dropped: 0, ..*record });
        Recorder(self.0.as_deref().map(copy))
    }
}

//! All conversations of a workspace, tickets among them.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Author, Conversation, Part, State};

/// Conversations by id. Everything in them is numbered by the workspace, and so are the tickets.
#[derive(Debug)]
pub(crate) struct Conversations {
    by_id: BTreeMap<u64, Conversation>,
    /// When which snoozed conversation wakes up.
    alarms: BTreeSet<(u64, u64)>,
    pub(crate) deleted: Vec<Deleted>,
    next_id: u64,
    next_message_id: u64,
    next_part_id: u64,
    next_ticket_number: u64,
}

/// What is known of a conversation that was deleted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deleted {
    pub(crate) id: u64,
    pub(crate) at: u64,
    pub(crate) metrics_retained: bool,
}

impl Default for Conversations {
    fn default() -> Self {
        Self {
            by_id: BTreeMap::new(),
            alarms: BTreeSet::new(),
            deleted: Vec::new(),
            next_id: 471,
            next_message_id: 403_918_320,
            next_part_id: 132,
            next_ticket_number: 22,
        }
    }
}

impl Conversations {
    /// Stores a conversation under a new id, and returns the id.
    pub(crate) fn create(&mut self, mut conversation: Conversation) -> u64 {
        let id = self.next_id;
        self.next_id += 1;
        conversation.id = id;
        conversation.source.id = self.message_id();
        self.by_id.insert(id, conversation);
        id
    }

    /// The id of a new message. Messages that begin a conversation and messages that do not share their numbers.
    pub(crate) fn message_id(&mut self) -> u64 {
        let id = self.next_message_id;
        self.next_message_id += 1;
        id
    }

    pub(crate) fn ticket_number(&mut self) -> u64 {
        let number = self.next_ticket_number;
        self.next_ticket_number += 1;
        number
    }

    pub(crate) fn find(&self, id: u64) -> Option<&Conversation> {
        self.by_id.get(&id)
    }

    pub(crate) fn find_mut(&mut self, id: u64) -> Option<&mut Conversation> {
        self.by_id.get_mut(&id)
    }

    /// The conversations from this id on, which need not be there itself.
    pub(crate) fn oldest_from(&self, id: u64) -> impl Iterator<Item = &Conversation> {
        self.by_id.range(id..).map(|(_, conversation)| conversation)
    }

    pub(crate) fn newest_first(&self) -> impl Iterator<Item = &Conversation> {
        self.by_id.values().rev()
    }

    /// Puts one contact in the place of another, in every conversation.
    pub(crate) fn hand_over(&mut self, from: &str, into: &str) {
        let heir = Author::Contact(into.to_owned());
        for conversation in self.by_id.values_mut() {
            let Some(place) = conversation.contacts.iter().position(|contact| contact == from) else {
                continue;
            };
            if conversation.contacts.iter().any(|contact| contact == into) {
                conversation.contacts.remove(place);
            } else {
                into.clone_into(&mut conversation.contacts[place]);
            }
            let authors = conversation.parts.iter_mut().map(|part| &mut part.author);
            for author in authors.chain([&mut conversation.source.author]) {
                if matches!(author, Author::Contact(id) if id == from) {
                    author.clone_from(&heir);
                }
            }
        }
    }

    /// Adds a part to a conversation that exists, and returns the part's id.
    pub(crate) fn append(&mut self, id: u64, mut part: Part) -> u64 {
        let part_id = self.next_part_id;
        if let Some(conversation) = self.by_id.get_mut(&id) {
            self.next_part_id += 1;
            part.id = part_id;
            part.state = conversation.state;
            conversation.updated_at = conversation.updated_at.max(part.created_at);
            conversation.parts.push(part);
        }
        part_id
    }

    /// Puts a conversation to sleep until a time in UNIX seconds.
    pub(crate) fn snooze(&mut self, id: u64, until: u64) {
        if let Some(conversation) = self.by_id.get_mut(&id) {
            conversation.set_state(State::Snoozed);
            conversation.snoozed_until = Some(until);
            self.alarms.insert((until, id));
        }
    }

    /// Opens the conversations whose sleep is over.
    pub(crate) fn wake(&mut self, now: u64) {
        while let Some((until, id)) = self.alarms.pop_first() {
            if until > now {
                self.alarms.insert((until, id));
                return;
            }
            if let Some(conversation) = self.by_id.get_mut(&id)
                && conversation.snoozed_until == Some(until)
            {
                conversation.set_state(State::Open);
                self.append(id, Part::new("timer_unsnooze", Author::Bot, until));
            }
        }
    }

    /// Removes a conversation, and remembers that it was there.
    pub(crate) fn remove(&mut self, id: u64, now: u64, metrics_retained: bool) -> Option<Conversation> {
        let removed = self.by_id.remove(&id)?;
        self.deleted.push(Deleted { id, at: now, metrics_retained });
        for linked in &removed.linked {
            if let Some(other) = self.by_id.get_mut(linked) {
                other.linked.retain(|linked| *linked != id);
            }
        }
        Some(removed)
    }

    /// Links two conversations, one of which is a ticket.
    pub(crate) fn link(&mut self, one: u64, other: u64) {
        for (near, far) in [(one, other), (other, one)] {
            if let Some(conversation) = self.by_id.get_mut(&near)
                && !conversation.linked.contains(&far)
            {
                conversation.linked.push(far);
            }
        }
    }

    /// Takes a link away, and tells whether it was there.
    pub(crate) fn unlink(&mut self, one: u64, other: u64) -> bool {
        let mut linked = false;
        for (near, far) in [(one, other), (other, one)] {
            if let Some(conversation) = self.by_id.get_mut(&near) {
                linked |= conversation.linked.contains(&far);
                conversation.linked.retain(|known| *known != far);
            }
        }
        linked
    }
}

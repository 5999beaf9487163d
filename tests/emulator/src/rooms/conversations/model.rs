//! What a conversation is in the store. A ticket is a conversation with a few facts more.

use serde_json::Value;
use std::borrow::Cow;

use crate::paging::Aged;
use crate::store::Record;

/// A text of somebody, or one of those the workspace starts with.
pub(crate) type Text = Cow<'static, str>;

#[derive(Debug)]
pub(crate) struct Conversation {
    pub(crate) id: u64,
    pub(crate) created_at: u64,
    pub(crate) updated_at: u64,
    /// Since when the contact waits for an answer.
    pub(crate) waiting_since: Option<u64>,
    pub(crate) snoozed_until: Option<u64>,
    pub(crate) state: State,
    pub(crate) read: bool,
    pub(crate) priority: Priority,
    pub(crate) admin_assignee: Option<u64>,
    pub(crate) team_assignee: Option<u64>,
    pub(crate) title: Option<String>,
    pub(crate) source: Source,
    /// The ids of the contacts that take part.
    pub(crate) contacts: Vec<String>,
    /// The id of the company it is about.
    pub(crate) company: Option<String>,
    pub(crate) custom_attributes: Record,
    pub(crate) parts: Vec<Part>,
    pub(crate) rating: Option<Rating>,
    pub(crate) sla: Option<Sla>,
    /// The ids of the tickets and conversations it is linked to.
    pub(crate) linked: Vec<u64>,
    pub(crate) ticket: Option<Box<Ticket>>,
}

/// The message it began with.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) id: u64,
    pub(crate) channel: &'static str,
    pub(crate) delivered_as: &'static str,
    pub(crate) subject: Text,
    pub(crate) body: Text,
    pub(crate) author: Author,
    pub(crate) attachments: Vec<Value>,
    pub(crate) redacted: bool,
}

/// One thing that happened in it after that.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) id: u64,
    pub(crate) kind: &'static str,
    pub(crate) body: Option<Text>,
    pub(crate) created_at: u64,
    pub(crate) updated_at: u64,
    pub(crate) author: Author,
    pub(crate) assigned_to: Option<Assignee>,
    pub(crate) attachments: Vec<Value>,
    pub(crate) redacted: bool,
    /// The state it left the conversation in.
    pub(crate) state: State,
    pub(crate) detail: Option<Box<Detail>>,
}

/// What only some parts tell.
#[derive(Debug)]
pub(crate) enum Detail {
    /// An attribute by its id and name, and its new value.
    Attribute { id: String, name: String, value: Value },
    /// The categories of a ticket's state before and after.
    TicketState { before: String, after: String },
    /// The replies offered to a contact.
    QuickReplies(Vec<Value>),
    /// The one the contact chose.
    ChosenReply(Value),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Author {
    Admin(u64),
    Contact(String),
    /// The workspace itself.
    Bot,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Assignee {
    Admin(u64),
    Team(u64),
    NoAdmin,
    NoTeam,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Open,
    Closed,
    Snoozed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Priority {
    None,
    Low,
    Medium,
    High,
    Urgent,
}

#[derive(Debug)]
pub(crate) struct Rating {
    pub(crate) score: u64,
    pub(crate) remark: &'static str,
    pub(crate) created_at: u64,
    pub(crate) admin: u64,
}

#[derive(Debug)]
pub(crate) struct Sla {
    pub(crate) name: &'static str,
    pub(crate) status: &'static str,
}

/// What makes a ticket of a conversation.
#[derive(Debug)]
pub(crate) struct Ticket {
    /// The number people know it by.
    pub(crate) number: u64,
    pub(crate) type_id: String,
    pub(crate) state_id: String,
    pub(crate) previous_state_id: Option<String>,
    /// By the names of the attributes of its type.
    pub(crate) attributes: Record,
    pub(crate) is_shared: bool,
    /// Whether it never was a conversation only.
    pub(crate) from_the_start: bool,
}

impl Conversation {
    /// The admins that wrote a part, one for each part.
    pub(crate) fn admins_who_wrote(&self) -> Vec<String> {
        let admin = |author: &Author| match author {
            Author::Admin(id) => Some(id.to_string()),
            Author::Contact(_) | Author::Bot => None,
        };
        self.parts.iter().filter_map(|part| admin(&part.author)).collect()
    }

    /// An open conversation of one contact in which nothing happened yet.
    pub(crate) fn new(source: Source, contacts: Vec<String>, now: u64) -> Self {
        let from_contact = matches!(source.author, Author::Contact(_));
        Self {
            id: 0,
            created_at: now,
            updated_at: now,
            waiting_since: from_contact.then_some(now),
            snoozed_until: None,
            state: State::Open,
            read: false,
            priority: Priority::None,
            admin_assignee: None,
            team_assignee: None,
            title: None,
            source,
            contacts,
            company: None,
            custom_attributes: Record::new(),
            parts: Vec::new(),
            rating: None,
            sla: None,
            linked: Vec::new(),
            ticket: None,
        }
    }

    pub(crate) fn assign(&mut self, assignee: Assignee) {
        match assignee {
            Assignee::Admin(id) => self.admin_assignee = Some(id),
            Assignee::Team(id) => self.team_assignee = Some(id),
            Assignee::NoAdmin => self.admin_assignee = None,
            Assignee::NoTeam => self.team_assignee = None,
        }
    }

    pub(crate) fn set_state(&mut self, state: State) {
        self.state = state;
        if state != State::Snoozed {
            self.snoozed_until = None;
        }
        if state == State::Closed {
            self.waiting_since = None;
        }
    }

    /// When a contact wrote first.
    pub(crate) fn contact_wrote_at(&self) -> Option<u64> {
        let from_contact = |author: &Author| matches!(author, Author::Contact(_));
        let reply = || self.parts.iter().find(|part| from_contact(&part.author)).map(|part| part.created_at);
        if from_contact(&self.source.author) { Some(self.created_at) } else { reply() }
    }

    /// The contact who wrote first, or the first one who takes part.
    pub(crate) fn first_contact(&self) -> Option<&str> {
        self.contacts.first().map(String::as_str)
    }
}

impl Aged for Conversation {
    fn sequence(&self) -> u64 {
        self.id
    }
}

impl Source {
    /// A message of the Messenger.
    pub(crate) fn message(author: Author, body: impl Into<Text>) -> Self {
        let delivered_as = match author {
            Author::Contact(_) => "customer_initiated",
            Author::Admin(_) | Author::Bot => "admin_initiated",
        };
        Self {
            id: 0,
            channel: "conversation",
            delivered_as,
            subject: Text::Borrowed(""),
            body: body.into(),
            author,
            attachments: Vec::new(),
            redacted: false,
        }
    }
}

impl Part {
    pub(crate) fn new(kind: &'static str, author: Author, now: u64) -> Self {
        Self {
            id: 0,
            kind,
            body: None,
            created_at: now,
            updated_at: now,
            author,
            assigned_to: None,
            attachments: Vec::new(),
            redacted: false,
            state: State::Open,
            detail: None,
        }
    }

    pub(crate) fn saying(mut self, body: Option<impl Into<Text>>) -> Self {
        self.body = body.map(Into::into);
        self
    }

    pub(crate) fn assigning(mut self, assignee: Assignee) -> Self {
        self.assigned_to = Some(assignee);
        self
    }

    pub(crate) fn telling(mut self, detail: Detail) -> Self {
        self.detail = Some(Box::new(detail));
        self
    }

    /// Whether somebody spoke in it to the other side.
    pub(crate) fn is_message(&self) -> bool {
        self.kind != "note" && (self.body.is_some() || self.kind == "quick_reply")
    }
}

impl State {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Snoozed => "snoozed",
        }
    }
}

impl Priority {
    pub(crate) const ALL: [Self; 5] = [Self::None, Self::Low, Self::Medium, Self::High, Self::Urgent];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Urgent => "urgent",
        }
    }
}

//! What can be reported on: a table as data.

use serde_json::{Value, json};
use std::borrow::Cow;

use crate::csv::{Cell, Column, Rows, rows_of};
use crate::rooms::contacts;
use crate::rooms::conversations::Conversation;
use crate::store::{Record, Row, record};

/// A table of the workspace and the columns that can be asked for.
#[derive(Debug)]
pub(crate) struct Dataset {
    pub(crate) id: &'static str,
    name: &'static str,
    description: &'static str,
    pub(crate) rows: Rows,
    pub(crate) columns: &'static [Column],
}

const CREATED_AT: Column = field("created_at", "Created at");

pub(crate) const DATASETS: &[Dataset] = &[
    Dataset {
        id: "contact",
        name: "Contacts",
        description: "Users and leads, one row each.",
        rows: |workspace, from| {
            let contacts = workspace.contacts.oldest_from(from);
            Box::new(contacts.map(|contact| (contact.sequence, Cow::Owned(facts_of_contact(contact)))))
        },
        columns: &[
            CREATED_AT,
            field("id", "Contact"),
            field("role", "Role"),
            field("name", "Name"),
            field("email", "Email"),
            nested("country", "Country", "location.country"),
        ],
    },
    Dataset {
        id: "company",
        name: "Companies",
        description: "Companies, one row each.",
        rows: |workspace, from| rows_of(&workspace.companies, from),
        columns: &[
            CREATED_AT,
            field("id", "Company"),
            field("name", "Name"),
            field("monthly_spend", "Monthly spend"),
            nested("plan", "Plan", "plan.name"),
        ],
    },
    Dataset {
        id: "conversation",
        name: "Conversations",
        description: "Conversations and tickets, one row each.",
        rows: |workspace, from| {
            let conversations = workspace.conversations.oldest_from(from);
            Box::new(
                conversations.map(|conversation| (conversation.id, Cow::Owned(facts_of_conversation(conversation)))),
            )
        },
        columns: &[
            CREATED_AT,
            field("id", "Conversation"),
            field("state", "State"),
            field("channel", "Channel"),
            field("parts", "Parts"),
            field("contact_id", "First contact"),
            field("admin_assignee_id", "Assigned admin"),
        ],
    },
    Dataset {
        id: "call",
        name: "Calls",
        description: "Phone calls, one row each.",
        rows: |workspace, from| rows_of(&workspace.calls, from),
        columns: &[
            CREATED_AT,
            field("id", "Call"),
            field("direction", "Direction"),
            field("state", "State"),
            field("contact_id", "Contact"),
            field("conversation_id", "Conversation"),
        ],
    },
];

/// What can be reported on a contact. Its row alone does not say what is so of most contacts.
fn facts_of_contact(contact: &Row) -> Record {
    let names = ["id", "created_at", "role", "name", "email", "location"];
    names.iter().map(|name| ((*name).to_owned(), contacts::field(contact, name))).collect()
}

/// What can be reported on a conversation.
fn facts_of_conversation(conversation: &Conversation) -> Record {
    record(json!({
        "id": conversation.id,
        "created_at": conversation.created_at,
        "state": conversation.state.name(),
        "channel": conversation.source.channel,
        "parts": conversation.parts.len(),
        "contact_id": conversation.contacts.first(),
        "admin_assignee_id": conversation.admin_assignee,
        "user_replied": conversation.contact_wrote_at().is_some(),
    }))
}

/// Whether a row is none of a conversation in which no user ever wrote, which exports show since 2.16 only.
pub(crate) fn has_user_reply(record: &Record) -> bool {
    record.get("user_replied") != Some(&Value::Bool(false))
}

const fn field(id: &'static str, name: &'static str) -> Column {
    Column { id, name, cell: Cell::Field(id) }
}

const fn nested(id: &'static str, name: &'static str, path: &'static str) -> Column {
    Column { id, name, cell: Cell::Field(path) }
}

impl Dataset {
    pub(crate) fn named(id: &str) -> Option<&'static Self> {
        DATASETS.iter().find(|dataset| dataset.id == id)
    }

    /// A column by its id, with or without the name of the dataset before it.
    pub(crate) fn column(&self, id: &str) -> Option<Column> {
        let own = id.strip_prefix(self.id).and_then(|rest| rest.strip_prefix('.')).unwrap_or(id);
        self.columns.iter().find(|column| column.id == own).copied()
    }

    pub(crate) fn view(&self) -> Value {
        let attribute = |column: &Column| json!({"id": column.id, "qualified_id": format!("{}.{}", self.id, column.id), "name": column.name});
        json!({
            "id": self.id,
            "name": self.name,
            "description": self.description,
            "default_time_attribute_id": CREATED_AT.id,
            "attributes": self.columns.iter().map(attribute).collect::<Vec<_>>(),
        })
    }
}

//! What can be reported on: a table as data.

use serde_json::{Value, json};

use crate::csv::{Cell, Column};
use crate::store::Table;
use crate::workspace::Workspace;

/// A table of the workspace and the columns that can be asked for.
#[derive(Debug)]
pub(crate) struct Dataset {
    pub(crate) id: &'static str,
    name: &'static str,
    description: &'static str,
    pub(crate) table: fn(&Workspace) -> &Table,
    pub(crate) columns: &'static [Column],
}

const CREATED_AT: Column = field("created_at", "Created at");

pub(crate) const DATASETS: &[Dataset] = &[
    Dataset {
        id: "contact",
        name: "Contacts",
        description: "Users and leads, one row each.",
        table: |workspace| &workspace.contacts,
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
        table: |workspace| &workspace.companies,
        columns: &[
            CREATED_AT,
            field("id", "Company"),
            field("name", "Name"),
            field("monthly_spend", "Monthly spend"),
            nested("plan", "Plan", "plan.name"),
        ],
    },
    Dataset {
        id: "call",
        name: "Calls",
        description: "Phone calls, one row each.",
        table: |workspace| &workspace.calls,
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

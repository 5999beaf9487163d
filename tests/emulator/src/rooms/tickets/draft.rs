//! Tickets about to be made.

use serde_json::{Value, json};

use super::submitted;
use crate::fields;
use crate::html;
use crate::refusal::Refusal;
use crate::rooms::conversations::{self, Assignee, Author, Conversation, Detail, Part, Source};
use crate::rooms::{companies, contacts, ticket_types};
use crate::store::{Record, record};
use crate::workspace::Workspace;

/// What a request to create a ticket asks for, found sound.
#[derive(Debug)]
pub(crate) struct Draft {
    type_id: String,
    contacts: Vec<Record>,
    attributes: Record,
    assignees: Vec<Assignee>,
    company: Option<String>,
    linked: Option<u64>,
    created_at: Option<u64>,
}

impl Draft {
    pub(super) fn read(workspace: &Workspace, body: &Record, now: u64) -> Result<Self, Refusal> {
        let type_id = fields::id(body, "ticket_type_id")
            .ok_or_else(|| Refusal::missing_parameter("ticket_type_id is missing"))?;
        let types = &workspace.ticket_types;
        types
            .find(&type_id)
            .ok_or_else(|| Refusal::invalid_parameter(format!("there is no ticket type {type_id:?}")))?;
        let contacts: Vec<_> = body.get("contacts").and_then(Value::as_array).into_iter().flatten().collect();
        if contacts.is_empty() {
            return Err(Refusal::missing_parameter("contacts, whom the ticket is for, are missing"));
        }
        let contacts = contacts
            .into_iter()
            .map(|contact| {
                let contact =
                    contact.as_object().ok_or_else(|| Refusal::mistyped("contacts", "an array of objects"))?;
                // A contact known by its email address alone is made with the ticket.
                if contact.len() > 1 || !contact.contains_key("email") {
                    conversations::contact(workspace, contact)?;
                }
                Ok(contact.clone())
            })
            .collect::<Result<_, Refusal>>()?;
        let none = Record::new();
        let attributes = body.get("ticket_attributes").and_then(Value::as_object).unwrap_or(&none);
        if let Some(name) = ticket_types::missing(types, &type_id, attributes) {
            return Err(Refusal::invalid_parameter(format!("tickets of that type need the attribute {name:?}")));
        }
        ticket_types::completed(types, &type_id, attributes)?;
        let company = fields::id(body, "company_id");
        if let Some(company) = &company {
            workspace.companies.find(company).ok_or_else(companies::not_found)?;
        }
        let linked = fields::id(body, "conversation_to_link_id")
            .map(|id| conversations::existing(workspace, &id).map(|conversation| conversation.id))
            .transpose()?;
        let created_at = fields::time(body, "created_at");
        if let Some(at) = created_at.filter(|at| *at > now) {
            return Err(Refusal::invalid_parameter(format!("created_at must not be in the future, as {at} is")));
        }
        Ok(Self {
            type_id,
            contacts,
            attributes: attributes.clone(),
            assignees: assignees(workspace, body)?,
            company,
            linked,
            created_at,
        })
    }

    /// Makes the ticket, and returns its id.
    ///
    /// # Errors
    ///
    /// When a contact is gone that was there when the draft was read.
    pub(crate) fn make(self, workspace: &mut Workspace, now: u64) -> Result<u64, Refusal> {
        let at = self.created_at.unwrap_or(now);
        let mut ids = Vec::with_capacity(self.contacts.len());
        for contact in &self.contacts {
            let id = match conversations::contact(workspace, contact) {
                Err(_) if contact.len() == 1 && contact.contains_key("email") => {
                    let lead = record(json!({"role": "lead", "email": contact["email"]}));
                    contacts::create(workspace, &lead, now)
                }
                known => known?,
            };
            ids.push(id);
        }
        let description = self.attributes.get("_default_description_").and_then(Value::as_str).unwrap_or_default();
        let author = ids.first().cloned().map_or(Author::Bot, Author::Contact);
        let mut conversation = Conversation::new(Source::message(author, html::normalized(description)), ids, at);
        conversation.waiting_since = None;
        conversation.company = self.company;
        conversation.ticket = Some(Box::new(submitted(workspace, &self.type_id, self.attributes)));
        let id = workspace.conversations.create(conversation);
        let conversations = &mut workspace.conversations;
        let state = Detail::TicketState { before: "submitted".into(), after: "submitted".into() };
        conversations.append(id, Part::new("ticket_state_updated_by_admin", Author::Bot, at).telling(state));
        for assignee in self.assignees {
            if let Some(conversation) = conversations.find_mut(id) {
                conversation.assign(assignee);
            }
            conversations.append(id, Part::new("assignment", Author::Bot, at).assigning(assignee));
        }
        if let Some(linked) = self.linked {
            conversations.link(id, linked);
        }
        Ok(id)
    }
}

fn assignees(workspace: &Workspace, body: &Record) -> Result<Vec<Assignee>, Refusal> {
    let Some(assignment) = body.get("assignment").and_then(Value::as_object) else {
        return Ok(Vec::new());
    };
    [("admin_assignee_id", "admin"), ("team_assignee_id", "team")]
        .into_iter()
        .filter_map(|(name, kind)| Some((kind, fields::id(assignment, name)?)))
        .map(|(kind, id)| conversations::assignee(workspace, Some(kind), &id))
        .collect()
}

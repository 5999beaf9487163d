//! What can be searched.

use std::fmt;
use std::str::FromStr;

use super::field::SearchField;
use crate::error::Error;
use crate::generated::search_fields::{COMPANIES, CONTACTS, CONVERSATIONS, TICKETS};
use crate::operation::Operation;
use crate::quoted::quoted;
use crate::version::Versions;

/// What can be searched by a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Resource {
    /// `contacts.search`
    Contacts,
    /// `conversations.search`
    Conversations,
    /// `tickets.search`
    Tickets,
    /// `companies.search`
    Companies,
}

impl Resource {
    /// Everything that can be searched by a query.
    pub const ALL: [Resource; 4] =
        [Resource::Contacts, Resource::Conversations, Resource::Tickets, Resource::Companies];

    /// The name of the resource in the catalog.
    pub const fn as_str(self) -> &'static str {
        match self {
            Resource::Contacts => "contacts",
            Resource::Conversations => "conversations",
            Resource::Tickets => "tickets",
            Resource::Companies => "companies",
        }
    }

    /// The fields its search is known to take.
    pub fn fields(self) -> &'static [SearchField] {
        match self {
            Resource::Contacts => &CONTACTS,
            Resource::Conversations => &CONVERSATIONS,
            Resource::Tickets => &TICKETS,
            Resource::Companies => &COMPANIES,
        }
    }

    /// The versions that search it.
    pub(super) fn versions(self) -> Versions {
        let id = match self {
            Resource::Contacts => "contacts.search",
            Resource::Conversations => "conversations.search",
            Resource::Tickets => "tickets.search",
            Resource::Companies => "companies.search",
        };
        Operation::find(id).expect("a test finds the searches in the catalog").versions
    }
}

/// Reads the name of the resource in the catalog.
impl FromStr for Resource {
    type Err = Error;

    fn from_str(text: &str) -> Result<Resource, Error> {
        Resource::ALL.into_iter().find(|resource| resource.as_str() == text).ok_or_else(|| {
            let known = Resource::ALL.map(|resource| quoted(resource.as_str())).join(", ");
            Error::argument(format!(
                "{text} cannot be searched by a query; what can be is {known}",
                text = quoted(text)
            ))
        })
    }
}

impl fmt::Display for Resource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

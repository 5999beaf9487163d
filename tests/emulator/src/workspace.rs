//! The state of one Intercom workspace.

use crate::random::Random;
use crate::rooms::conversations::Conversations;
use crate::rooms::jobs::Jobs;
use crate::rooms::ticket_types::TicketTypes;
use crate::store::{Links, Table};

/// The id that contacts carry as `workspace_id`, companies as `app_id` and the app as `id_code`.
pub(crate) const APP_ID: &str = "emulator";

/// Everything a workspace holds. A room reads and changes it; nothing else does.
#[derive(Debug)]
pub(crate) struct Workspace {
    pub(crate) admins: Table,
    pub(crate) companies: Table,
    pub(crate) contacts: Table,
    pub(crate) conversations: Conversations,
    pub(crate) jobs: Jobs,
    pub(crate) notes: Table,
    pub(crate) tags: Table,
    pub(crate) teams: Table,
    pub(crate) ticket_types: TicketTypes,
    pub(crate) contact_companies: Links,
    pub(crate) contact_notes: Links,
    pub(crate) contact_tags: Links,
    pub(crate) company_tags: Links,
    pub(crate) conversation_tags: Links,
}

impl Workspace {
    /// An empty workspace, whose ids follow from the state of `random`.
    pub(crate) fn new(random: &mut Random) -> Self {
        Self {
            admins: Table::with_numeric_ids(991_267_466),
            companies: Table::with_hexadecimal_ids(random).indexed_by(&["company_id", "name"]),
            contacts: Table::with_hexadecimal_ids(random).indexed_by(&["email", "external_id"]),
            conversations: Conversations::default(),
            jobs: Jobs::default(),
            notes: Table::with_numeric_ids(26),
            tags: Table::with_numeric_ids(80).indexed_by(&["name"]),
            teams: Table::with_numeric_ids(5_017_691),
            ticket_types: TicketTypes::default(),
            contact_companies: Links::default(),
            contact_notes: Links::default(),
            contact_tags: Links::default(),
            company_tags: Links::default(),
            conversation_tags: Links::default(),
        }
    }
}

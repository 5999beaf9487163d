//! The state of one Intercom workspace.

use crate::jobs::JobRules;
use crate::options::Options;
use crate::random::Random;
use crate::rooms::bulk::Tasks;
use crate::rooms::conversations::Conversations;
use crate::rooms::jobs::Jobs;
use crate::rooms::ticket_types::TicketTypes;
use crate::store::{Links, Table};

/// The id that contacts carry as `workspace_id`, companies as `app_id` and the app as `id_code`.
pub(crate) const APP_ID: &str = "emulator";

/// Everything a workspace holds. A room reads and changes it; nothing else does.
#[derive(Debug)]
pub(crate) struct Workspace {
    pub(crate) job_rules: JobRules,
    /// What links to stored files are signed with.
    pub(crate) storage_key: u64,
    pub(crate) admins: Table,
    pub(crate) brands: Table,
    pub(crate) bulk_jobs: Table,
    pub(crate) bulk_tasks: Tasks,
    pub(crate) calls: Table,
    pub(crate) companies: Table,
    pub(crate) contacts: Table,
    pub(crate) content_exports: Table,
    pub(crate) conversations: Conversations,
    pub(crate) emails: Table,
    pub(crate) jobs: Jobs,
    pub(crate) notes: Table,
    pub(crate) reporting_exports: Table,
    pub(crate) tags: Table,
    pub(crate) teams: Table,
    pub(crate) ticket_types: TicketTypes,
    pub(crate) voice_calls: Table,
    pub(crate) contact_companies: Links,
    pub(crate) contact_notes: Links,
    pub(crate) contact_tags: Links,
    pub(crate) company_tags: Links,
    pub(crate) conversation_tags: Links,
}

impl Workspace {
    /// An empty workspace, whose ids follow from the state of `random`.
    pub(crate) fn new(options: &Options, random: &mut Random) -> Self {
        Self {
            job_rules: JobRules::new(options),
            // Apart from the data's own numbers, as it is not to change them.
            storage_key: Random::new(options.seed.rotate_left(32)).next(),
            admins: Table::with_numeric_ids(991_267_466),
            brands: Table::with_numeric_ids(10),
            bulk_jobs: Table::with_numeric_ids(5_001),
            bulk_tasks: Tasks::default(),
            calls: Table::with_numeric_ids(4_001),
            companies: Table::with_hexadecimal_ids(random).indexed_by(&["company_id", "name"]),
            contacts: Table::with_hexadecimal_ids(random).indexed_by(&["email", "external_id"]),
            content_exports: Table::with_hexadecimal_ids(&mut Random::new(options.seed ^ 1)),
            conversations: Conversations::default(),
            emails: Table::with_numeric_ids(30),
            jobs: Jobs::default(),
            notes: Table::with_numeric_ids(26),
            reporting_exports: Table::with_hexadecimal_ids(&mut Random::new(options.seed ^ 2)),
            tags: Table::with_numeric_ids(80).indexed_by(&["name"]),
            teams: Table::with_numeric_ids(5_017_691),
            ticket_types: TicketTypes::default(),
            voice_calls: Table::with_numeric_ids(7_001),
            contact_companies: Links::default(),
            contact_notes: Links::default(),
            contact_tags: Links::default(),
            company_tags: Links::default(),
            conversation_tags: Links::default(),
        }
    }
}

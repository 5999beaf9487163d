//! The state of one Intercom workspace.

use crate::jobs::JobRules;
use crate::options::Options;
use crate::random::Random;
use crate::rooms::bulk::Tasks;
use crate::rooms::conversations::Conversations;
use crate::rooms::ip_allowlist;
use crate::rooms::jobs::Jobs;
use crate::rooms::ticket_types::TicketTypes;
use crate::store::{Links, Record, Table};

/// The id that contacts carry as `workspace_id`, companies as `app_id` and the app as `id_code`.
pub(crate) const APP_ID: &str = "emulator";

/// Everything a workspace holds. A room reads and changes it; nothing else does.
#[derive(Debug)]
pub(crate) struct Workspace {
    pub(crate) job_rules: JobRules,
    /// What links to stored files are signed with.
    pub(crate) storage_key: u64,
    pub(crate) admins: Table,
    pub(crate) article_versions: Table,
    pub(crate) articles: Table,
    pub(crate) audiences: Table,
    pub(crate) away_status_reasons: Table,
    pub(crate) brands: Table,
    pub(crate) bulk_jobs: Table,
    pub(crate) bulk_tasks: Tasks,
    pub(crate) calls: Table,
    pub(crate) collections: Table,
    pub(crate) companies: Table,
    pub(crate) contacts: Table,
    pub(crate) content_exports: Table,
    pub(crate) content_snippets: Table,
    pub(crate) conversations: Conversations,
    pub(crate) custom_object_instances: Table,
    pub(crate) data_connector_executions: Table,
    pub(crate) data_connectors: Table,
    pub(crate) emails: Table,
    pub(crate) external_pages: Table,
    pub(crate) folders: Table,
    pub(crate) help_centers: Table,
    pub(crate) import_sources: Table,
    pub(crate) internal_articles: Table,
    pub(crate) ip_allowlist: Record,
    pub(crate) jobs: Jobs,
    pub(crate) macros: Table,
    pub(crate) news_items: Table,
    pub(crate) newsfeeds: Table,
    pub(crate) notes: Table,
    pub(crate) office_hours_exceptions: Table,
    pub(crate) office_hours_schedules: Table,
    pub(crate) redirects: Table,
    pub(crate) reporting_exports: Table,
    pub(crate) tags: Table,
    pub(crate) teams: Table,
    pub(crate) ticket_types: TicketTypes,
    pub(crate) voice_calls: Table,
    pub(crate) article_tags: Links,
    pub(crate) content_snippet_tags: Links,
    pub(crate) internal_article_tags: Links,
    pub(crate) versions_of_articles: Links,
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
            article_versions: Table::with_numeric_ids(7_001),
            articles: Table::with_numeric_ids(39),
            audiences: Table::with_numeric_ids(12),
            away_status_reasons: Table::with_numeric_ids(1),
            brands: Table::with_numeric_ids(10),
            bulk_jobs: Table::with_numeric_ids(5_001),
            bulk_tasks: Tasks::default(),
            calls: Table::with_numeric_ids(4_001),
            collections: Table::with_numeric_ids(145),
            companies: Table::with_hexadecimal_ids(random).indexed_by(&["company_id", "name"]),
            contacts: Table::with_hexadecimal_ids(random).indexed_by(&["email", "external_id"]),
            content_exports: Table::with_hexadecimal_ids(&mut Random::new(options.seed ^ 1)),
            content_snippets: Table::with_numeric_ids(301),
            conversations: Conversations::default(),
            custom_object_instances: Table::with_numeric_ids(22).indexed_by(&["external_id"]),
            data_connector_executions: Table::with_numeric_ids(90_001),
            data_connectors: Table::with_numeric_ids(12_345),
            emails: Table::with_numeric_ids(30),
            external_pages: Table::with_numeric_ids(21).indexed_by(&["external_id"]),
            folders: Table::with_numeric_ids(6),
            help_centers: Table::with_numeric_ids(79),
            import_sources: Table::with_numeric_ids(33),
            internal_articles: Table::with_numeric_ids(411),
            ip_allowlist: ip_allowlist::blank(),
            jobs: Jobs::default(),
            macros: Table::with_numeric_ids(123),
            news_items: Table::with_numeric_ids(29),
            newsfeeds: Table::with_numeric_ids(53),
            notes: Table::with_numeric_ids(26),
            office_hours_exceptions: Table::with_numeric_ids(601),
            office_hours_schedules: Table::with_numeric_ids(501),
            redirects: Table::with_numeric_ids(801),
            reporting_exports: Table::with_hexadecimal_ids(&mut Random::new(options.seed ^ 2)),
            tags: Table::with_numeric_ids(80).indexed_by(&["name"]),
            teams: Table::with_numeric_ids(5_017_691),
            ticket_types: TicketTypes::default(),
            voice_calls: Table::with_numeric_ids(7_001),
            article_tags: Links::default(),
            content_snippet_tags: Links::default(),
            internal_article_tags: Links::default(),
            versions_of_articles: Links::default(),
            contact_companies: Links::default(),
            contact_notes: Links::default(),
            contact_tags: Links::default(),
            company_tags: Links::default(),
            conversation_tags: Links::default(),
        }
    }
}

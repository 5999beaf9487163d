//! The rooms of the emulator: one per resource, each with its routes, its rules and the shape of its bodies.

#![expect(clippy::unnecessary_wraps, reason = "every handler has the same signature, also the ones that never refuse")]

use crate::route::Route;
use crate::workspace::Workspace;

pub(crate) mod admins;
pub(crate) mod ai_content;
pub(crate) mod articles;
pub(crate) mod audiences;
pub(crate) mod away_status_reasons;
pub(crate) mod brands;
pub(crate) mod bulk;
pub(crate) mod calls;
pub(crate) mod companies;
pub(crate) mod contacts;
pub(crate) mod content;
pub(crate) mod content_export;
pub(crate) mod content_snippets;
pub(crate) mod conversations;
pub(crate) mod custom_objects;
pub(crate) mod data_connectors;
pub(crate) mod fin_voice;
pub(crate) mod folders;
pub(crate) mod help_center;
pub(crate) mod internal_articles;
pub(crate) mod ip_allowlist;
pub(crate) mod jobs;
pub(crate) mod macros;
pub(crate) mod messages;
pub(crate) mod news;
pub(crate) mod notes;
pub(crate) mod office_hours;
pub(crate) mod reporting_export;
mod rich_text;
mod standard;
pub(crate) mod tags;
pub(crate) mod ticket_types;
pub(crate) mod tickets;

/// Every operation the emulator serves.
pub(crate) fn routes() -> impl Iterator<Item = Route> {
    [
        admins::ROUTES,
        ai_content::ROUTES,
        articles::ROUTES,
        audiences::ROUTES,
        away_status_reasons::ROUTES,
        brands::ROUTES,
        bulk::ROUTES,
        calls::ROUTES,
        companies::ROUTES,
        contacts::ROUTES,
        content::ROUTES,
        content_export::ROUTES,
        content_snippets::ROUTES,
        conversations::ROUTES,
        custom_objects::ROUTES,
        data_connectors::ROUTES,
        fin_voice::ROUTES,
        folders::ROUTES,
        help_center::ROUTES,
        internal_articles::ROUTES,
        ip_allowlist::ROUTES,
        jobs::ROUTES,
        macros::ROUTES,
        messages::ROUTES,
        news::ROUTES,
        notes::ROUTES,
        office_hours::ROUTES,
        reporting_export::ROUTES,
        tags::ROUTES,
        ticket_types::ROUTES,
        tickets::ROUTES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// Lets happen what is due by a time in UNIX seconds: snoozed conversations wake up, jobs come to their end.
pub(crate) fn settle(workspace: &mut Workspace, now: u64) {
    conversations::settle(workspace, now);
    jobs::settle(workspace, now);
}

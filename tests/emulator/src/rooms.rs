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
pub(crate) mod data_attributes;
pub(crate) mod data_connectors;
pub(crate) mod events;
mod exports;
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
pub(crate) mod phone_call_redirects;
pub(crate) mod reporting_export;
mod rich_text;
pub(crate) mod segments;
mod standard;
pub(crate) mod subscription_types;
pub(crate) mod tags;
pub(crate) mod teams;
pub(crate) mod ticket_types;
pub(crate) mod tickets;
pub(crate) mod visitors;

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
        data_attributes::ROUTES,
        data_connectors::ROUTES,
        events::ROUTES,
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
        phone_call_redirects::ROUTES,
        reporting_export::ROUTES,
        segments::ROUTES,
        subscription_types::ROUTES,
        tags::ROUTES,
        teams::ROUTES,
        ticket_types::ROUTES,
        tickets::ROUTES,
        visitors::ROUTES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// Lets happen what is due by a time in UNIX seconds: articles are published, snoozed conversations wake up, jobs come to
/// their end.
pub(crate) fn settle(workspace: &mut Workspace, now: u64) {
    articles::settle(workspace, now);
    conversations::settle(workspace, now);
    jobs::settle(workspace, now);
}

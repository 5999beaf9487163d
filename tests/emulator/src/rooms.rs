//! The rooms of the emulator: one per resource, each with its routes, its rules and the shape of its bodies.

#![expect(clippy::unnecessary_wraps, reason = "every handler has the same signature, also the ones that never refuse")]

use crate::route::Route;
use crate::workspace::Workspace;

pub(crate) mod admins;
pub(crate) mod brands;
pub(crate) mod bulk;
pub(crate) mod calls;
pub(crate) mod companies;
pub(crate) mod contacts;
pub(crate) mod content_export;
pub(crate) mod conversations;
pub(crate) mod fin_voice;
pub(crate) mod jobs;
pub(crate) mod messages;
pub(crate) mod notes;
pub(crate) mod reporting_export;
pub(crate) mod tags;
pub(crate) mod ticket_types;
pub(crate) mod tickets;

/// Every operation the emulator serves.
pub(crate) fn routes() -> impl Iterator<Item = Route> {
    [
        admins::ROUTES,
        brands::ROUTES,
        bulk::ROUTES,
        calls::ROUTES,
        companies::ROUTES,
        contacts::ROUTES,
        content_export::ROUTES,
        conversations::ROUTES,
        fin_voice::ROUTES,
        jobs::ROUTES,
        messages::ROUTES,
        notes::ROUTES,
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

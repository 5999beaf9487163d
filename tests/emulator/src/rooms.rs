//! The rooms of the emulator: one per resource, each with its routes, its rules and the shape of its bodies.

#![expect(clippy::unnecessary_wraps, reason = "every handler has the same signature, also the ones that never refuse")]

use crate::route::Route;

pub(crate) mod admins;
pub(crate) mod companies;
pub(crate) mod contacts;
pub(crate) mod notes;
pub(crate) mod tags;

/// Every operation the emulator serves.
pub(crate) fn routes() -> impl Iterator<Item = Route> {
    [admins::ROUTES, companies::ROUTES, contacts::ROUTES, notes::ROUTES, tags::ROUTES].into_iter().flatten().copied()
}

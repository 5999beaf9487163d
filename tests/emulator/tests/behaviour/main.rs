//! What the emulator promises, seen from outside: over the wire, by a client that shares nothing with entryphone.
#![expect(clippy::unwrap_used, reason = "in a test, a panic is the report")]

mod admins;
mod catalog;
mod client;
mod clock;
mod companies;
mod contacts;
mod faults;
mod journal;
mod limits;
mod notes;
mod paging;
mod program;
mod rules;
mod search;
mod tags;

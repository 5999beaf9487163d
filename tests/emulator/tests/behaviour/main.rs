//! What the emulator promises, seen from outside: over the wire, by a client that shares nothing with entryphone.
#![expect(clippy::unwrap_used, reason = "in a test, a panic is the report")]

mod admins;
mod articles;
mod brands;
mod bulk;
mod calls;
mod catalog;
mod client;
mod clock;
mod companies;
mod contacts;
mod content;
mod content_export;
mod cors;
mod custom_objects;
mod faults;
mod fin_voice;
mod gzip;
mod help_center;
mod journal;
mod limits;
mod news;
mod notes;
mod pacing;
mod paging;
mod program;
mod reporting_export;
mod rules;
mod search;
mod settings;
mod tags;

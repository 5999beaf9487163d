//! Whatever an answer says, a listing turns without a panic, and what it asks for next stays on its host and path.
#![no_main]

#[path = "../targets/pager.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| target::run(bytes));

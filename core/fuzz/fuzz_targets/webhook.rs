//! A notification is accepted only with a signature of ours, and nothing that comes in can panic.
#![no_main]

#[path = "../targets/webhook.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| target::run(bytes));

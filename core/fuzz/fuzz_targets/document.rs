//! The document index and `serde_json` accept the same bytes, and read the same values from them.
#![no_main]

#[path = "../targets/document.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| target::run(bytes));

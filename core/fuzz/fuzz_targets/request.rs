//! Whatever the arguments, a request that is built stays below its host and path, as the `url` crate reads it.
#![no_main]

#[path = "../targets/request.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| target::run(bytes));

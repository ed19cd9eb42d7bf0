//! Any bytes as the manifest of a library.
#![no_main]

#[path = "../../tests/regressions/feed.rs"]
mod feed;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| feed::manifest(bytes));

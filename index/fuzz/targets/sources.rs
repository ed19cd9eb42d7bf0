//! Any bytes as a source of each kind.
#![no_main]

#[path = "../../tests/regressions/feed.rs"]
mod feed;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| feed::source(bytes));

//! Any text as a query, and as words.
#![no_main]

#[path = "../../tests/regressions/feed.rs"]
mod feed;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| feed::typed(bytes));

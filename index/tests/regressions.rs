//! Inputs that once broke a reader, or that a fuzzer begins with: none of them may again.

#![cfg(feature = "build")]

#[path = "regressions/feed.rs"]
mod feed;

use std::fs;
use std::path::Path;

#[test]
fn none_breaks_again() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/regressions");
    for (target, feed) in feed::TARGETS {
        let mut files: Vec<_> = fs::read_dir(folder.join(target))
            .expect("the inputs of a target")
            .map(|entry| entry.expect("an input").path())
            .collect();
        files.sort();
        assert!(!files.is_empty(), "{target}");
        for file in files {
            feed(&fs::read(&file).expect("its bytes"));
        }
    }
}

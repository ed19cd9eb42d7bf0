//! The memory a build may take changes how it works, and nothing of what it writes.

use crate::common::Silent;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::path::{Path, PathBuf};
use warraq::build::{Budget, BuildOptions, build};

const WORDS: [&str; 16] = [
    "كتاب",
    "والكتاب",
    "كتب",
    "مكتبة",
    "كاتب",
    "من",
    "في",
    "خط",
    "خطوط",
    "الخط",
    "مدرسة",
    "مدارس",
    "1999",
    "Latin",
    "ك\u{0650}تاب",
    "إعلان",
];

/// A library of these sources, made with so many bytes of memory: its files, by name.
fn files(sources: &[PathBuf], memory: usize) -> Vec<(String, Vec<u8>)> {
    let folder = tempfile::tempdir().unwrap();
    let options = BuildOptions {
        folder: folder.path().to_owned(),
        memory: Budget::bytes(memory),
        ..BuildOptions::default()
    };
    build(sources, &options, &Silent).unwrap();
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, std::fs::read(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

fn write(folder: &Path, pages: &[(Vec<&str>, Vec<Vec<&str>>)]) {
    for (number, (title, blocks)) in pages.iter().enumerate() {
        let blocks: Vec<String> = blocks.iter().map(|words| words.join(" ")).collect();
        let text = format!("# {}\n\n{}\n", title.join(" "), blocks.join("\n\n"));
        std::fs::write(folder.join(format!("{number}.md")), text).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_memory_gives_the_same_library(
        pages in vec((vec(select(&WORDS[..]), 1..4), vec(vec(select(&WORDS[..]), 0..30), 0..5)), 1..40),
        memory in 0usize..20_000,
    ) {
        let sources = tempfile::tempdir().unwrap();
        write(sources.path(), &pages);
        let sources = [sources.path().to_owned()];
        let (small, large) = (files(&sources, memory), files(&sources, 1 << 30));
        let names = |files: &[(String, Vec<u8>)]| files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        // Nothing put aside is left behind.
        prop_assert_eq!(names(&small), names(&large));
        prop_assert!(small == large);
    }
}

#[test]
fn a_folder_that_cannot_take_what_is_put_aside_is_an_error() {
    let sources = tempfile::tempdir().unwrap();
    std::fs::write(sources.path().join("a.txt"), "صفحة\n\nكتاب.").unwrap();
    let options = BuildOptions {
        folder: sources.path().join("nowhere"),
        memory: Budget::bytes(0),
        ..BuildOptions::default()
    };
    let built = build(&[sources.path().to_owned()], &options, &Silent);
    let error = built.map(|_| ()).unwrap_err().to_string();
    assert!(
        error.contains("nowhere: a temporary file of the build"),
        "{error}"
    );
}

//! The files of a library: all are told of, and those told to be needed for a book are enough to read it and to search.

use crate::common::{Built, ask};
use std::collections::BTreeMap;
use warraq::answer::SearchRequest;

/// Books of pages that do not pack well, so that their texts are in several files.
fn built() -> Built {
    let mut seed = 1u32;
    let mut letter = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from_u32(0x641 + (seed >> 16) % 8).unwrap()
    };
    let mut files = Vec::new();
    for book in ["أحبار", "أقلام", "أوراق"] {
        for page in 0..25 {
            let mut text = format!("# {book} {page}\n\nكتاب مشترك {book}\n\n");
            for word in 0..6000 {
                text.extend(std::iter::repeat_with(&mut letter).take(3 + word % 4));
                text.push(' ');
            }
            files.push((format!("{book}/{page:02}.md"), text));
        }
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (&path[..], &text[..]))
        .collect();
    Built::of(&files)
}

#[test]
fn a_book_is_read_and_searched_with_the_files_it_needs_and_no_others() {
    let mut built = built();
    let files = built.run(|library| library.files());
    let told: BTreeMap<String, u64> = files
        .iter()
        .map(|file| (file.name.clone(), u64::from(file.bytes)))
        .collect();
    let there: BTreeMap<String, u64> = std::fs::read_dir(built.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, entry.metadata().unwrap().len())
        })
        .filter(|(name, _)| name != "manifest.wrq")
        .collect();
    assert_eq!(told, there);

    let shelf = built.run(|library| library.shelf());
    let book = shelf.books[1].clone();
    let (first, end) = (book.first.0, book.first.0 + book.pages);
    let mut gone = 0;
    for file in &files {
        if file
            .pages
            .is_some_and(|(from, to)| to <= first || end <= from)
        {
            std::fs::remove_file(built.folder.path().join(&file.name)).unwrap();
            gone += 1;
        }
    }
    assert!(gone > 0, "no file is of other books alone");
    for page in first..end {
        let page = warraq::id::PageId(page);
        let view = built.run(|library| library.page(page, Some(&ask("كتاب"))));
        assert_eq!(view.record.page, page);
    }
    let request = SearchRequest {
        book: Some(book.book),
        ..ask("\"كتاب مشترك\"")
    };
    let answer = built.search(&request);
    assert_eq!(answer.total, book.pages);
    // The pages of the other books are found with their titles.
    let answer = built.run(|library| library.preview(&ask("مشترك")));
    assert_eq!(answer.total, shelf.pages);
    let pages: Vec<_> = answer.hits.iter().map(|hit| hit.page).collect();
    let records = built.run(|library| library.records(&pages));
    assert_eq!(records.len(), pages.len());
}

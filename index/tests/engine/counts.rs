//! How often a word is in a page and in a book: as the pages themselves tell, and the books together as the library.

use super::common::{Built, ask};
use warraq::answer::{Depth, SearchRequest};

#[test]
fn a_page_and_a_book_have_what_is_marked_in_them() {
    let mut built = Built::of(super::FILES);
    let shelf = built.run(|library| library.shelf());
    let pages: Vec<_> = shelf
        .books
        .iter()
        .map(|book| built.run(|library| library.pages_of(book.book, 0, 100)))
        .collect();
    for word in [
        "كتاب",
        "الكتاب",
        "ورق",
        "الوراقين",
        "مكتبة",
        "غرب",
        "كتابا",
        "في",
        "زرافة",
        "",
    ] {
        let explained = built.run(|library| library.explain(word));
        let mut all = [0; 4];
        for pages in &pages {
            let mut book = [0; 4];
            let mut told = Vec::new();
            for record in pages {
                let request = SearchRequest {
                    depth: Depth::Root,
                    ..ask(word)
                };
                let view = built.run(|library| library.page(record.page, Some(&request)));
                let blocks = view.blocks.iter().flat_map(|block| &block.marks);
                let mut page = [0; 4];
                for mark in view.title_marks.iter().chain(blocks) {
                    for depth in mark.depth as usize..4 {
                        page[depth] += 1;
                        book[depth] += 1;
                    }
                }
                let counts = built.run(|library| library.word_counts(word, record.page));
                assert_eq!(counts.page, page, "{word} in {}", record.id);
                told.push(counts.book);
            }
            assert!(
                told.iter().all(|told| *told == book),
                "{word}: {told:?} and not {book:?}"
            );
            for (sum, count) in all.iter_mut().zip(book) {
                *sum += count;
            }
        }
        assert_eq!(all, explained.occurrences, "{word}");
    }
}

//! The catalog: books, and how long each page is.
//!
//! ```text
//! catalog := book*:list page_words:varint*:list
//! book    := id:text title:text first:varint pages:varint
//! ```
//! Books follow each other without a gap and cover all pages.

use super::bytes::{Cursor, Fault, Put, length};
use crate::answer::BookRecord;
use crate::id::{BookId, PageId};

/// Books and page lengths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalog {
    /// The books, in order.
    pub books: Vec<BookRecord>,
    /// Words in each page, title included.
    pub page_words: Vec<u32>,
}

impl Catalog {
    /// The section's bytes.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.varint(length(self.books.len()));
        for book in &self.books {
            out.text(&book.id);
            out.text(&book.title);
            out.varint(book.first.0);
            out.varint(book.pages);
        }
        out.varint(length(self.page_words.len()));
        self.page_words.iter().for_each(|&words| out.varint(words));
        out
    }

    /// Reads the section.
    pub fn read(body: &[u8]) -> Result<Catalog, Fault> {
        let mut cursor = Cursor::new(body);
        let mut number = 0;
        let books = cursor.list(|c| {
            let book = BookRecord {
                book: BookId(number),
                id: c.text()?.to_owned(),
                title: c.text()?.to_owned(),
                first: PageId(c.varint()?),
                pages: c.varint()?,
            };
            number += 1;
            Ok(book)
        })?;
        let page_words = cursor.list(|c| c.varint())?;
        cursor.end()?;
        let mut next = 0u32;
        for book in &books {
            if book.first.0 != next {
                return Err(Fault::Range);
            }
            next = next.checked_add(book.pages).ok_or(Fault::Range)?;
        }
        if next as usize == page_words.len() {
            Ok(Catalog { books, page_words })
        } else {
            Err(Fault::Range)
        }
    }

    /// The book of this number.
    pub fn book(&self, book: BookId) -> Option<&BookRecord> {
        self.books.get(book.index())
    }

    /// The book a page is in.
    pub fn book_of(&self, page: PageId) -> Option<&BookRecord> {
        let after = self.books.partition_point(|book| book.first <= page);
        // Books without pages share their first page with the next book; the last of them has it.
        self.books[..after]
            .last()
            .filter(|book| page.0 - book.first.0 < book.pages)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> Catalog {
        let book = |book, first, pages| BookRecord {
            book: BookId(book),
            id: format!("b{book}"),
            title: "كتاب".into(),
            first: PageId(first),
            pages,
        };
        Catalog {
            books: vec![book(0, 0, 2), book(1, 2, 0), book(2, 2, 1)],
            page_words: vec![10, 0, 700],
        }
    }

    #[test]
    fn pages_find_their_books() {
        let catalog = sample();
        let check = |page, book: Option<u32>| {
            assert_eq!(
                catalog.book_of(PageId(page)).map(|b| b.book),
                book.map(BookId)
            )
        };
        check(0, Some(0));
        check(1, Some(0));
        check(2, Some(2));
        check(3, None);
    }

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(Catalog::read(&sample().write()), Ok(sample()));
        assert_eq!(
            Catalog::read(&Catalog::default().write()),
            Ok(Catalog::default())
        );
    }

    #[test]
    fn books_must_cover_the_pages() {
        let mut gap = sample();
        gap.books[2].first = PageId(1);
        assert_eq!(Catalog::read(&gap.write()), Err(Fault::Range));
        let mut less = sample();
        less.page_words.pop();
        assert_eq!(Catalog::read(&less.write()), Err(Fault::Range));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(body: Vec<u8>) {
            if let Ok(catalog) = Catalog::read(&body) {
                catalog.book_of(PageId(u32::MAX));
            }
        }
    }
}

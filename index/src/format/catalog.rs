//! The catalog: books, and how long each page is.
//!
//! ```text
//! catalog := book*:list page:varint*:list      page = words << 2 | year << 1 | number
//! book    := id:text title:text first:varint pages:varint
//! ```
//! `words` counts the page's words, its title's included; `number` says that there is a number among
//! them, `year` that one of these may be a year.
//! Books follow each other without a gap and cover all pages.

use super::bytes::{Cursor, Fault, Put, length};
use crate::answer::BookRecord;
use crate::id::{BookId, PageId};

/// Books and page lengths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalog {
    /// The books, in order.
    pub books: Vec<BookRecord>,
    /// The pages, in order.
    pub pages: Vec<PageShape>,
}

/// What ranking asks of a page, whatever the query.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageShape {
    /// Words in it, title included; at most [`WORDS`].
    pub words: u32,
    /// True if a number is among them.
    pub number: bool,
    /// True if a number is among them that may be a year: of three digits, or of four up to 2100.
    pub year: bool,
}

/// The most words a page is said to have.
pub const WORDS: u32 = u32::MAX >> 2;

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
        out.varint(length(self.pages.len()));
        for page in &self.pages {
            let flags = u32::from(page.year) << 1 | u32::from(page.number);
            out.varint(page.words.min(WORDS) << 2 | flags);
        }
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
        let pages = cursor.list(|c| {
            let page = c.varint()?;
            Ok(PageShape {
                words: page >> 2,
                number: page & 1 != 0,
                year: page & 2 != 0,
            })
        })?;
        cursor.end()?;
        let mut next = 0u32;
        for book in &books {
            if book.first.0 != next {
                return Err(Fault::Range);
            }
            next = next.checked_add(book.pages).ok_or(Fault::Range)?;
        }
        if next as usize == pages.len() {
            Ok(Catalog { books, pages })
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

    fn shape(words: u32) -> PageShape {
        PageShape {
            words,
            number: words > 0,
            year: words > 10,
        }
    }

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
            pages: [10, 0, 700].map(shape).to_vec(),
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
        less.pages.pop();
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

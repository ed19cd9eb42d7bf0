//! The catalog: the books, and how words are analysed that the library lacks.
//!
//! ```text
//! catalog := book*:list weight*:list
//! book    := id:text title:text first:varint pages:varint
//! weight  := varint                     an even number for its half, an odd one for -1 less its half rounded down
//! ```
//! Books follow each other without a gap and cover all pages. The [`Weights`] are those of the features of
//! analyses in their order.

use super::bytes::{Cursor, Fault, Put, length};
use crate::answer::BookRecord;
use crate::id::{BookId, PageId};
use crate::text::Weights;

/// Books, and weights of analyses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalog {
    /// The books, in order.
    pub books: Vec<BookRecord>,
    /// How words are analysed that the library lacks.
    pub weights: Weights,
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
        out.varint(length(self.weights.all().len()));
        for &weight in self.weights.all() {
            out.varint(u32::from((weight << 1 ^ weight >> 15) as u16));
        }
        out
    }

    /// Reads the section, of a library of so many pages.
    pub fn read(body: &[u8], pages: u32) -> Result<Catalog, Fault> {
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
        let weights = Weights::new(cursor.list(weight)?);
        cursor.end()?;
        let mut next = 0u32;
        for book in &books {
            if book.first.0 != next {
                return Err(Fault::Range);
            }
            next = next.checked_add(book.pages).ok_or(Fault::Range)?;
        }
        if next == pages {
            Ok(Catalog { books, weights })
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

fn weight(cursor: &mut Cursor<'_>) -> Result<i16, Fault> {
    let number = u16::try_from(cursor.varint()?).map_err(|_| Fault::Range)?;
    let half = (number >> 1) as i16;
    Ok(if number & 1 == 0 { half } else { -1 - half })
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
            weights: Weights::new(vec![0, 1, -1, 700, -700, i16::MIN, i16::MAX]),
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
        assert_eq!(Catalog::read(&sample().write(), 3), Ok(sample()));
        let empty = Catalog::default();
        assert_eq!(Catalog::read(&empty.write(), 0), Ok(empty));
    }

    #[test]
    fn books_must_cover_the_pages() {
        let mut gap = sample();
        gap.books[2].first = PageId(1);
        assert_eq!(Catalog::read(&gap.write(), 3), Err(Fault::Range));
        assert_eq!(Catalog::read(&sample().write(), 4), Err(Fault::Range));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(body: Vec<u8>, pages in 0u32..5) {
            if let Ok(catalog) = Catalog::read(&body, pages) {
                catalog.book_of(PageId(u32::MAX));
            }
        }
    }
}

//! Pages of the printed edition, and which page of the library each is in.

use super::{Library, Step, ready};
use crate::answer::PageRecord;
use crate::error::Error;
use crate::id::BookId;
use crate::page::Printed;

impl Library {
    /// The page of a book in which a page of the printed edition begins; of one that the book passes over, the page
    /// after it. None if the book ends before.
    ///
    /// Halves the pages of the book, which are taken to be in the order of print, and so needs the records of few of
    /// them. Pages of which nothing is known are passed over.
    #[inline(never)]
    pub fn printed(
        &self,
        book: BookId,
        wanted: Printed,
    ) -> Result<Step<Option<PageRecord>>, Error> {
        let catalog = ready!(self.catalog()?);
        let (mut low, mut high) = (0, catalog.book(book).map_or(0, |book| book.pages));
        let mut found = None;
        while low < high {
            let middle = low + (high - low) / 2;
            let mut at = middle;
            let told = loop {
                let record = ready!(self.pages_of(book, at, 1)?).pop();
                match record.map(|record| (record.printed, record)) {
                    Some((Some((_, last)), record)) => break Some((last, record)),
                    Some((None, _)) if at + 1 < high => at += 1,
                    _ => break None,
                }
            };
            match told {
                Some((last, _)) if last < wanted => low = at + 1,
                Some((_, record)) => {
                    found = Some(record);
                    high = middle;
                }
                None => high = middle,
            }
        }
        Ok(Step::Done(found))
    }
}

//! Searches whose hits stand together by their books.

use super::loading::Haste;
use super::{Stop, Worker};
use crate::protocol::{Groups, Reply, RequestId};
use std::rc::Rc;
use warraq::answer::{BookRecord, Hit, SearchRequest};
use warraq::id::{BookId, PageId};
use warraq::library::Library;

/// Hits of a book that are shown.
const OF_ONE: usize = 3;

impl Worker {
    /// Answers with the best hits of some books, then with their passages.
    pub(super) async fn grouped(
        self: &Rc<Self>,
        id: RequestId,
        request: &SearchRequest,
        warm: bool,
        say: &dyn Fn(Reply, bool),
    ) -> Result<(), Stop> {
        let shelf = self.solve(id, Haste::First, Library::shelf).await?;
        let all = SearchRequest {
            offset: 0,
            limit: u32::MAX,
            ..request.clone()
        };
        let preview = |library: &Library| library.preview(&all);
        let mut answer = self.solve(id, Haste::First, preview).await?;
        let hits = std::mem::take(&mut answer.hits);
        let (hits, groups) = by_book(hits, &shelf.books, request.offset, request.limit);
        let pages: Vec<PageId> = hits.iter().map(|hit| hit.page).collect();
        answer.hits = hits;
        let records = |library: &Library| library.records(&pages);
        let records = self.solve(id, Haste::First, records).await?;
        let last = pages.is_empty();
        say(Reply::Grouped(Box::new((answer, records, groups))), last);
        if warm || last {
            return Ok(());
        }
        self.passages(id, request, &pages, Some(true), say).await?;
        Ok(())
    }
}

/// The best of these hits of each of some books, in the order of the books' best, from book number `offset` on.
fn by_book(hits: Vec<Hit>, books: &[BookRecord], offset: u32, limit: u32) -> (Vec<Hit>, Groups) {
    // Where the group of each book is.
    let mut places: Vec<Option<usize>> = vec![None; books.len()];
    let mut groups: Vec<(BookId, u32, Vec<Hit>)> = Vec::new();
    for hit in hits {
        let of = books.partition_point(|book| book.first.0 <= hit.page.0);
        let Some(number) = of.checked_sub(1) else {
            continue;
        };
        let place = *places[number].get_or_insert(groups.len());
        if place == groups.len() {
            groups.push((books[number].book, 0, Vec::new()));
        }
        let (_, count, shown) = &mut groups[place];
        *count += 1;
        if shown.len() < OF_ONE {
            shown.push(hit);
        }
    }
    let all = groups.len() as u32;
    let mut shown = Vec::new();
    let mut of = Vec::new();
    for (book, count, hits) in groups
        .into_iter()
        .skip(offset as usize)
        .take(limit as usize)
    {
        shown.extend(hits);
        of.push((book, count));
    }
    (shown, Groups { books: of, all })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_stand_by_their_books_in_the_order_of_the_best() {
        let book = |number: u32, first, pages| BookRecord {
            book: BookId(number),
            first: PageId(first),
            pages,
            ..BookRecord::default()
        };
        let books = [book(0, 0, 5), book(1, 5, 5), book(2, 10, 1)];
        let check = |pages: &[u32], offset, limit, shown: &[u32], of: &[(u32, u32)], all| {
            let hit = |&page: &u32| Hit {
                page: PageId(page),
                score: 0,
                reasons: Vec::new(),
                missing: Vec::new(),
            };
            let (hits, groups) = by_book(pages.iter().map(hit).collect(), &books, offset, limit);
            let found: Vec<u32> = hits.iter().map(|hit| hit.page.0).collect();
            let of: Vec<(BookId, u32)> = of
                .iter()
                .map(|&(book, hits)| (BookId(book), hits))
                .collect();
            assert_eq!(
                (found.as_slice(), groups),
                (shown, Groups { books: of, all })
            );
        };
        check(&[], 0, 5, &[], &[], 0);
        check(
            &[7, 1, 6, 10],
            0,
            5,
            &[7, 6, 1, 10],
            &[(1, 2), (0, 1), (2, 1)],
            3,
        );
        check(&[4, 3, 2, 1, 9], 0, 5, &[4, 3, 2, 9], &[(0, 4), (1, 1)], 2);
        check(&[7, 1, 6, 10], 1, 1, &[1], &[(0, 1)], 3);
        check(&[7, 1], 9, 5, &[], &[], 2);
    }
}

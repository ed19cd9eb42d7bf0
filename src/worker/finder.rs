//! What the library has that begins with what is being typed, as far as it costs next to nothing; and all that a
//! search finds in one page.

use super::loading::Haste;
use super::{Stop, Worker};
use crate::protocol::{Completions, LinesPart, RequestId};
use std::rc::Rc;
use warraq::answer::SearchRequest;
use warraq::id::PageId;
use warraq::library::Library;

/// Words given at most.
const WORDS: u32 = 8;
/// Authors given at most.
const AUTHORS: usize = 3;
/// The bytes that may be fetched for words, and those for authors.
const CHEAP: u64 = 32 << 10;

impl Worker {
    /// Words and authors that begin so.
    pub(super) async fn complete(
        self: &Rc<Self>,
        id: RequestId,
        word: &str,
    ) -> Result<Completions, Stop> {
        let words = |library: &Library| library.complete(word, WORDS);
        let words = self.solve_within(id, Haste::Later, CHEAP, words).await?;
        // The names of authors are searched as the query line does it, with the last word unfinished.
        let request = SearchRequest {
            query: ["مؤلف:\"", word, "\""].concat(),
            typing: true,
            ..SearchRequest::default()
        };
        let authors = |library: &Library| library.preview(&request);
        let authors = self.solve_within(id, Haste::Later, CHEAP, authors).await?;
        let terms = authors.map(|answer| answer.terms).unwrap_or_default();
        let mut authors = terms
            .into_iter()
            .next()
            .map_or_else(Vec::new, |term| term.forms);
        authors.truncate(AUTHORS);
        Ok(Completions {
            words: words.unwrap_or_default(),
            authors,
        })
    }

    /// All places in a page that answer a search.
    pub(super) async fn places(
        self: &Rc<Self>,
        id: RequestId,
        request: &SearchRequest,
        page: PageId,
    ) -> Result<LinesPart, Stop> {
        let lines = |library: &Library| library.lines(request, &[page]);
        let lines = self.solve(id, Haste::First, lines).await?;
        Ok(LinesPart {
            lines,
            read: 1,
            reading: 1,
            pages: 1,
            ..LinesPart::default()
        })
    }
}

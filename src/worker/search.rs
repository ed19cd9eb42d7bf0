//! Answers to searches, part by part.

use super::kept::unreachable;
use super::loading::Haste;
use super::{ANYTHING, AT_ONCE, CHEAP, Stop, WORTH_IT, Worker, apart};
use crate::protocol::{Reply, RequestId};
use std::rc::Rc;
use warraq::answer::{Answer, SearchRequest, Snippet};
use warraq::id::PageId;
use warraq::library::Library;

impl Worker {
    /// Answers a search part by part: the pages; their passages, in a better order if that does not keep one
    /// waiting; and what is still to be told of the words.
    pub(super) async fn search(
        self: &Rc<Self>,
        id: RequestId,
        request: &SearchRequest,
        warm: bool,
        say: &dyn Fn(Reply, bool),
    ) -> Result<(), Stop> {
        let preview = |library: &Library| library.preview(request);
        let whole = |library: &Library| library.search(request);
        let mut answer = self.solve(id, Haste::First, preview).await?;
        loop {
            let Answer {
                provisional,
                unfinished,
                ..
            } = answer;
            let pages: Vec<PageId> = answer.hits.iter().map(|hit| hit.page).collect();
            let records = |library: &Library| library.records(&pages);
            let records = self.solve(id, Haste::First, records).await?;
            let last = pages.is_empty() && !unfinished;
            say(Reply::Found(Box::new(answer), records), last);
            if warm || last {
                return Ok(());
            }
            // A better order is taken before any passage is shown, all else after.
            let shown = (!provisional).then_some(!unfinished);
            let snippets = self.passages(id, request, &pages, shown, say).await?;
            if !provisional && pages.is_empty() {
                say(Reply::Snippets(Vec::new()), !unfinished);
            }
            let most = match (provisional, unfinished) {
                (true, _) => CHEAP,
                (_, true) if pages.is_empty() => ANYTHING,
                (_, true) => WORTH_IT,
                _ => return Ok(()),
            };
            match self.solve_within(id, Haste::Later, most, whole).await {
                Ok(Some(better)) => answer = better,
                Err(stop) if !unreachable(&stop) => return Err(stop),
                // What is known without is better than nothing.
                _ => {
                    say(Reply::Snippets(snippets), true);
                    return Ok(());
                }
            }
        }
    }

    /// The passages of these pages, in their order. `shown` has each part of them said when it comes, and is true if the
    /// answer ends with the last.
    pub(super) async fn passages(
        self: &Rc<Self>,
        id: RequestId,
        request: &SearchRequest,
        pages: &[PageId],
        shown: Option<bool>,
        say: &dyn Fn(Reply, bool),
    ) -> Result<Vec<Snippet>, Stop> {
        let at_once = match self.loading.parts.get() {
            true => pages.len().max(1),
            false => AT_ONCE,
        };
        let mut snippets = Vec::new();
        for some in pages.chunks(at_once) {
            let passages = |library: &Library| library.snippets(request, some);
            match self.solve(id, Haste::Later, passages).await {
                Err(stop) if unreachable(&stop) => {
                    let (found, absent) = apart(self.kept(id, request, some, stop)).await?;
                    snippets.extend(found);
                    say(Reply::Absent(absent), false);
                }
                found => snippets.extend(found?),
            }
            if let Some(ends) = shown {
                let last = snippets.len() == pages.len() && ends;
                say(Reply::Snippets(snippets.clone()), last);
            }
        }
        Ok(snippets)
    }
}
